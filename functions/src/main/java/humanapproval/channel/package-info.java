/** What every channel does: take events from its queue, report to the record and the workflow what became of them. */
package humanapproval.channel;

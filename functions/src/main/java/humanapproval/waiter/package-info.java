/** Who waits for the outcome, behind one small interface. Nothing else looks into a task token. */
package humanapproval.waiter;

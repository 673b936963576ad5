/**
 * Decides: the pages, the vote, the end of the wait. The only room that may resume a workflow; nothing depends on it.
 */
package humanapproval.callback;

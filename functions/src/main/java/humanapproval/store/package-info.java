/** The approval: the record of one request with its links, votes and end, and the table that keeps it. */
package humanapproval.store;

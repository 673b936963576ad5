/** The table of approvals and the JSON form of a record. */
package humanapproval.store;

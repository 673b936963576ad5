/** What is asked and decided. Pure: calls no service and knows no channel but by its name. */
package humanapproval.approval;

/** The bus's events: how they are read and put. */
package humanapproval.events;

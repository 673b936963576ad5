/** Delivers requests by mail: who gets one, what it says, how fast. */
package humanapproval.email;

/**
 * What every function needs of Lambda: its environment, AWS clients, the log line, priming. Knows nothing of approvals.
 */
package humanapproval.lambda;

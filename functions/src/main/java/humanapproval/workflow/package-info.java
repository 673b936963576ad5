/** The paused execution: resume it, fail it, look at it. */
package humanapproval.workflow;

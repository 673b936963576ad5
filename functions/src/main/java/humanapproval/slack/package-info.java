/** The Slack channel. Out: a message with buttons. In: its buttons. The only room that knows Slack. */
package humanapproval.slack;

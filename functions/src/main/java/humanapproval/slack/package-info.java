/**
 * Delivers requests to Slack: a message with buttons, notes to those who pressed, the end. The only room that knows
 * Slack's SDK.
 */
package humanapproval.slack;

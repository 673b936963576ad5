/**
 * Human approval for AWS Step Functions. One package for each room of the flow, an arrow for "uses":
 *
 * <pre>
 *   email, slack ──► channel ──► workflow ──► store ──► request
 *              callback ────────────┘
 *   all of them ──► lambda
 * </pre>
 *
 * <ul>
 *   <li>{@code request}: what a person is asked, as it arrives and as it is shown
 *   <li>{@code store}: the approval, the record of one request, its votes and its outcome
 *   <li>{@code workflow}: the paused execution: resume it, fail it, look at it
 *   <li>{@code channel}: what every channel does: takes events from its queue, reports what became of them
 *   <li>{@code email}: delivers by mail
 *   <li>{@code slack}: delivers to Slack
 *   <li>{@code callback}: decides: the pages, the vote, the end of the wait. Nothing depends on it
 *   <li>{@code lambda}: what every function needs of Lambda
 * </ul>
 *
 * A new channel is one more package beside {@code email} and {@code slack}.
 */
package humanapproval;

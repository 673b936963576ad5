package humanapproval.store;

import java.time.Instant;

/**
 * One person's answer.
 *
 * @param approver the lower-cased email
 * @param channel the channel's name, as in the request's {@code channels}
 * @param comment what they added, or empty
 */
public record Vote(String approver, String channel, Decision decision, String comment, Instant at) {}

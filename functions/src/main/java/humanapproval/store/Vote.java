package humanapproval.store;

import humanapproval.request.Channel;
import java.time.Instant;

/**
 * One person's answer.
 *
 * @param approver who it is: the lower-cased email or, where Slack's user has none here, {@code slack:<team>:<user>}
 * @param name how people know them; never compared
 * @param comment what they added, or empty
 */
public record Vote(String approver, String name, Channel channel, Decision decision, String comment, Instant at) {

    /** How to show them: by their email where it is known. */
    public String shownName() {
        return approver.contains("@") ? approver : name;
    }
}

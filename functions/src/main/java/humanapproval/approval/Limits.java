package humanapproval.approval;

import humanapproval.json.JsonFields;
import humanapproval.text.TimeText;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * What the deployer settled for all requests; it comes with each event, as the channel's rule in template.yaml writes
 * it.
 *
 * @param selfApproval whether a request may let its requester decide
 * @param requireApprovers whether a request has to name who may decide
 * @param zone where its times are
 */
public record Limits(boolean selfApproval, boolean requireApprovers, ZoneId zone) {

    /** The same with times in UTC. */
    public Limits(boolean selfApproval, boolean requireApprovers) {
        this(selfApproval, requireApprovers, ZoneOffset.UTC);
    }

    /** The limits among a channel's {@code settings}; whatever is not there is false. */
    public static Limits of(JsonFields settings) {
        return new Limits(
                settings.flag("allowSelfApproval"),
                settings.flag("requireApprovers"),
                settings.optionalText("timeZone").map(TimeText::zone).orElse(ZoneOffset.UTC));
    }
}

package humanapproval.approval;

import humanapproval.json.JsonFields;

/**
 * What the deployer allows requests; it comes with each event, as the channel's rule in template.yaml writes it.
 *
 * @param selfApproval whether a request may let its requester decide
 * @param requireApprovers whether a request has to name who may decide
 */
public record Limits(boolean selfApproval, boolean requireApprovers) {

    /** The limits among a channel's {@code settings}; whatever is not there is false. */
    public static Limits of(JsonFields settings) {
        return new Limits(settings.flag("allowSelfApproval"), settings.flag("requireApprovers"));
    }
}

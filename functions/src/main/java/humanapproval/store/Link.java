package humanapproval.store;

import java.time.Instant;

/**
 * A personal link that was, or is just being, mailed.
 *
 * @param codeHash SHA-256 of the link's code in hex: whoever reads the table can't vote with it
 * @param approver the lower-cased email that it went to
 * @param at when {@code status} was reached
 */
public record Link(String codeHash, String approver, Status status, Instant at) {

    /** How far its mail came. */
    public enum Status {
        /** Somebody is sending it right now, or died doing so. */
        SENDING,
        /** SNS took it. */
        SENT,
        /** SNS did not confirm it: it may have arrived all the same, so the link stays valid. */
        UNCONFIRMED
    }

    Link reached(Status status, Instant at) {
        return new Link(codeHash, approver, status, at);
    }
}

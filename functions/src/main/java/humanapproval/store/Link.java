package humanapproval.store;

import java.time.Instant;

/**
 * A personal link that was, or is just being, mailed. The mail that tells the result has one that nobody is told.
 *
 * @param codeHash SHA-256 of the link's code in hex: whoever reads the table can't vote with it
 * @param approver the lower-cased email that it went to
 * @param round 0 for the request itself, else the number of the reminder
 * @param at when {@code status} was reached
 */
public record Link(String codeHash, String approver, int round, Status status, Instant at) {

    /** The round of the mail that tells the requester the result. */
    public static final int RESULT = Integer.MAX_VALUE;

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
        return new Link(codeHash, approver, round, status, at);
    }
}

package humanapproval.approval;

import java.time.Duration;
import java.time.Instant;

/**
 * How far one delivery came. Whoever writes {@link Status#SENDING} first delivers; so an event that comes twice, at the
 * same time or long after, never delivers twice.
 *
 * @param round which time it is delivered: 0 for the request, else the number of the reminder; a later one stands for
 *     earlier ones
 * @param by who delivers it: the process that does, so that it knows again what it could not note
 * @param at when {@code status} was reached
 */
public record Claim(int round, Status status, String by, Instant at) {

    /** The lease: after this long whoever was delivering is taken for dead. Longer than an invocation may take. */
    public static final Duration LEASE = Duration.ofSeconds(60);

    /** The round of what tells the result. */
    public static final int RESULT = Integer.MAX_VALUE;

    /** How far it came. */
    public enum Status {
        /** Somebody is delivering it right now, or died doing so. */
        SENDING,
        /** It was not confirmed, though it may have arrived, or some of it is missing: it is tried again. */
        UNCONFIRMED,
        /** It arrived. */
        SENT,
        /** It can't be done any more: what it belongs to was deleted. */
        LOST
    }

    /** Whose turn it is. */
    public enum Turn {
        /** Nobody has delivered it, or whoever tried has failed or died. */
        OURS,
        /** Somebody else is at it: look again later. */
        OTHERS,
        /** It is done. */
        NOBODYS
    }

    /** Whose turn it is to deliver the {@code round}th time, seen by {@code by}. */
    public Turn turn(int round, String by, Instant now) {
        if (this.round != round) {
            return this.round > round ? Turn.NOBODYS : Turn.OURS;
        }
        return switch (status) {
            case SENT, LOST -> Turn.NOBODYS;
            case UNCONFIRMED -> Turn.OURS;
            case SENDING -> this.by.equals(by) || !at.plus(LEASE).isAfter(now) ? Turn.OURS : Turn.OTHERS;
        };
    }
}

package humanapproval.store;

import java.time.Duration;
import java.time.Instant;

/**
 * How far something came that has to reach people once: a mail, a message, a line below it. Whoever writes "sending"
 * first sends; so an event that comes twice, at the same time or long after, never sends twice.
 *
 * @param round which time it is sent: 0 for the request, else the number of the reminder; a later one stands for
 *     earlier ones
 * @param by who sends it: different for each try, so that a writer knows its own claim again
 * @param at when {@code status} was reached
 */
public record Delivery(int round, Status status, String by, Instant at) {

    /** After this long whoever was sending is taken for dead: longer than an invocation may take. */
    public static final Duration ABANDONED = Duration.ofSeconds(60);

    /** The round of what tells the result. */
    public static final int RESULT = Integer.MAX_VALUE;

    /** How far it came. */
    public enum Status {
        /** Somebody is sending it right now, or died doing so. */
        SENDING,
        /** It was not confirmed, though it may have arrived, or some of it is missing: it is tried again. */
        UNCONFIRMED,
        /** It arrived. */
        SENT,
        /** It can't be done any more: deleted, or its channel archived. */
        LOST
    }

    /** Whose turn it is. */
    public enum Turn {
        /** Nobody has sent it, or whoever tried has failed or died. */
        OURS,
        /** Somebody else is sending: look again later. */
        OTHERS,
        /** It is done. */
        NOBODYS
    }

    /** Whose turn it is to send the {@code round}th time, seen by {@code by}. */
    Turn turn(int round, String by, Instant now) {
        if (this.round != round) {
            return this.round > round ? Turn.NOBODYS : Turn.OURS;
        }
        return switch (status) {
            case SENT, LOST -> Turn.NOBODYS;
            case UNCONFIRMED -> Turn.OURS;
            case SENDING -> this.by.equals(by) || !at.plus(ABANDONED).isAfter(now) ? Turn.OURS : Turn.OTHERS;
        };
    }
}

package humanapproval.approval;

import java.time.Instant;
import java.util.Optional;

/**
 * How an approval ended.
 *
 * @param failure why it failed, for {@link State#FAILED}
 * @param told whether whoever waits knows
 */
public record Ending(State state, Instant at, Optional<Failure> failure, Told told) {

    /** Whether whoever waits knows an end. */
    public enum Told {
        /** Nobody has told them, or it is not known whether they heard. */
        NOT_YET,
        /** They took it, but have not announced it: what they do next may fail before they have. */
        RESUMED,
        /** They took it and said so, or nobody waits. */
        TAKEN,
        /** They wait no more, and it is not known that they took it. */
        GIVEN_UP
    }

    /** An end that whoever waits does not know yet. */
    public static Ending of(State state, Instant at) {
        return new Ending(state, at, Optional.empty(), Told.NOT_YET);
    }

    /** It could not be asked, or nobody decided where that is a failure; whoever waits does not know yet. */
    public static Ending failed(Failure failure, Instant at) {
        return new Ending(State.FAILED, at, Optional.of(failure), Told.NOT_YET);
    }

    /** How the wait ends when nobody decided. */
    public static Ending atTimeout(Request.OnTimeout onTimeout, Instant at) {
        return switch (onTimeout) {
            case EXPIRE -> of(State.EXPIRED, at);
            case REJECT -> of(State.REJECTED, at);
            case FAIL -> failed(new Failure(Failure.TIMED_OUT, "Nobody decided before the deadline."), at);
        };
    }

    /** The same, and how whoever waits took it. */
    public Ending told(Told told) {
        return new Ending(state, at, failure, told);
    }
}

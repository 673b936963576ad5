package humanapproval.approval;

import java.time.Instant;
import java.util.Optional;

/**
 * How an approval ended.
 *
 * @param failure why it failed, for {@link State#FAILED}
 * @param told whether whoever waits is known to have taken it, or waits no more
 */
public record Ending(State state, Instant at, Optional<Failure> failure, boolean told) {

    /** An end that whoever waits does not know yet. */
    public static Ending of(State state, Instant at) {
        return new Ending(state, at, Optional.empty(), false);
    }

    /** It could not be asked, or nobody decided where that is a failure; whoever waits does not know yet. */
    public static Ending failed(Failure failure, Instant at) {
        return new Ending(State.FAILED, at, Optional.of(failure), false);
    }

    /** How the wait ends when nobody decided. */
    public static Ending atTimeout(Request.OnTimeout onTimeout, Instant at) {
        return switch (onTimeout) {
            case EXPIRE -> of(State.EXPIRED, at);
            case REJECT -> of(State.REJECTED, at);
            case FAIL -> failed(new Failure(Failure.TIMED_OUT, "Nobody decided before the deadline."), at);
        };
    }

    /** The same, taken by whoever waits. */
    public Ending taken() {
        return new Ending(state, at, failure, true);
    }
}

package humanapproval.channel;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** How long one invocation may go on: what it has begun by then it still finishes, the rest comes with the next try. */
public record Patience(Clock clock, Instant end) {

    /** What one more call and the note of it may take. */
    private static final Duration RESERVE = Duration.ofSeconds(18);

    /** That of an invocation that Lambda ends after so many milliseconds. */
    public static Patience of(Clock clock, long remainingMillis) {
        return new Patience(clock, clock.instant().plusMillis(remainingMillis).minus(RESERVE));
    }

    /** Whether nothing more may be begun. */
    public boolean isOver() {
        return clock.instant().isAfter(end);
    }

    /** Throws {@link TryLaterException} when nothing more may be begun; what is left then comes with the next try. */
    public void check() {
        if (isOver()) {
            throw new TryLaterException(
                    "There is more to do than one invocation can: the rest follows.", Duration.ofSeconds(1));
        }
    }
}

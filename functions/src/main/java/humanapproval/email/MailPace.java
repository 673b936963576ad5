package humanapproval.email;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * Keeps mails to one address apart. More than 10 a second make SNS drop the subscription (Amazon SNS quotas, Email
 * messages); the template lets two invocations run at once, so each sends one every 500 ms and ends that long after its
 * last, whichever copy of the function runs next.
 */
final class MailPace {

    /** How far two mails of one invocation to one address are apart. */
    static final Duration GAP = Duration.ofMillis(500);

    /** Waits; {@code Thread::sleep} outside of tests. */
    interface Sleeper {
        void sleep(Duration duration) throws InterruptedException;
    }

    private final Clock clock;
    private final Sleeper sleeper;
    private final Map<String, Instant> free = new HashMap<>();

    MailPace(Clock clock, Sleeper sleeper) {
        this.clock = clock;
        this.sleeper = sleeper;
    }

    /** Waits until {@code address} may get a mail, which the caller then sends. */
    void awaitTurn(String address) {
        sleepUntil(free.getOrDefault(address, Instant.MIN));
        free.put(address, clock.instant().plus(GAP));
    }

    /** Waits until every address may get its next one. */
    void awaitAll() {
        free.values().stream().max(Instant::compareTo).ifPresent(this::sleepUntil);
        free.clear();
    }

    private void sleepUntil(Instant time) {
        Instant now = clock.instant();
        if (time.isAfter(now)) {
            try {
                sleeper.sleep(Duration.between(now, time));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("The invocation was interrupted.", e);
            }
        }
    }
}

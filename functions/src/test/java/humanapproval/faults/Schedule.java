package humanapproval.faults;

import com.google.gson.JsonObject;
import humanapproval.fake.Samples;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What EventBridge hands to ApprovalCallback, which Lambda tries three times (Lambda Developer Guide, Asynchronous
 * invocation), and its sweep every five minutes.
 */
final class Schedule implements Part {

    private static final Duration SWEEP = Duration.ofMinutes(5);
    private static final int MOST_TRIES = 3;

    private final LambdaFunction callback;
    private final Clock clock;
    private final List<Due> due = new ArrayList<>();

    private record Due(JsonObject event, int tries, Instant at, boolean isSweep) {}

    Schedule(LambdaFunction callback, Clock clock) {
        this.callback = callback;
        this.clock = clock;
        due.add(new Due(Samples.json("{'sweep': true}"), 0, clock.instant().plus(SWEEP), true));
    }

    void send(JsonObject event) {
        due.add(new Due(event, 0, clock.instant(), false));
    }

    @Override
    public Optional<Instant> next() {
        return due.stream().map(Due::at).min(Comparator.naturalOrder());
    }

    @Override
    public void act() {
        Due first = due.stream().min(Comparator.comparing(Due::at)).orElseThrow();
        due.remove(first);
        if (first.isSweep()) {
            due.add(new Due(first.event(), 0, first.at().plus(SWEEP), true));
        }
        int tries = first.tries() + 1;
        if (callback.invoke(first.event()).isEmpty() && tries < MOST_TRIES) {
            due.add(new Due(first.event(), tries, clock.instant().plus(Duration.ofMinutes(tries)), false));
        }
    }
}

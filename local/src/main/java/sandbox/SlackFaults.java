package sandbox;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What goes wrong with Slack on demand, and how much it takes. Safe for use by several threads. */
public final class SlackFaults {
    /** What a call comes to. */
    sealed interface Fault {
        /** 429 with that Retry-After. */
        record Limit(int seconds) implements Fault {}

        /** That HTTP status. */
        record Status(int status) implements Fault {}

        /** Slack's error of that code. */
        record Refused(String code) implements Fault {}

        /** An answer after that time. */
        record Slow(Duration time) implements Fault {}

        /** It is done, but the answer gets lost. */
        record Lost() implements Fault {}
    }

    private final Map<String, Deque<Fault>> next = new HashMap<>();
    private final Map<String, List<Long>> posts = new HashMap<>();
    private int postsPerSecond = 20;

    /** The next {@code count} calls of {@code method} come to that. */
    synchronized void next(int count, String method, Fault fault) {
        for (var i = 0; i < count; i++) {
            next.computeIfAbsent(method, name -> new ArrayDeque<>()).add(fault);
        }
    }

    /**
     * How many posts a channel takes in a second. Slack allows about one, and short bursts (Slack's page Rate limits).
     */
    synchronized void postsPerSecond(int most) {
        postsPerSecond = most;
    }

    synchronized Fault take(String method, String channel) {
        var waiting = next.get(method);
        if (waiting != null && !waiting.isEmpty()) {
            return waiting.pop();
        }
        if (method.equals("chat.postMessage")) {
            var recent = posts.computeIfAbsent(channel, id -> new ArrayList<>());
            recent.removeIf(at -> System.nanoTime() - at > 1_000_000_000L);
            if (recent.size() >= postsPerSecond) {
                return new Fault.Limit(1);
            }
            recent.add(System.nanoTime());
        }
        return null;
    }
}

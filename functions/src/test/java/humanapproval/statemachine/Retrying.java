package humanapproval.statemachine;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.time.Duration;
import java.util.Set;

/** What a Retrier and a Catcher say. */
public final class Retrying {

    // Step Functions' guide, Handling errors: neither wildcard matches these.
    private static final Set<String> TERMINAL = Set.of("States.Runtime", "States.DataLimitExceeded");

    private Retrying() {}

    static boolean matches(JsonObject part, String error) {
        return part.getAsJsonArray("ErrorEquals").asList().stream()
                .map(JsonElement::getAsString)
                .anyMatch(name -> switch (name) {
                    case "States.ALL" -> !TERMINAL.contains(error);
                    case "States.TaskFailed" -> !TERMINAL.contains(error) && !error.equals("States.Timeout");
                    default -> name.equals(error);
                });
    }

    public static int attempts(JsonObject retrier) {
        return number(retrier, "MaxAttempts", 3);
    }

    /** How long the next attempt waits after so many; without jitter, or with all of it, which is the longest. */
    public static Duration delay(JsonObject retrier, int before) {
        double rate = retrier.has("BackoffRate") ? retrier.get("BackoffRate").getAsDouble() : 2;
        double seconds = number(retrier, "IntervalSeconds", 1) * Math.pow(rate, before);
        return Duration.ofMillis(
                Math.round(1000 * Math.min(seconds, number(retrier, "MaxDelaySeconds", Integer.MAX_VALUE))));
    }

    /** How long all the waits take together; nothing is certain where they are random. */
    static Duration surely(JsonObject retrier) {
        Duration all = Duration.ZERO;
        if (!new JsonPrimitive("FULL").equals(retrier.get("JitterStrategy"))) {
            for (int before = 0; before < attempts(retrier); before++) {
                all = all.plus(delay(retrier, before));
            }
        }
        return all;
    }

    private static int number(JsonObject retrier, String field, int otherwise) {
        return retrier.has(field) ? retrier.get(field).getAsInt() : otherwise;
    }
}

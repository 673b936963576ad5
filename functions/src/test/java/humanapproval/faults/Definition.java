package humanapproval.faults;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import humanapproval.fake.Samples;
import humanapproval.statemachine.Retrying;
import java.time.Duration;
import java.util.Optional;

/** How often, and with which pauses, statemachine/approval.asl.json tries a state again. */
final class Definition {

    private static final JsonObject STATES = JsonParser.parseString(Samples.file("statemachine/approval.asl.json"))
            .getAsJsonObject()
            .getAsJsonObject("States");

    private Definition() {}

    /** The pause after so many tries again; none when there is no other. */
    static Optional<Duration> pause(String state, int before) {
        JsonObject retry =
                STATES.getAsJsonObject(state).getAsJsonArray("Retry").get(0).getAsJsonObject();
        // Full jitter is half of the delay on the average.
        int share = retry.get("JitterStrategy").getAsString().equals("FULL") ? 2 : 1;
        return before < Retrying.attempts(retry)
                ? Optional.of(Retrying.delay(retry, before).dividedBy(share))
                : Optional.empty();
    }
}

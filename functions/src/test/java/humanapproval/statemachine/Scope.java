package humanapproval.statemachine;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.time.Instant;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What an expression sees.
 *
 * @param states the reserved variable: input, context and, where a state has them, result or errorOutput
 * @param variables what was assigned before this state
 * @param now what $now() and $millis() say
 * @param uuid what $uuid() gives
 */
record Scope(JsonObject states, Map<String, JsonElement> variables, Instant now, Supplier<String> uuid) {

    /** A point in time as Step Functions writes it. */
    static String text(Instant at) {
        return new DateTimeFormatterBuilder().appendInstant(3).toFormatter().format(at);
    }

    Scope with(String name, JsonElement value) {
        JsonObject more = states.deepCopy();
        more.add(name, value);
        return new Scope(more, variables, now, uuid);
    }
}

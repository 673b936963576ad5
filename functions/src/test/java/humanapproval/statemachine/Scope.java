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

    /** The reserved variable as it is in every state. */
    static JsonObject states(String executionArn, String name, JsonElement input, Instant entered, int retries) {
        JsonObject execution = new JsonObject();
        execution.addProperty("Id", executionArn);
        JsonObject state = new JsonObject();
        state.addProperty("Name", name);
        state.addProperty("EnteredTime", text(entered));
        state.addProperty("RetryCount", retries);
        JsonObject context = new JsonObject();
        context.add("Execution", execution);
        context.add("State", state);
        JsonObject states = new JsonObject();
        states.add("input", input);
        states.add("context", context);
        return states;
    }

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

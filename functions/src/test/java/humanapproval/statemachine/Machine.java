package humanapproval.statemachine;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import humanapproval.fake.Samples;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Runs a definition in this process, as far as ours go: Pass, Choice, Task, Wait, Succeed and Fail, with Assign,
 * Output, Retry and Catch (Amazon States Language, and Step Functions' guide for what is JSONata's). Time passes only
 * where a state waits or a retry does. Whatever else a definition has is an error, so that nothing is left out unseen.
 */
final class Machine {

    static final String EXECUTION = Samples.EXECUTION;

    private static final int MOST_STATES = 2_000;
    private static final Set<String> KNOWN = Set.of(
            "Type",
            "Comment",
            "Next",
            "End",
            "Assign",
            "Output",
            "Choices",
            "Default",
            "Resource",
            "Arguments",
            "TimeoutSeconds",
            "Retry",
            "Catch",
            "Seconds",
            "Error",
            "Cause");

    private final JsonObject definition;
    private final Service service;
    private final Map<String, JsonElement> variables = new HashMap<>();
    private final List<String> states = new ArrayList<>();
    private final List<Call> calls = new ArrayList<>();
    private Instant now = Samples.NOW;
    private int uuids;
    private int tokens;

    private Machine(JsonObject definition, Service service) {
        this.definition = definition;
        this.service = service;
    }

    /** Runs a file of the project with this input; {@code substitutions} are those of the template. */
    static Run run(String file, Map<String, String> substitutions, JsonElement input, Service service) {
        String text = Samples.file(file);
        for (Map.Entry<String, String> each : substitutions.entrySet()) {
            text = text.replace("${" + each.getKey() + "}", each.getValue());
        }
        if (text.contains("${")) {
            throw new IllegalStateException("Not substituted: " + text.substring(text.indexOf("${")));
        }
        return new Machine(JsonParser.parseString(text).getAsJsonObject(), service).run(input);
    }

    private Run run(JsonElement input) {
        try {
            JsonElement output = through(definition.get("StartAt").getAsString(), input);
            return new Run(Optional.of(output), Optional.empty(), states, calls, now);
        } catch (Failure e) {
            return new Run(Optional.empty(), Optional.of(e), states, calls, now);
        }
    }

    private JsonElement through(String start, JsonElement given) {
        String name = start;
        JsonElement input = given;
        while (states.size() < MOST_STATES) {
            states.add(name);
            JsonObject state = definition.getAsJsonObject("States").getAsJsonObject(name);
            Set<String> unknown = new HashSet<>(state.keySet());
            unknown.removeAll(KNOWN);
            if (!unknown.isEmpty()) {
                throw new IllegalStateException(name + " has " + unknown);
            }
            Step step = step(name, state, input);
            if (step.next().isEmpty()) {
                return step.output();
            }
            name = step.next().get();
            input = step.output();
        }
        throw new IllegalStateException("It does not end: " + states.subList(0, 20));
    }

    private record Step(JsonElement output, Optional<String> next) {}

    private Step step(String name, JsonObject state, JsonElement input) {
        Scope scope = scope(name, input, now, 0);
        return switch (state.get("Type").getAsString()) {
            case "Pass" -> leave(state, scope, input);
            case "Succeed" -> new Step(input, Optional.empty());
            case "Choice" -> choose(state, scope, input);
            case "Wait" -> {
                now = now.plusSeconds(
                        Expressions.fill(state.get("Seconds"), scope).getAsLong());
                yield leave(state, scope, input);
            }
            case "Task" -> new Task(name, state, input).run();
            case "Fail" ->
                throw new Failure(
                        Expressions.fill(state.get("Error"), scope).getAsString(),
                        Expressions.fill(state.get("Cause"), scope).getAsString());
            default -> throw new IllegalStateException(state.get("Type").getAsString());
        };
    }

    private Scope scope(String name, JsonElement input, Instant entered, int retries) {
        return new Scope(
                Scope.states(EXECUTION, name, input, entered, retries),
                Map.copyOf(variables),
                now,
                () -> new UUID(0x4000, 0x8000_0000_0000_0000L + ++uuids).toString());
    }

    /** Assigns, makes the output, and goes on as {@code part}, a state or a part of one, says. */
    private Step leave(JsonObject part, Scope scope, JsonElement output) {
        JsonElement made = part.has("Output") ? Expressions.fill(part.get("Output"), scope) : output;
        if (part.has("Assign")) {
            // All at once: no expression sees what another one of them assigns.
            JsonObject assigned = Expressions.fill(part.get("Assign"), scope).getAsJsonObject();
            assigned.entrySet().forEach(entry -> variables.put(entry.getKey(), entry.getValue()));
        }
        return new Step(made, Optional.ofNullable(part.get("Next")).map(JsonElement::getAsString));
    }

    private Step choose(JsonObject state, Scope scope, JsonElement input) {
        for (JsonElement element : state.getAsJsonArray("Choices")) {
            JsonObject rule = element.getAsJsonObject();
            if (!(Expressions.fill(rule.get("Condition"), scope) instanceof JsonPrimitive truth && truth.isBoolean())) {
                throw new Failure("States.QueryEvaluationError", "Neither true nor false: " + rule.get("Condition"));
            }
            if (truth.getAsBoolean()) {
                return leave(rule, scope, input);
            }
        }
        return new Step(
                leave(state, scope, input).output(),
                Optional.of(state.get("Default").getAsString()));
    }

    private final class Task {

        private final String name;
        private final JsonObject state;
        private final JsonElement input;
        private final Instant entered = now;
        private final Map<JsonObject, Integer> retries = new HashMap<>();

        Task(String name, JsonObject state, JsonElement input) {
            this.name = name;
            this.state = state;
            this.input = input;
        }

        Step run() {
            while (true) {
                Scope scope = scope(
                        name,
                        input,
                        entered,
                        retries.values().stream().mapToInt(Integer::intValue).sum());
                String resource = state.get("Resource").getAsString();
                if (resource.endsWith(".waitForTaskToken")) {
                    JsonObject task = new JsonObject();
                    task.addProperty("Token", Samples.TOKEN + "-" + ++tokens);
                    scope.states().getAsJsonObject("context").add("Task", task);
                }
                try {
                    Call call = new Call(
                            name,
                            resource,
                            Expressions.fill(state.get("Arguments"), scope).getAsJsonObject(),
                            Optional.ofNullable(state.get("TimeoutSeconds"))
                                    .map(seconds -> Expressions.fill(seconds, scope)),
                            now);
                    calls.add(call);
                    JsonElement result = service.answer(call);
                    return leave(state, scope.with("result", result), result);
                } catch (Failure e) {
                    if (!again(e)) {
                        return caught(e);
                    }
                }
            }
        }

        /** The first that matches decides, also when it has no try left. */
        private boolean again(Failure failure) {
            for (JsonElement element : parts("Retry")) {
                JsonObject retrier = element.getAsJsonObject();
                if (Retrying.matches(retrier, failure.error())) {
                    int before = retries.merge(retrier, 1, Integer::sum) - 1;
                    if (before >= Retrying.attempts(retrier)) {
                        return false;
                    }
                    now = now.plus(Retrying.delay(retrier, before));
                    return true;
                }
            }
            return false;
        }

        private Step caught(Failure failure) {
            for (JsonElement element : parts("Catch")) {
                JsonObject catcher = element.getAsJsonObject();
                if (Retrying.matches(catcher, failure.error())) {
                    JsonObject errorOutput = new JsonObject();
                    errorOutput.addProperty("Error", failure.error());
                    if (failure.cause() != null) {
                        errorOutput.addProperty("Cause", failure.cause());
                    }
                    return leave(catcher, scope(name, input, entered, 0).with("errorOutput", errorOutput), errorOutput);
                }
            }
            throw failure;
        }

        private JsonArray parts(String field) {
            return state.has(field) ? state.getAsJsonArray(field) : new JsonArray();
        }
    }
}

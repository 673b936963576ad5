package humanapproval.statemachine;

import com.dashjoin.jsonata.Jsonata;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Evaluates what a definition writes between {% and %} as Step Functions does, by an engine that has no code in common
 * with the emulator's. What an expression can't give is the error States.QueryEvaluationError.
 */
final class Expressions {

    private Expressions() {}

    /** The template with its expressions, at any depth, replaced by their values. Names are never expressions. */
    static JsonElement fill(JsonElement template, Scope scope) {
        return switch (template) {
            case JsonObject object -> {
                JsonObject filled = new JsonObject();
                object.entrySet().forEach(entry -> filled.add(entry.getKey(), fill(entry.getValue(), scope)));
                yield filled;
            }
            case JsonArray array -> {
                JsonArray filled = new JsonArray();
                array.forEach(element -> filled.add(fill(element, scope)));
                yield filled;
            }
            case JsonPrimitive text
            when text.isString()
                    && text.getAsString().startsWith("{%")
                    && text.getAsString().endsWith("%}") -> {
                String written = text.getAsString();
                yield evaluate(written.substring(2, written.length() - 2).strip(), scope);
            }
            default -> template;
        };
    }

    private static JsonElement evaluate(String expression, Scope scope) {
        Object value;
        try {
            Jsonata jsonata = Jsonata.jsonata(expression);
            // Told apart only so: a null is a value, and an undefined one is not.
            jsonata.setOutputConvertNulls(false);
            value = jsonata.evaluate(null, bindings(jsonata, scope));
        } catch (RuntimeException e) {
            throw new Failure("States.QueryEvaluationError", e.getMessage() + " in " + expression);
        }
        if (value == null) {
            throw new Failure("States.QueryEvaluationError", "No result: " + expression);
        }
        return json(value);
    }

    private static Jsonata.Frame bindings(Jsonata jsonata, Scope scope) {
        Jsonata.Frame frame = jsonata.createFrame();
        frame.bind("states", plain(scope.states()));
        scope.variables().forEach((name, value) -> {
            Object bound = plain(value);
            frame.bind(name, bound == null ? Jsonata.NULL_VALUE : bound);
        });
        // Of Step Functions' own functions the engine lacks this one; its clock is the computer's.
        Jsonata.Fn0<Object> uuid = scope.uuid()::get;
        Jsonata.Fn0<Object> now = () -> Scope.text(scope.now());
        Jsonata.Fn0<Object> millis = () -> scope.now().toEpochMilli();
        frame.bind("uuid", uuid);
        frame.bind("now", now);
        frame.bind("millis", millis);
        return frame;
    }

    /** As the engine has JSON: maps, lists, texts, numbers, booleans and null. */
    private static Object plain(JsonElement value) {
        return switch (value) {
            case JsonObject object -> {
                Map<String, Object> map = new LinkedHashMap<>();
                object.entrySet().forEach(entry -> map.put(entry.getKey(), plain(entry.getValue())));
                yield map;
            }
            case JsonArray array -> {
                List<Object> list = new ArrayList<>();
                array.forEach(element -> list.add(plain(element)));
                yield list;
            }
            case JsonPrimitive primitive when primitive.isNumber() -> number(primitive);
            case JsonPrimitive primitive when primitive.isBoolean() -> primitive.getAsBoolean();
            case JsonPrimitive primitive -> primitive.getAsString();
            default -> null;
        };
    }

    private static Number number(JsonPrimitive primitive) {
        return primitive.getAsString().matches("-?[0-9]{1,18}")
                ? (Number) primitive.getAsLong()
                : primitive.getAsDouble();
    }

    private static JsonElement json(Object value) {
        return switch (value) {
            case Map<?, ?> map -> {
                JsonObject object = new JsonObject();
                map.forEach((name, inner) -> object.add((String) name, json(inner)));
                yield object;
            }
            case List<?> list -> {
                JsonArray array = new JsonArray();
                list.forEach(element -> array.add(json(element)));
                yield array;
            }
            case String text -> new JsonPrimitive(text);
            case Number number -> new JsonPrimitive(number);
            case Boolean truth -> new JsonPrimitive(truth);
            case Object other when other == Jsonata.NULL_VALUE -> JsonNull.INSTANCE;
            case null -> JsonNull.INSTANCE;
            default -> throw new Failure("States.QueryEvaluationError", "No JSON: " + value);
        };
    }
}

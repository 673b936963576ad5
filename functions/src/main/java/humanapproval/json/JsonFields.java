package humanapproval.json;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonPrimitive;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Reads a JSON object field by field, so that an error names the field. Every method throws {@link MalformedException}.
 */
public final class JsonFields {

    private static final Gson STRICT =
            new GsonBuilder().setStrictness(Strictness.STRICT).create();

    // More than fit into a message: how deep a request may be is said where it enters.
    private static final int MOST_LEVELS = 1_000_000;

    private final JsonObject object;
    private final String path;

    private JsonFields(JsonObject object, String path) {
        this.object = object;
        this.path = path;
    }

    /** Reads {@code object}, which errors call {@code path}; they name the field alone where that is empty. */
    public static JsonFields of(JsonObject object, String path) {
        return new JsonFields(object, path);
    }

    /** Parses {@code json}, which errors call {@code path} and which must be a JSON object. */
    public static JsonFields parse(String json, String path) {
        return parse(new StringReader(json), path);
    }

    /** Parses what {@code reader} gives, which errors call {@code path} and which must be a JSON object. */
    public static JsonFields parse(Reader reader, String path) {
        try {
            JsonReader json = new JsonReader(reader);
            json.setNestingLimit(MOST_LEVELS);
            if (STRICT.fromJson(json, JsonElement.class) instanceof JsonObject object
                    && json.peek() == JsonToken.END_DOCUMENT) {
                return new JsonFields(object, path);
            }
        } catch (JsonParseException | IOException e) {
            // The same answer: the parser's message quotes what it read.
        }
        throw new MalformedException("The " + path + " must be a JSON object.");
    }

    /** The whole object. */
    public JsonObject json() {
        return object;
    }

    /** Whether the field is there and not null. */
    public boolean has(String name) {
        JsonElement value = object.get(name);
        return value != null && !value.isJsonNull();
    }

    /** Whether the field is there, even as null. */
    public boolean names(String name) {
        return object.has(name);
    }

    /** A text. */
    public String text(String name) {
        return optionalText(name).orElseThrow(() -> expected(name, "text"));
    }

    /** A text, or nothing where the field is absent or null. */
    public Optional<String> optionalText(String name) {
        if (!has(name)) {
            return Optional.empty();
        }
        if (object.get(name) instanceof JsonPrimitive value && value.isString()) {
            return Optional.of(value.getAsString());
        }
        throw expected(name, "text");
    }

    /** A point in time in ISO 8601 with its offset. */
    public Instant instant(String name) {
        try {
            return Instant.parse(text(name));
        } catch (DateTimeException e) {
            throw expected(name, "a time like 2026-01-31T12:00:00Z");
        }
    }

    /** A whole number, not below zero. */
    public int count(String name) {
        if (object.get(name) instanceof JsonPrimitive value && value.isNumber()) {
            double number = value.getAsDouble();
            if (number >= 0 && number <= Integer.MAX_VALUE && number == Math.rint(number)) {
                return (int) number;
            }
        }
        throw expected(name, "a whole number");
    }

    /** A whole number from {@code least} to {@code most}, or nothing where the field is absent or null. */
    public OptionalInt number(String name, int least, int most) {
        return has(name) ? OptionalInt.of(whole(name, least, most)) : OptionalInt.empty();
    }

    /** A whole number from {@code least} to {@code most}. */
    public int whole(String name, int least, int most) {
        try {
            int number = count(name);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (MalformedException e) {
            // The same answer.
        }
        throw expected(name, "a whole number from " + least + " to " + most);
    }

    /** One of {@code words}, or nothing where the field is absent or null. */
    public Optional<String> word(String name, List<String> words) {
        if (!has(name)) {
            return Optional.empty();
        }
        if (object.get(name) instanceof JsonPrimitive value
                && value.isString()
                && words.contains(value.getAsString())) {
            return Optional.of(value.getAsString());
        }
        String all = "\"" + String.join("\", \"", words) + "\"";
        int last = all.lastIndexOf(", ");
        throw expected(name, last < 0 ? all : all.substring(0, last) + " or" + all.substring(last + 1));
    }

    /** True or false; false where the field is absent or null. */
    public boolean flag(String name) {
        if (!has(name)) {
            return false;
        }
        if (object.get(name) instanceof JsonPrimitive value && value.isBoolean()) {
            return value.getAsBoolean();
        }
        throw expected(name, "true or false");
    }

    /** An object. */
    public JsonFields object(String name) {
        if (object.get(name) instanceof JsonObject value) {
            return new JsonFields(value, path.isEmpty() ? name : path + "." + name);
        }
        throw expected(name, "an object");
    }

    private MalformedException expected(String name, String what) {
        String field = path.isEmpty() ? name : "The field " + name + " of the " + path;
        return new MalformedException(field + " must be " + what + ".");
    }
}

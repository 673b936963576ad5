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
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Reads a JSON object field by field, so that an error names the field. Every method throws {@link MalformedException}.
 *
 * @param json the whole object
 * @param path what errors call it; they name the field alone where that is empty
 */
public record JsonFields(JsonObject json, String path) {

    private static final Gson STRICT =
            new GsonBuilder().setStrictness(Strictness.STRICT).create();

    // More than fit into a message: how deep a request may be is said where it enters.
    private static final int MOST_LEVELS = 1_000_000;

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

    /** Whether the field is there and not null. */
    public boolean has(String name) {
        return json.has(name) && !json.get(name).isJsonNull();
    }

    /** A text. */
    public String text(String name) {
        return optionalText(name).orElseThrow(() -> expected(name, "text"));
    }

    /** A text, or nothing where the field is absent or null. */
    public Optional<String> optionalText(String name) {
        return value(name, JsonPrimitive::isString, "text").map(JsonPrimitive::getAsString);
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
        return whole(name, 0, Integer.MAX_VALUE);
    }

    /** A whole number from {@code least} to {@code most}. */
    public int whole(String name, int least, int most) {
        if (json.get(name) instanceof JsonPrimitive value && value.isNumber()) {
            double number = value.getAsDouble();
            if (number >= least && number <= most && number == Math.rint(number)) {
                return (int) number;
            }
        }
        throw expected(name, "a whole number from " + least + " to " + most);
    }

    /** One of {@code words}, in lower case, or nothing where the field is absent or null. */
    public <E extends Enum<E>> Optional<E> word(String name, List<E> words) {
        List<String> names =
                words.stream().map(word -> word.name().toLowerCase(Locale.ROOT)).toList();
        String all = "\"" + String.join("\", \"", names) + "\"";
        return value(name, value -> names.contains(value.getAsString()), all.replaceFirst(", (?=[^,]*$)", " or "))
                .map(value -> words.get(names.indexOf(value.getAsString())));
    }

    /** True or false; false where the field is absent or null. */
    public boolean flag(String name) {
        return value(name, JsonPrimitive::isBoolean, "true or false")
                .filter(JsonPrimitive::getAsBoolean)
                .isPresent();
    }

    /** An object. */
    public JsonFields object(String name) {
        if (json.get(name) instanceof JsonObject value) {
            return new JsonFields(value, path.isEmpty() ? name : path + "." + name);
        }
        throw expected(name, "an object");
    }

    private Optional<JsonPrimitive> value(String name, Predicate<JsonPrimitive> fits, String what) {
        if (!has(name)) {
            return Optional.empty();
        }
        if (json.get(name) instanceof JsonPrimitive value && fits.test(value)) {
            return Optional.of(value);
        }
        throw expected(name, what);
    }

    private MalformedException expected(String name, String what) {
        String field = path.isEmpty() ? name : "The field " + name + " of the " + path;
        return new MalformedException(field + " must be " + what + ".");
    }
}

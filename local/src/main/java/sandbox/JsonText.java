package sandbox;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.util.Optional;
import java.util.regex.Pattern;

/** JSON that anybody may have written, as text: the page has to survive every depth and every size. */
final class JsonText {
    /** So many characters of one text are shown: the page is sent again whenever something in it changes. */
    static final int MOST_SHOWN = 20_000;

    private static final Gson PRETTY = new GsonBuilder()
            .setPrettyPrinting()
            .serializeNulls()
            .disableHtmlEscaping()
            .create();
    private static final Pattern PLACE = Pattern.compile("line \\d+ column \\d+");

    private JsonText() {}

    /** None where it is no JSON, or nested more deeply than Gson reads (255 levels). */
    static Optional<JsonElement> tree(String json) {
        try {
            return Optional.of(JsonParser.parseString(json));
        } catch (JsonParseException e) {
            return Optional.empty();
        }
    }

    /** The text with a line for each value, or as it is where {@link #tree} has none. */
    static String shown(String json) {
        return cut(tree(json).map(PRETTY::toJson).orElse(json));
    }

    /** At most {@link #MOST_SHOWN} characters, with a line that says so where there were more. */
    static String cut(String text) {
        return text.length() <= MOST_SHOWN ? text : beginning(text, MOST_SHOWN) + "…\n(The rest is not shown here.)";
    }

    /** So many characters or, in place of half a character, one less. */
    static String beginning(String text, int length) {
        return text.substring(0, Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length);
    }

    /** The text that an object has in this field; none where it has none, and where {@link #tree} has none. */
    static Optional<String> field(String json, String name) {
        return tree(json)
                .filter(JsonElement::isJsonObject)
                .map(object -> object.getAsJsonObject().get(name))
                .filter(value -> value instanceof JsonPrimitive text && text.isString())
                .map(JsonElement::getAsString);
    }

    /** Throws, with a sentence for whoever typed it, unless this is one JSON object and nothing else. */
    static void requireObject(String json) {
        try (var reader = new JsonReader(new StringReader(json))) {
            reader.setStrictness(Strictness.STRICT);
            reader.setNestingLimit(Integer.MAX_VALUE);
            if (json.isBlank() || reader.peek() != JsonToken.BEGIN_OBJECT) {
                throw new JsonParseException("The input must be one JSON object.");
            }
            reader.skipValue();
            reader.peek();
        } catch (IOException | IllegalStateException e) {
            // The reader's own words speak to programmers; its place is what helps.
            var place = PLACE.matcher(String.valueOf(e.getMessage()));
            throw new JsonParseException(
                    "This is not valid JSON" + (place.find() ? ", see " + place.group() : "") + ".", e);
        }
    }
}

package sandbox;

import com.google.gson.JsonParseException;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.Writer;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * JSON that anybody may have written, as text. It is read token by token, because a tree is nested as deeply as the
 * text, and the page has to survive every depth and every size.
 */
final class JsonText {
    /** So many characters of one text are shown: the page is sent again whenever something in it changes. */
    static final int MOST_SHOWN = 20_000;

    private static final Pattern PLACE = Pattern.compile("line \\d+ column \\d+");

    private JsonText() {}

    /** The text with a line for each value, or as it is where it is no JSON. */
    static String shown(String json) {
        var lines = new StringWriter();
        // Not closed: a writer does not close over half a document.
        var writer = new JsonWriter(lines);
        writer.setIndent("  ");
        try (var reader = reader(json, Strictness.STRICT)) {
            while (reader.peek() != JsonToken.END_DOCUMENT) {
                copy(reader, writer);
                if (lines.getBuffer().length() > MOST_SHOWN) {
                    return cut(lines.toString());
                }
            }
            return lines.toString();
        } catch (IOException | IllegalStateException e) {
            return cut(json);
        }
    }

    /** At most {@link #MOST_SHOWN} characters, with a line that says so where there were more. */
    static String cut(String text) {
        return text.length() <= MOST_SHOWN ? text : beginning(text, MOST_SHOWN) + "…\n(The rest is not shown here.)";
    }

    /** So many characters or, in place of half a character, one less. */
    static String beginning(String text, int length) {
        return text.substring(0, Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length);
    }

    /** The text that an object has in this field; none where it has none, and where the object can't be read. */
    static Optional<String> field(String json, String name) {
        try (var reader = reader(json, Strictness.LENIENT)) {
            reader.beginObject();
            while (reader.hasNext()) {
                if (reader.nextName().equals(name) && reader.peek() == JsonToken.STRING) {
                    return Optional.of(reader.nextString());
                }
                reader.skipValue();
            }
        } catch (IOException | IllegalStateException e) {
            return Optional.empty();
        }
        return Optional.empty();
    }

    /** Throws, with a sentence for whoever typed it, unless this is one JSON object and nothing else. */
    static void requireObject(String json) {
        var writer = new JsonWriter(Writer.nullWriter());
        try (var reader = reader(json, Strictness.STRICT)) {
            if (json.isBlank() || reader.peek() != JsonToken.BEGIN_OBJECT) {
                throw new JsonParseException("The input must be one JSON object.");
            }
            while (reader.peek() != JsonToken.END_DOCUMENT) {
                copy(reader, writer);
            }
        } catch (IOException | IllegalStateException e) {
            // The reader's own words speak to programmers; its place is what helps.
            var place = PLACE.matcher(String.valueOf(e.getMessage()));
            throw new JsonParseException(
                    "This is not valid JSON" + (place.find() ? ", see " + place.group() : "") + ".", e);
        }
    }

    private static JsonReader reader(String json, Strictness strictness) {
        var reader = new JsonReader(new StringReader(json));
        reader.setStrictness(strictness);
        reader.setNestingLimit(Integer.MAX_VALUE);
        return reader;
    }

    private static void copy(JsonReader from, JsonWriter to) throws IOException {
        switch (from.peek()) {
            case BEGIN_OBJECT -> {
                from.beginObject();
                to.beginObject();
            }
            case END_OBJECT -> {
                from.endObject();
                to.endObject();
            }
            case BEGIN_ARRAY -> {
                from.beginArray();
                to.beginArray();
            }
            case END_ARRAY -> {
                from.endArray();
                to.endArray();
            }
            case NAME -> to.name(from.nextName());
            case STRING -> to.value(from.nextString());
            // As it is written: a number of Java might be another one.
            case NUMBER -> to.jsonValue(from.nextString());
            case BOOLEAN -> to.value(from.nextBoolean());
            case NULL -> {
                from.nextNull();
                to.nullValue();
            }
            case END_DOCUMENT -> throw new IllegalStateException("Nothing is left to copy.");
        }
    }
}

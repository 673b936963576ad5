package humanapproval.approval;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Writes a document as another program may: other notations and escapes, another order of names, other blanks. */
final class OtherWords {

    private final Random random;
    private final GeneratedNumbers numbers;
    private final StringBuilder json = new StringBuilder();

    private OtherWords(Random random) {
        this.random = random;
        this.numbers = new GeneratedNumbers(random);
    }

    static String of(JsonElement document, Random random) {
        return new OtherWords(random).write(document).json.toString();
    }

    private OtherWords write(JsonElement value) {
        blanks();
        switch (value) {
            case JsonObject object -> {
                List<String> names = new ArrayList<>(object.keySet());
                Collections.shuffle(names, random);
                json.append('{');
                for (String name : names) {
                    blanks();
                    quote(name);
                    blanks();
                    json.append(':');
                    write(object.get(name));
                    json.append(',');
                }
                close('}');
            }
            case JsonArray array -> {
                json.append('[');
                for (JsonElement element : array) {
                    write(element);
                    json.append(',');
                }
                close(']');
            }
            case JsonPrimitive text when text.isString() -> quote(text.getAsString());
            case JsonPrimitive number
            when number.isNumber() ->
                json.append(numbers.written(number.getAsDouble()).getAsString());
            default -> json.append(value);
        }
        blanks();
        return this;
    }

    private void close(char end) {
        if (json.charAt(json.length() - 1) == ',') {
            json.setLength(json.length() - 1);
        }
        json.append(end);
    }

    private void blanks() {
        if (random.nextInt(8) == 0) {
            json.append(List.of(" ", "\n", "\t", "\r\n").get(random.nextInt(4)));
        }
    }

    private void quote(String text) {
        json.append('"');
        text.codePoints().forEach(character -> {
            boolean must = character < ' ' || character == '"' || character == '\\';
            int known = "\"\\\b\f\n\r\t/".indexOf(character);
            if (known >= 0 && (must || random.nextInt(3) == 0) && random.nextBoolean()) {
                json.append('\\').append("\"\\bfnrt/".charAt(known));
            } else if (must || random.nextInt(10) == 0) {
                // Both halves of a character beyond U+FFFF: one of them alone is not written in UTF-8.
                for (char half : Character.toChars(character)) {
                    String hex = "%04x".formatted((int) half);
                    json.append("\\u").append(random.nextBoolean() ? hex : hex.toUpperCase(Locale.ROOT));
                }
            } else {
                json.appendCodePoint(character);
            }
        });
        json.append('"');
    }
}

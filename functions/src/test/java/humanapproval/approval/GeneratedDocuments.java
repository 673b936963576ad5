package humanapproval.approval;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.List;
import java.util.Random;

/** Requests of every form that may be taken: up to a hundred levels deep, with every kind of number, text and name. */
final class GeneratedDocuments {

    static final int MOST_LEVELS = 100;

    // These sort differently by their UTF-16 units and by their code points: RFC 8785 has the former.
    private static final List<String> ODD = List.of(
            "\uFB33",
            "\uD83D\uDE00",
            "\uD800\uDC00",
            "\uDBFF\uDFFF",
            "\uE000",
            "\uFFFD",
            "\uFFFF",
            "\uFEFF",
            "\u2028",
            "\u2029",
            "\u0000",
            "\u0001",
            "\u001F",
            "\u007F",
            "\u0080",
            "\u00A0",
            "\"",
            "\\",
            "/",
            "'",
            "<",
            "\b",
            "\f",
            "\n",
            "\r",
            "\t",
            "é",
            "e\u0301",
            "ß",
            "İ",
            "ı",
            "日本",
            "\u202E",
            "{",
            "}",
            "[",
            "]",
            ":",
            ",",
            " ",
            "{%",
            "\\u0041",
            "__proto__",
            "1",
            "-0",
            "null",
            "");

    private final Random random;
    private final GeneratedNumbers numbers;

    GeneratedDocuments(Random random) {
        this.random = random;
        this.numbers = new GeneratedNumbers(random);
    }

    JsonObject next() {
        JsonObject document = new JsonObject();
        if (random.nextBoolean()) {
            document.addProperty("title", text());
        }
        if (random.nextInt(4) == 0) {
            document.add("requiredApprovals", numbers.written(1));
        }
        if (random.nextInt(4) == 0) {
            document.add("timeoutSeconds", numbers.written(random.nextInt(1, 31_449_601)));
        }
        document.add("details", random.nextInt(5) == 0 ? deep() : value(2));
        for (int i = random.nextInt(4); i > 0; i--) {
            // Begun so that no name is taken for a misspelt one of ours.
            document.add("zz" + text(), value(2));
        }
        return document;
    }

    /** What stands at that level; the request itself is the first. */
    private JsonElement value(int level) {
        int kinds = level >= MOST_LEVELS || random.nextInt(12) < level ? 7 : 11;
        return switch (random.nextInt(kinds)) {
            case 0, 1 -> numbers.next();
            case 2, 3 -> new JsonPrimitive(text());
            case 4 -> JsonNull.INSTANCE;
            case 5 -> new JsonPrimitive(random.nextBoolean());
            case 6 ->
                level > MOST_LEVELS ? JsonNull.INSTANCE : random.nextBoolean() ? new JsonArray() : new JsonObject();
            case 7, 8 -> {
                JsonArray array = new JsonArray();
                for (int i = random.nextInt(5); i > 0; i--) {
                    array.add(value(level + 1));
                }
                yield array;
            }
            default -> {
                JsonObject object = new JsonObject();
                for (int i = random.nextInt(6); i > 0; i--) {
                    object.add(text(), value(level + 1));
                }
                yield object;
            }
        };
    }

    /** As deep as may be, or a little less. */
    private JsonElement deep() {
        int levels = MOST_LEVELS - 1 - random.nextInt(3) * random.nextInt(40);
        JsonElement inner = value(MOST_LEVELS + 1);
        for (int level = 0; level < levels; level++) {
            inner = wrapped(inner);
        }
        return inner;
    }

    private JsonElement wrapped(JsonElement inner) {
        if (random.nextBoolean()) {
            JsonArray array = new JsonArray();
            array.add(inner);
            return array;
        }
        JsonObject object = new JsonObject();
        object.add(text(), inner);
        return object;
    }

    String text() {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(5); i > 0; i--) {
            text.append(
                    switch (random.nextInt(4)) {
                        case 0 -> Character.toString(random.nextInt(' ', 0x7F));
                        case 1 -> Character.toString(wholeCharacter());
                        default -> ODD.get(random.nextInt(ODD.size()));
                    });
        }
        return text.toString();
    }

    private int wholeCharacter() {
        int character = random.nextInt(Character.MAX_CODE_POINT + 1);
        return character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE ? ' ' : character;
    }
}

package humanapproval.approval;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import humanapproval.text.VisibleText;
import java.util.Map;

/**
 * What every JSON program reads alike, so that what people see is what runs and two inputs that differ have two
 * digests: numbers that a double holds, text of whole characters (RFC 8259, Numbers and Unicode Characters), and no
 * more nesting than programs take.
 */
final class Exactness {

    /** The largest whole number up to which a double holds every one (RFC 8259, Numbers): 2^53 - 1. */
    private static final double MOST = 9_007_199_254_740_991.0;

    static final int MOST_LEVELS = 100;

    private Exactness() {}

    /** Throws {@link InvalidRequestException} with the path of what programs may read differently. */
    static void check(JsonObject input) {
        check(input, "", 1);
    }

    private static void check(JsonElement value, String path, int level) {
        if (level > MOST_LEVELS && !value.isJsonPrimitive() && !value.isJsonNull()) {
            String first = path.split("[.\\[]", 2)[0];
            throw new InvalidRequestException(
                    VisibleText.name(first) + " is nested too deep: more than " + MOST_LEVELS + " levels.");
        }
        switch (value) {
            case JsonObject object -> {
                for (Map.Entry<String, JsonElement> field : object.entrySet()) {
                    String name = path.isEmpty() ? field.getKey() : path + "." + field.getKey();
                    checkText(field.getKey(), (path.isEmpty() ? "The input" : path) + " has a name that");
                    check(field.getValue(), name, level + 1);
                }
            }
            case JsonArray array -> {
                for (int i = 0; i < array.size(); i++) {
                    check(array.get(i), path + "[" + i + "]", level + 1);
                }
            }
            case JsonPrimitive number when number.isNumber() -> checkNumber(number.getAsString(), path);
            case JsonPrimitive text when text.isString() -> checkText(text.getAsString(), path);
            default -> {
                // True, false and null.
            }
        }
    }

    private static void checkNumber(String number, String path) {
        double value = Double.parseDouble(number);
        if (!Double.isFinite(value)) {
            throw refused(path, "is a number that is too large for JSON programs: write it as text.");
        }
        if (Math.abs(value) > MOST) {
            throw refused(path, "has more digits than JSON carries exactly: write it as text.");
        }
    }

    private static void checkText(String text, String path) {
        if (text.codePoints().anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)) {
            throw refused(path, "holds half a character (a lone surrogate), which programs read differently.");
        }
    }

    private static InvalidRequestException refused(String path, String why) {
        return new InvalidRequestException(VisibleText.line(path, 1000) + " " + why);
    }
}

package humanapproval.approval;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import humanapproval.text.VisibleText;

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
        if (level > MOST_LEVELS && (value.isJsonObject() || value.isJsonArray())) {
            String first = VisibleText.name(path.split("[.\\[]", 2)[0]);
            throw new InvalidRequestException(first + " is nested too deep: more than " + MOST_LEVELS + " levels.");
        }
        switch (value) {
            case JsonObject object ->
                object.asMap().forEach((name, inner) -> {
                    checkText(name, (path.isEmpty() ? "The input" : path) + " has a name that");
                    check(inner, path.isEmpty() ? name : path + "." + name, level + 1);
                });
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
        double size = Math.abs(Double.parseDouble(number));
        if (!(size <= MOST)) {
            String why = Double.isFinite(size)
                    ? "has more digits than JSON carries exactly"
                    : "is a number that is too large for JSON programs";
            throw refused(path, why + ": write it as text.");
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

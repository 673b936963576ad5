package humanapproval.approval;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import humanapproval.json.MalformedException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.StringJoiner;
import java.util.TreeSet;

/** The fingerprint of a request, by which a workflow can check that what was approved is what runs. */
public final class RequestDigest {

    private RequestDigest() {}

    /** SHA-256 over the canonical form (RFC 8785) of {@code request}, in lower-case hex. */
    public static String of(JsonObject request) {
        byte[] form = canonical(request).getBytes(StandardCharsets.UTF_8);
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(form));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256.", e);
        }
    }

    private static String canonical(JsonElement value) {
        return switch (value) {
            case JsonObject object -> {
                StringJoiner fields = new StringJoiner(",", "{", "}");
                // Sorted as String compares, by UTF-16 code units.
                for (String name : new TreeSet<>(object.keySet())) {
                    fields.add(quoted(name) + ":" + canonical(object.get(name)));
                }
                yield fields.toString();
            }
            case JsonArray array -> {
                StringJoiner elements = new StringJoiner(",", "[", "]");
                for (JsonElement element : array) {
                    elements.add(canonical(element));
                }
                yield elements.toString();
            }
            case JsonPrimitive text when text.isString() -> quoted(text.getAsString());
            case JsonPrimitive number when number.isNumber() -> number(number.getAsDouble());
            default -> value.toString();
        };
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (char c : text.toCharArray()) {
            int known = "\"\\\b\f\n\r\t".indexOf(c);
            if (known >= 0) {
                quoted.append('\\').append("\"\\bfnrt".charAt(known));
            } else if (c < ' ') {
                quoted.append("\\u00").append(HexFormat.of().toHexDigits((byte) c));
            } else {
                quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }

    /** As ECMAScript writes a number (ECMA-262, Number::toString), from the fewest digits that tell it apart. */
    private static String number(double value) {
        if (!Double.isFinite(value)) {
            throw new MalformedException("The request has no canonical form (RFC 8785).");
        }
        if (value == 0) {
            return "0";
        }
        BigDecimal shortest = shortest(value).stripTrailingZeros();
        String digits = shortest.unscaledValue().abs().toString();
        int point = digits.length() - shortest.scale();
        String sign = value < 0 ? "-" : "";
        if (point > 21 || point <= -6) {
            String fraction = digits.length() > 1 ? "." + digits.substring(1) : "";
            return sign + digits.charAt(0) + fraction + "e" + (point > 0 ? "+" : "") + (point - 1);
        }
        return shortest.toPlainString();
    }

    /** Java writes two digits at least, where one may be enough: 4.9E-324 is 5e-324. */
    private static BigDecimal shortest(double value) {
        BigDecimal written = new BigDecimal(Double.toString(value));
        BigDecimal oneDigit = written.round(new MathContext(1));
        return oneDigit.doubleValue() == value ? oneDigit : written;
    }
}

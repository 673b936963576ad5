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
import java.util.TreeSet;

/** The fingerprint of a request, by which a workflow can check that what was approved is what runs. */
public final class RequestDigest {

    private final StringBuilder canonical = new StringBuilder();

    private RequestDigest() {}

    /** SHA-256 over the canonical form (RFC 8785) of {@code request}, in lower-case hex. */
    public static String of(JsonObject request) {
        RequestDigest digest = new RequestDigest();
        digest.write(request);
        byte[] form = digest.canonical.toString().getBytes(StandardCharsets.UTF_8);
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(form));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256.", e);
        }
    }

    private void write(JsonElement value) {
        switch (value) {
            case JsonObject object -> {
                String separator = "{";
                // Sorted as String compares, by UTF-16 code units.
                for (String name : new TreeSet<>(object.keySet())) {
                    canonical.append(separator);
                    quote(name);
                    canonical.append(':');
                    write(object.get(name));
                    separator = ",";
                }
                canonical.append(object.isEmpty() ? "{}" : "}");
            }
            case JsonArray array -> {
                String separator = "[";
                for (JsonElement element : array) {
                    canonical.append(separator);
                    write(element);
                    separator = ",";
                }
                canonical.append(array.isEmpty() ? "[]" : "]");
            }
            case JsonPrimitive text when text.isString() -> quote(text.getAsString());
            case JsonPrimitive number when number.isNumber() -> canonical.append(number(number.getAsDouble()));
            default -> canonical.append(value);
        }
    }

    private void quote(String text) {
        canonical.append('"');
        text.chars().forEach(c -> {
            int known = "\"\\\b\f\n\r\t".indexOf(c);
            if (known >= 0) {
                canonical.append('\\').append("\"\\bfnrt".charAt(known));
            } else if (c < ' ') {
                canonical.append("\\u00").append(HexFormat.of().toHexDigits((byte) c));
            } else {
                canonical.append((char) c);
            }
        });
        canonical.append('"');
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

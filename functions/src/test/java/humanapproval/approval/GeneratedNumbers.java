package humanapproval.approval;

import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.Random;

/** Numbers of every size that a request may hold, in every notation that JSON has. */
final class GeneratedNumbers {

    /** The largest whole number up to which a double holds every one. */
    static final long MOST = (1L << 53) - 1;

    private final Random random;

    GeneratedNumbers(Random random) {
        this.random = random;
    }

    JsonPrimitive next() {
        double value = value();
        return written(value);
    }

    /** The same number, or one that rounds to the same double, in another notation. */
    JsonPrimitive written(double value) {
        return JsonParser.parseString(text(value)).getAsJsonPrimitive();
    }

    private double value() {
        return switch (random.nextInt(9)) {
            case 0 -> random.nextInt(-3, 4);
            case 1 -> random.nextLong(-MOST, MOST + 1);
            case 2 -> (MOST - random.nextInt(3)) * (random.nextBoolean() ? 1 : -1);
            case 3 -> random.nextInt();
            case 4 -> random.nextInt(-1_000_000, 1_000_000) / 100.0;
            case 5 -> Double.longBitsToDouble(random.nextLong(1L << 52)); // denormals
            case 6 -> edge();
            default -> anyDouble();
        };
    }

    /** Where notations change: 1e-6 and 1e-7, powers of ten and of two, and their neighbours. */
    private double edge() {
        double power =
                random.nextBoolean() ? Math.pow(10, random.nextInt(-324, 16)) : Math.pow(2, random.nextInt(-1074, 53));
        return switch (random.nextInt(4)) {
            case 0 -> Math.nextUp(power);
            case 1 -> Math.nextDown(power);
            case 2 -> -power;
            default -> power;
        };
    }

    private double anyDouble() {
        double value = Double.NaN;
        while (!(Math.abs(value) <= MOST)) {
            value = Double.longBitsToDouble(random.nextLong());
        }
        return value;
    }

    private String text(double value) {
        if (value == 0) {
            return random.nextBoolean() ? "0" : oneOf("-0", "0.0", "-0.0", "0e5", "0E-5", "-0.00e+12", "1e-400");
        }
        BigDecimal shortest = new BigDecimal(Double.toString(value));
        return switch (random.nextInt(5)) {
            case 0 -> shortest.stripTrailingZeros().toPlainString();
            case 1 ->
                new BigDecimal(value)
                        .round(new MathContext(random.nextInt(18, 40)))
                        .toPlainString();
            case 2 -> exponential(shortest);
            case 3 -> longer(shortest);
            default -> Double.toString(value);
        };
    }

    /** The point at any place, and the exponent that makes up for it. */
    private String exponential(BigDecimal value) {
        BigInteger digits = value.unscaledValue();
        int shift = random.nextInt(-5, 6);
        int exponent = -value.scale() + shift;
        String mantissa = new BigDecimal(digits, shift).toPlainString();
        String sign = exponent >= 0 && random.nextBoolean() ? "+" : "";
        String padded = exponent >= 0 && random.nextInt(4) == 0 ? "0" + exponent : String.valueOf(exponent);
        return mantissa + oneOf("e", "E") + sign + padded;
    }

    /** With zeros at the end, which say nothing. */
    private String longer(BigDecimal value) {
        return value.setScale(Math.max(value.scale(), 0) + random.nextInt(1, 4)).toPlainString();
    }

    private String oneOf(String... values) {
        return values[random.nextInt(values.length)];
    }
}

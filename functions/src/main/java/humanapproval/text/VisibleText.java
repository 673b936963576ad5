package humanapproval.text;

import java.nio.charset.StandardCharsets;

/**
 * Makes a workflow's text safe to show: characters that draw nothing but change how the rest reads (controls, direction
 * overrides, zero-width ones) are shown as their number, like {@code \u202E}. Unicode Technical Report 36 has the
 * attacks.
 */
public final class VisibleText {

    private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
    private static final int ZERO_WIDTH_JOINER = 0x200D;

    private static final int LONGEST_NAME = 200;

    private VisibleText() {}

    /** {@code text} with its line breaks, as {@code \n}. */
    public static String lines(String text) {
        StringBuilder shown = new StringBuilder(text.length());
        text.replace("\r\n", "\n").codePoints().forEach(c -> append(shown, c, c == '\n' || c == '\t'));
        return shown.toString();
    }

    /** A name in one line, shortened where it is longer than names are. */
    public static String name(String name) {
        return line(name, LONGEST_NAME);
    }

    /** {@code text} in one line of at most {@code limit} characters. */
    public static String line(String text, int limit) {
        StringBuilder shown = new StringBuilder();
        text.codePoints().limit(limit + 1L).forEach(c -> append(shown, c, false));
        return shown.codePointCount(0, shown.length()) <= limit
                ? shown.toString()
                : shown.substring(0, shown.offsetByCodePoints(0, limit - 1)) + "…";
    }

    /** The longest beginning of {@code text} that has at most {@code limit} bytes in UTF-8. */
    public static String firstBytes(String text, int limit) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length <= limit) {
            return text;
        }
        int end = limit;
        while (end > 0 && (bytes[end] & 0xC0) == 0x80) {
            end--;
        }
        return new String(bytes, 0, end, StandardCharsets.UTF_8);
    }

    private static void append(StringBuilder shown, int c, boolean plain) {
        boolean hidden = switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.UNASSIGNED -> true;
            // The joiners are part of emoji and of Persian and Indic words.
            case Character.FORMAT -> c != ZERO_WIDTH_JOINER && c != ZERO_WIDTH_NON_JOINER;
            default -> false;
        };
        if (plain || !hidden) {
            shown.appendCodePoint(c);
        } else {
            shown.append(String.format(c > 0xFFFF ? "\\u{%X}" : "\\u%04X", c));
        }
    }
}

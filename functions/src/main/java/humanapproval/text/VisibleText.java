package humanapproval.text;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes a workflow's text safe to show: characters that draw nothing but change how the rest reads (controls, direction
 * overrides, zero-width ones, blanks) are shown as their number, like {@code \u202E}. Unicode Technical Report 36 has
 * the attacks. The colours of a terminal are left out.
 */
public final class VisibleText {

    private static final int LONGEST_NAME = 200;
    // ECMA-48, Select Graphic Rendition.
    private static final Pattern COLOUR = Pattern.compile("(?:\u001B\\[|\u009B)[0-9;:]*m");

    private VisibleText() {}

    /** {@code text} with its line breaks, as {@code \n}. */
    public static String lines(String text) {
        return visible(text.replace("\r\n", "\n"), true);
    }

    /** Somebody's name in one line, shortened where it is longer than names are. */
    public static String name(String name) {
        return shortened(whole(name), LONGEST_NAME);
    }

    /** A name in one line, however long. */
    public static String whole(String name) {
        return visible(name, false);
    }

    /** {@code text} in one line of at most {@code limit} characters: its line breaks are spaces. */
    public static String line(String text, int limit) {
        return shortened(whole(text.strip().replaceAll("[\\s\u0085\u2028\u2029]+", " ")), limit);
    }

    /** Whether {@code text} has colours of a terminal, which are not shown. */
    public static boolean isColoured(String text) {
        return COLOUR.matcher(text).find();
    }

    private static String shortened(String shown, int limit) {
        return shown.codePointCount(0, shown.length()) <= limit
                ? shown
                : shown.substring(0, shown.offsetByCodePoints(0, limit - 1)) + "…";
    }

    /** The longest beginning of {@code text} that has at most {@code limit} bytes in UTF-8. */
    public static String firstBytes(String text, int limit) {
        CharBuffer rest = CharBuffer.wrap(text);
        StandardCharsets.UTF_8
                .newEncoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .encode(rest, ByteBuffer.allocate(limit), true);
        return text.substring(0, rest.position());
    }

    private static String visible(String text, boolean breaks) {
        String plain = COLOUR.matcher(text).replaceAll("");
        return Invisible.CHARACTER.matcher(plain).replaceAll(found -> {
            String hidden = found.group(1);
            if (hidden == null || breaks && (hidden.equals("\n") || hidden.equals("\t"))) {
                return Matcher.quoteReplacement(found.group());
            }
            int c = hidden.codePointAt(0);
            return Matcher.quoteReplacement(String.format(c > 0xFFFF ? "\\u{%X}" : "\\u%04X", c));
        });
    }
}

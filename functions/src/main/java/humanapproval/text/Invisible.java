package humanapproval.text;

import java.lang.Character.UnicodeScript;
import java.util.Set;

/**
 * Which code points draw nothing, by Unicode 16.0, the version of Java 25: controls, formats, separators of lines, what
 * is not assigned, Default_Ignorable_Code_Point, and the fillers and blanks beside it.
 */
final class Invisible {

    private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
    private static final int ZERO_WIDTH_JOINER = 0x200D;
    private static final int TEXT_STYLE = 0xFE0E;
    private static final int EMOJI_STYLE = 0xFE0F;
    private static final int KEYCAP = 0x20E3;

    // Prepended_Concatenation_Mark: of category Format, and drawn all the same, around Arabic numbers for example.
    private static final int[][] DRAWN = {
        {0x0600, 0x0605},
        {0x06DD, 0x06DD},
        {0x070F, 0x070F},
        {0x0890, 0x0891},
        {0x08E2, 0x08E2},
        {0x110BD, 0x110BD},
        {0x110CD, 0x110CD},
    };

    /** First and last of each range that has another category than the ones that are hidden as a whole. */
    private static final int[][] RANGES = {
        // Default_Ignorable_Code_Point that are marks and letters.
        {0x034F, 0x034F},
        {0x115F, 0x1160},
        {0x17B4, 0x17B5},
        {0x180B, 0x180F},
        {0x3164, 0x3164},
        {0xFE00, 0xFE0F},
        {0xFFA0, 0xFFA0},
        {0xE0100, 0xE01EF},
        // Blank Braille, the place of an object, Khitan's filler, a note without a head, blank hieroglyphs.
        {0x2800, 0x2800},
        {0xFFFC, 0xFFFC},
        {0x16FE4, 0x16FE4},
        {0x1D159, 0x1D159},
        {0x13441, 0x13442},
    };

    /** Scripts whose letters are drawn in another shape beside a joiner. */
    private static final Set<UnicodeScript> JOINING = Set.of(
            UnicodeScript.ARABIC,
            UnicodeScript.SYRIAC,
            UnicodeScript.NKO,
            UnicodeScript.MONGOLIAN,
            UnicodeScript.DEVANAGARI,
            UnicodeScript.BENGALI,
            UnicodeScript.GURMUKHI,
            UnicodeScript.GUJARATI,
            UnicodeScript.ORIYA,
            UnicodeScript.TAMIL,
            UnicodeScript.TELUGU,
            UnicodeScript.KANNADA,
            UnicodeScript.MALAYALAM,
            UnicodeScript.SINHALA,
            UnicodeScript.MYANMAR,
            UnicodeScript.KHMER);

    private Invisible() {}

    /** Whether {@code c} draws nothing by itself. */
    static boolean is(int c) {
        return switch (Character.getType(c)) {
            case Character.FORMAT -> !isIn(DRAWN, c);
            case Character.CONTROL,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.UNASSIGNED -> true;
            default -> isIn(RANGES, c);
        };
    }

    private static boolean isIn(int[][] ranges, int c) {
        for (int[] range : ranges) {
            if (range[0] <= c && c <= range[1]) {
                return true;
            }
        }
        return false;
    }

    /**
     * Whether {@code c}, which draws nothing by itself, changes how its neighbours are drawn, as emoji and the words of
     * some scripts need it. Never after one of its own kind, as a row of them would hide a text.
     *
     * @param before the code point before it, or 0
     * @param after the one after it, or 0
     */
    static boolean shapes(int before, int c, int after) {
        return switch (c) {
            case ZERO_WIDTH_JOINER -> joins(before) || (isPicture(before) || before == EMOJI_STYLE) && isPicture(after);
            case ZERO_WIDTH_NON_JOINER -> joins(before) && joins(after);
            case EMOJI_STYLE -> isPicture(before) || isKey(before) && after == KEYCAP;
            case TEXT_STYLE -> isPicture(before);
            // Free variation selectors and the vowel separator.
            case 0x180B, 0x180C, 0x180D, 0x180E, 0x180F ->
                joins(before) && UnicodeScript.of(before) == UnicodeScript.MONGOLIAN;
            case 0xFE00, 0xFE01, 0xFE02 -> Character.isIdeographic(before);
            // Variants of a name's character; those in use are the first ones.
            default -> 0xE0100 <= c && c <= 0xE011F && Character.isIdeographic(before);
        };
    }

    private static boolean joins(int c) {
        return !is(c) && JOINING.contains(UnicodeScript.of(c));
    }

    private static boolean isPicture(int c) {
        return c > 0x7F && Character.isEmoji(c);
    }

    private static boolean isKey(int c) {
        return '0' <= c && c <= '9' || c == '#' || c == '*';
    }
}

package humanapproval.text;

import java.util.regex.Pattern;

/**
 * Which characters draw nothing, by Unicode 16.0, the version of Java 25: controls, formats, separators of lines, what
 * is not assigned, Default_Ignorable_Code_Point, and the fillers and blanks beside it. Some of them change how their
 * neighbours are drawn, as emoji and the words of some scripts need it; never after one of its own kind, as a row of
 * them would hide a text.
 */
final class Invisible {

    // Prepended_Concatenation_Mark: of category Format, and drawn all the same, around Arabic numbers for example.
    private static final String DRAWN = "\\x{600}-\\x{605}\\x{6DD}\\x{70F}\\x{890}\\x{891}\\x{8E2}\\x{110BD}\\x{110CD}";
    // Default_Ignorable_Code_Point that are marks and letters.
    private static final String IGNORABLE = "\\x{34F}\\x{115F}\\x{1160}\\x{17B4}\\x{17B5}\\x{180B}-\\x{180F}\\x{3164}"
            + "\\x{FE00}-\\x{FE0F}\\x{FFA0}\\x{E0100}-\\x{E01EF}";
    // Blank Braille, the place of an object, Khitan's filler, a note without a head, blank hieroglyphs.
    private static final String BLANK = "\\x{2800}\\x{FFFC}\\x{16FE4}\\x{1D159}\\x{13441}\\x{13442}";
    private static final String HIDDEN =
            "[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Cn}\\p{Zl}\\p{Zp}" + IGNORABLE + BLANK + "&&[^" + DRAWN + "]]";

    // Scripts whose letters are drawn in another shape beside a joiner.
    private static final String LETTER = "[\\p{IsArabic}\\p{IsSyriac}\\p{IsNko}\\p{IsMongolian}\\p{IsDevanagari}"
            + "\\p{IsBengali}\\p{IsGurmukhi}\\p{IsGujarati}\\p{IsOriya}\\p{IsTamil}\\p{IsTelugu}\\p{IsKannada}"
            + "\\p{IsMalayalam}\\p{IsSinhala}\\p{IsMyanmar}\\p{IsKhmer}&&[^" + HIDDEN + "]]";
    private static final String EMOJI = "[\\p{IsEmoji}&&[^\\x00-\\x7F]]";
    // England's, Scotland's and Wales's, the ones that Unicode recommends of those spelt in invisible letters.
    private static final String FLAG = "\\x{1F3F4}\\x{E0067}\\x{E0062}(?:\\x{E0065}\\x{E006E}\\x{E0067}"
            + "|\\x{E0073}\\x{E0063}\\x{E0074}|\\x{E0077}\\x{E006C}\\x{E0073})\\x{E007F}";
    private static final String MODIFIER = "[\\u180B-\\u180F\\u200C\\u200D\\uFE00-\\uFE0F\\x{E0100}-\\x{E01EF}]";
    private static final String NEEDED = String.join(
            "|",
            // As an emoji or as text, joined to the next one; keycaps.
            EMOJI + "[\\uFE0E\\uFE0F]?(?:\\u200D(?=" + EMOJI + "))?",
            "[0-9#*]\\uFE0F(?=\\u20E3)",
            // The joiner and the non-joiner.
            LETTER + "(?:\\u200D|\\u200C(?=" + LETTER + "))",
            // Mongolian's free variation selectors and vowel separator.
            "[\\p{IsMongolian}&&[^" + HIDDEN + "]][\\u180B-\\u180F]",
            // Variants of a name's character; those in use are the first ones.
            "\\p{IsIdeographic}[\\uFE00-\\uFE02\\x{E0100}-\\x{E011F}]");

    /**
     * Finds those that are to be shown as their number, in group 1, and those that are needed after what they change.
     */
    static final Pattern CHARACTER =
            Pattern.compile("(?s)" + FLAG + "|(?=." + MODIFIER + ")(?:" + NEEDED + ")|(?![ -~])(" + HIDDEN + ")");

    private Invisible() {}
}

package humanapproval.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UCharacterCategory;
import com.ibm.icu.lang.UProperty;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The table against Unicode's own, over all code points. */
class InvisibleTest {

    private static final Set<Integer> BESIDE = Set.of(0x2800, 0xFFFC, 0x16FE4, 0x1D159, 0x13441, 0x13442);

    private static boolean expected(int c) {
        return UCharacter.hasBinaryProperty(c, UProperty.DEFAULT_IGNORABLE_CODE_POINT)
                || BESIDE.contains(c)
                || switch (UCharacter.getType(c)) {
                    case UCharacterCategory.CONTROL,
                            UCharacterCategory.SURROGATE,
                            UCharacterCategory.LINE_SEPARATOR,
                            UCharacterCategory.PARAGRAPH_SEPARATOR,
                            UCharacterCategory.UNASSIGNED -> true;
                    case UCharacterCategory.FORMAT ->
                        !UCharacter.hasBinaryProperty(c, UProperty.PREPENDED_CONCATENATION_MARK);
                    default -> false;
                };
    }

    @Test
    void everyCodePointThatDrawsNothingIsShownAsItsNumber() {
        assertEquals(16, UCharacter.getUnicodeVersion().getMajor());
        for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
            String text = "a" + Character.toString(c) + "b";
            String number = c > 0xFFFF ? "\\u{%X}".formatted(c) : "\\u%04X".formatted(c);
            assertEquals(expected(c) ? "a" + number + "b" : text, VisibleText.whole(text), number);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "👨‍👩‍👧",
                "❤️",
                "🏳️‍🌈",
                "👩🏽‍🚀",
                "1️⃣",
                "#️⃣",
                "🏴󠁧󠁢󠁥󠁮󠁧󠁿",
                "🏴󠁧󠁢󠁳󠁣󠁴󠁿",
                "👩‍❤️‍👨",
                "⌚︎",
                "🇩🇪",
                "👁️‍🗨️",
                "می‌خواهم",
                "क्‍ष",
                "क्‌ष",
                "ക്‍",
                "葛󠄀",
                "ᠠ᠋ᠪ",
                "ශ්‍රී"
            })
    void emojiAndTheWordsOfTheWorldStay(String text) {
        assertEquals(text, VisibleText.whole(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\u200Db",
                "a\uFE0Fb",
                "1\uFE0F2",
                "😀\uFE0F\uFE0F",
                "👨\u200D",
                "\u200D👨",
                "क\u200D\u200D",
                "ی\u200C ",
                "🏴\uDB40\uDC61\uDB40\uDC7F",
                "a\uDB40\uDC61",
                "葛\uDB40\uDDEF",
                "a\u180B",
                "❤\uFE0F\u200Da"
            })
    void whereTheyChangeNothingTheyAreShown(String text) {
        assertTrue(VisibleText.whole(text).contains("\\u"), VisibleText.whole(text));
    }

    @Test
    void theColoursOfATerminalAreLeftOutAndNothingElseOfIt() {
        assertEquals(
                "# db will be destroyed",
                VisibleText.lines("\u001B[1m# db\u001B[0m will be \u001B[38;5;1mdestroyed\u009Bm"));
        assertEquals("a\\u001B[2Kb", VisibleText.lines("a\u001B[2Kb"));
        assertTrue(VisibleText.isColoured("\u001B[m") && !VisibleText.isColoured("\u001B[2K [31m"));
        assertEquals("10%\\u000D100%\ndone", VisibleText.lines("10%\r100%\r\ndone"));
        assertFalse(VisibleText.line("a\r\nb", 9).contains("\\"));
    }
}

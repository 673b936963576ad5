package humanapproval.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class VisibleTextTest {

    @Test
    void whatHidesIsShownAsItsNumber() {
        assertEquals(
                "a\\u202Eb\\u2066c\\u200Bd\\u0000e\\u2028f\\u061C",
                VisibleText.lines("a\u202Eb\u2066c\u200Bd\0e\u2028f\u061C"));
        assertEquals("\\uD800", VisibleText.lines("\uD800"));
        assertEquals("\\u{E0041}", VisibleText.lines(Character.toString(0xE0041)));
    }

    @Test
    void wordsAndEmojiStayWhole() {
        String family = "\uD83D\uDC68\u200D\uD83D\uDC69\u200D\uD83D\uDC67 Größe שלום می\u200Cخواهم";
        assertEquals(family, VisibleText.lines(family));
        assertEquals("a\n\tb", VisibleText.lines("a\r\n\tb"));
        assertEquals("a\\u000Db", VisibleText.lines("a\rb"));
    }

    @Test
    void aLineIsOneLineAndNoLonger() {
        assertEquals("a b", VisibleText.line("a\r\n\u2028\tb\n", 20));
        assertEquals("a\\u000Ab", VisibleText.name("a\nb"));
        assertEquals("n".repeat(199) + "…", VisibleText.name("n".repeat(300)));
        assertEquals("n".repeat(300), VisibleText.whole("n".repeat(300)));
        assertEquals("abcd", VisibleText.line("abcd", 4));
        assertEquals("abc…", VisibleText.line("abcde", 4));
    }

    @Test
    void bytesAreCutBetweenCharacters() {
        String text = "aü€😀".repeat(10);
        for (int limit = 0; limit <= 100; limit++) {
            String cut = VisibleText.firstBytes(text, limit);
            assertTrue(text.startsWith(cut) && cut.getBytes(StandardCharsets.UTF_8).length <= limit, cut);
            assertTrue(
                    limit - cut.getBytes(StandardCharsets.UTF_8).length < 4, "not cut more than one character short");
        }
        assertEquals(text, VisibleText.firstBytes(text, 100));
    }
}

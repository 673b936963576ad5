package sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonParseException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the playground makes of JSON that anybody may have written. */
class JsonTextTest {

    static String nested(int levels) {
        return "{\"a\":".repeat(levels) + "1" + "}".repeat(levels);
    }

    @Test
    void everyValueStandsOnALineOfItsOwnAndNumbersStayAsTheyAreWritten() {
        assertEquals("""
                {
                  "b": [
                    null,
                    true,
                    1.50,
                    1e400
                  ],
                  "a": "é\\n<b>"
                }""", JsonText.shown("{\"b\":[null,true,1.50,1e400],\"a\":\"é\\n<b>\"}"));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 255, 256, 1_000, 100_000})
    void anyDepthIsShownAndTaken(int levels) {
        String shown = JsonText.shown(nested(levels));
        assertTrue(shown.startsWith(levels <= 255 ? "{\n  \"a\": " : "{\"a\":{"), shown.substring(0, 10));
        assertTrue(shown.length() < JsonText.MOST_SHOWN + 100, "" + shown.length());
        JsonText.requireObject(nested(levels));
    }

    @Test
    void whatIsLongIsCutBetweenCharactersAndSaysSo() {
        String shown = JsonText.shown("[\"" + "\uD83D\uDE00".repeat(20_000) + "\"]");
        assertTrue(shown.endsWith("\uDE00…\n(The rest is not shown here.)"), shown.substring(shown.length() - 50));
        assertEquals("no JSON", JsonText.shown("no JSON"));
        assertEquals("{\"a\":", JsonText.shown("{\"a\":"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "[]", "1", "{", "{}}", "{} {}", "{\"a\":NaN}", "{a:1}", "{\"a\":01}", "{\"a\":1,}"})
    void whatIsNoSingleObjectIsNotTaken(String input) {
        assertThrows(JsonParseException.class, () -> JsonText.requireObject(input));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{\"title\":1}", "{\"title\":{\"title\":\"x\"}}", "{", "{\"other\":\"x\"}"})
    void aFieldThatIsNoTextIsNotThere(String input) {
        assertTrue(JsonText.field(input, "title").isEmpty());
    }
}

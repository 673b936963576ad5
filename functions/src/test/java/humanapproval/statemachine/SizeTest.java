package humanapproval.statemachine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How large an input may be: what is asked has to fit into one event of 256 KB. */
class SizeTest {

    private static final int LIMIT = 230_000;
    private static final int FRAME = "{\"d\":\"\"}".length();
    // A task token may have 2,048 characters, an execution's ARN some 300 (Step Functions' API reference).
    private static final int REST_OF_THE_EVENT = 4_000;

    private static Run run(String text) {
        JsonObject input = new JsonObject();
        input.addProperty("d", text);
        return ApprovalMachine.run(input);
    }

    private static void assertSize(boolean taken, String text) {
        Run run = run(text);
        assertEquals(taken ? 1 : 0, run.calls("Ask").size());
        if (!taken) {
            assertEquals("Approval.InvalidRequest", run.error());
            assertTrue(run.cause().startsWith("The input is too large"), run.cause());
        }
    }

    @ParameterizedTest
    @CsvSource({"229999, true", "230000, true", "230001, false"})
    void plainCharactersCountAsOne(int bytes, boolean taken) {
        assertSize(taken, "x".repeat(bytes - FRAME));
    }

    @ParameterizedTest
    @CsvSource({"é, 0", "ß, 1", "日, 2", "\uFFFD, 0", "\uE000, 1"})
    void othersCountAsThree(String character, int rest) {
        String most = "x".repeat(rest) + character.repeat((LIMIT - FRAME - rest) / 3);
        int free = LIMIT - FRAME - rest - 3 * ((LIMIT - FRAME - rest) / 3);
        assertSize(true, most + "x".repeat(free));
        assertSize(false, most + "x".repeat(free + 1));
    }

    /** Engines differ: some take a character beyond U+FFFF as one, others as the two that it is made of. */
    @Test
    void noneCountsAsLessThanItHas() {
        for (String character :
                new String[] {"\uD83D\uDE80", "\uD800\uDC00", "\uDBFF\uDFFF", "\u007F", "\u0080", "\n", "\""}) {
            int count = LIMIT;
            while (!run(character.repeat(count)).error().isEmpty()) {
                count -= count / 50;
            }
            JsonObject taken = new JsonObject();
            taken.addProperty("d", character.repeat(count));
            int bytes = taken.toString().getBytes(StandardCharsets.UTF_8).length;
            assertTrue(bytes + REST_OF_THE_EVENT < 262_144, character + " " + count + " " + bytes);
        }
    }

    @Test
    void namesAndWhatIsNestedCount() {
        JsonObject inner = new JsonObject();
        inner.addProperty("n".repeat(LIMIT), 1);
        JsonObject input = new JsonObject();
        input.add("details", inner);
        assertEquals("Approval.InvalidRequest", ApprovalMachine.run(input).error());
    }
}

package humanapproval.approval;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.gson.JsonObject;
import humanapproval.fake.Samples;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What JSON programs read differently is refused by its path. */
class ExactnessTest {

    private static String refusal(JsonObject input) {
        return assertThrows(InvalidRequestException.class, () -> Request.entering(input, new Limits(true, false)))
                .getMessage();
    }

    @ParameterizedTest
    @CsvSource({
        "9007199254740992, has more digits",
        "-9007199254740992, has more digits",
        "9007199254740993, has more digits",
        "9007199254740991.5, has more digits",
        "1e16, has more digits",
        "123456789012345678901234567890, has more digits",
        "1e400, is a number that is too large",
        "-1e400, is a number that is too large",
        "1e999999999, is a number that is too large"
    })
    void aNumberThatNoDoubleHoldsIsRefusedByItsPath(String number, String why) {
        String message = refusal(Samples.json("{'details': {'list': [1, {'accountId': " + number + "}]}}"));
        assertEquals("details.list[1].accountId " + why, message.substring(0, message.indexOf(why) + why.length()));
        assertEquals("write it as text.", message.substring(message.indexOf(": ") + 2));
    }

    @ParameterizedTest
    @CsvSource({"9007199254740991", "-9007199254740991", "9007199254740991.0", "0.1", "-0.0", "1e-400", "4.9e-324"})
    void aNumberThatADoubleHoldsIsTaken(String number) {
        assertDoesNotThrow(
                () -> Request.entering(Samples.json("{'details': {'n': " + number + "}}"), new Limits(true, false)));
    }

    @Test
    void halfACharacterIsRefusedInNamesAndTexts() {
        JsonObject value = new JsonObject();
        value.addProperty("note", "a\uD800b");
        assertEquals(
                "note holds half a character (a lone surrogate), which programs read differently.", refusal(value));
        JsonObject name = new JsonObject();
        name.addProperty("a\uDC00", 1);
        assertEquals(
                "The input has a name that holds half a character (a lone surrogate), which programs read differently.",
                refusal(name));
        JsonObject title = new JsonObject();
        title.addProperty("title", "\uD83D\uDE00 whole");
        assertDoesNotThrow(() -> Request.entering(title, new Limits(true, false)));
    }

    @Test
    void aHundredLevelsAreTakenAndNoMore() {
        assertDoesNotThrow(() -> Request.entering(nested(100), new Limits(true, false)));
        assertEquals("details is nested too deep: more than 100 levels.", refusal(nested(101)));
        assertEquals("details is nested too deep: more than 100 levels.", refusal(nested(900)));
    }

    /** An object of so many levels, itself the first. */
    private static JsonObject nested(int levels) {
        JsonObject inner = new JsonObject();
        for (int level = 1; level < levels; level++) {
            JsonObject outer = new JsonObject();
            outer.add(level == levels - 1 ? "details" : "a", inner);
            inner = outer;
        }
        return inner;
    }
}

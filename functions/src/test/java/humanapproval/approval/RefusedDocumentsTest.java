package humanapproval.approval;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.math.BigInteger;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What JSON programs read differently is refused by its path, wherever it stands in a document that may else be taken.
 */
class RefusedDocumentsTest {

    private static final int DOCUMENTS = Integer.getInteger("digest.documents", 200);

    private final long seed = Long.getLong("digest.seed", System.nanoTime());
    private final Random random = new Random(seed);

    @BeforeEach
    void say() {
        System.out.println(DOCUMENTS + " documents to refuse: -Ddigest.seed=" + seed);
    }

    private void assertRefused(JsonElement value, String what) {
        assertRefused(value, "zzPlan.steps[1].accountId " + what, false);
    }

    private void assertRefused(JsonElement value, String beginning, boolean asName) {
        JsonObject step = new JsonObject();
        step.add(asName ? value.getAsString() : "accountId", value);
        JsonArray steps = new JsonArray();
        steps.add("first");
        steps.add(step);
        JsonObject plan = new JsonObject();
        plan.add("steps", steps);
        JsonObject document = new GeneratedDocuments(random).next();
        document.add("zzPlan", plan);
        String message = assertThrows(
                        InvalidRequestException.class,
                        () -> Request.entering(document, new Limits(false, false)),
                        () -> "seed " + seed)
                .getMessage();
        assertTrue(message.startsWith(beginning), message);
    }

    private static JsonElement number(String written) {
        return JsonParser.parseString(written);
    }

    private <T> T oneOf(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    @Test
    void wholeNumbersThatADoubleDoesNotTellApart() {
        for (int i = 0; i < DOCUMENTS; i++) {
            BigInteger beyond = BigInteger.valueOf(GeneratedNumbers.MOST)
                    .add(BigInteger.ONE)
                    .add(random.nextBoolean() ? BigInteger.valueOf(random.nextInt(4)) : new BigInteger(130, random));
            String sign = random.nextBoolean() ? "-" : "";
            String notation = oneOf(List.of("", ".0", "e0", "E+1", ".5"));
            assertRefused(
                    number(sign + beyond + notation), "has more digits than JSON carries exactly: write it as text");
        }
    }

    @Test
    void numbersThatAreNotFinite() {
        for (int i = 0; i < DOCUMENTS; i++) {
            String digits = String.valueOf(random.nextInt(1, 1_000));
            assertRefused(
                    number((random.nextBoolean() ? "-" : "") + digits + "e" + random.nextInt(400, 100_000)),
                    "is a number");
        }
    }

    @Test
    void halvesOfCharacters() {
        for (int i = 0; i < DOCUMENTS; i++) {
            String high = String.valueOf((char) random.nextInt(0xD800, 0xDC00));
            String low = String.valueOf((char) random.nextInt(0xDC00, 0xE000));
            String half = oneOf(List.of(high, low, low + high, high + high + low, high + low + low, high + "a" + low));
            assertRefused(new JsonPrimitive("a" + half + "b"), "holds half a character");
            assertRefused(new JsonPrimitive(half), "zzPlan.steps[1] has a name that holds half a character", true);
        }
    }

    @Test
    void moreLevelsThanAHundred() {
        for (int i = 0; i < DOCUMENTS; i++) {
            // The request, the plan, its steps and one of them are four.
            int deeper = GeneratedDocuments.MOST_LEVELS - 4 + random.nextInt(1, 150);
            JsonElement inner = random.nextBoolean() ? new JsonObject() : new JsonArray();
            for (int level = 1; level < deeper; level++) {
                JsonArray array = new JsonArray();
                array.add(inner);
                JsonObject object = new JsonObject();
                object.add("a", inner);
                inner = random.nextBoolean() ? array : object;
            }
            assertRefused(inner, "zzPlan is nested too deep: more than 100 levels", false);
        }
    }
}

package humanapproval.email;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import humanapproval.approval.Ending;
import humanapproval.approval.State;
import humanapproval.fake.Samples;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who asks with an id that is known already: another attempt of the same step is let in, nobody else is. */
class SameIdTest extends EmailChannelFixture {

    private static final String ANOTHER = "token of another wait";

    private void ended(State end) {
        given(Samples.opened(Samples.requested("{}")).ended(Ending.of(end, Samples.NOW)));
    }

    /** The sample, asked by another wait. */
    private boolean takesAnother(Consumer<JsonObject> change) {
        return takes(EVENTS.detailed("requested", detail -> {
            detail.addProperty("taskToken", ANOTHER);
            change.accept(detail);
        }));
    }

    @Test
    void anExecutionThatGoesOnAfterItWasStoppedIsToldToAskAnew() {
        ended(State.CANCELLED);
        assertTrue(takesAnother(detail -> {}));
        assertEquals("Approval.Over", told().error());
        assertTrue(takes("{}"));
        assertEquals(1, stepFunctions.failures.size(), "the same event again is no other attempt");
    }

    @Test
    void aLaterAttemptOfWhatWasDecidedBringsItsToken() {
        ended(State.APPROVED);
        assertTrue(takesAnother(detail -> {
            detail.addProperty("attempt", 1);
            detail.add("request", new JsonObject());
        }));
        assertEquals(ANOTHER, record().waiter().taskToken());
        assertEquals(1, stepFunctions.failures.size());
        assertEquals(
                Samples.TOKEN,
                told().taskToken(),
                "where it was no attempt of the same wait, that one is not forgotten");
    }

    @Test
    void aLaterAttemptThatAsksSomethingElseIsNoAttemptOfTheSameStep() {
        ended(State.APPROVED);
        assertTrue(takesAnother(detail -> detail.addProperty("attempt", 1)));
        assertEquals(Samples.TOKEN, record().waiter().taskToken());
        assertEquals(ANOTHER, told().taskToken());
        assertEquals("Approval.DuplicateId", told().error());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-2"})
    void anotherWaitWithTheSameIdFailsAtOnce(String ofExecution) {
        assertTrue(takes("{}"));
        assertTrue(takesAnother(detail -> detail.addProperty("executionArn", Samples.EXECUTION + ofExecution)));
        assertEquals(ANOTHER, told().taskToken());
        assertEquals("Approval.DuplicateId", told().error());
        assertTrue(told().cause().contains("Mint a new one for each ask"), told().cause());
        assertEquals(Samples.TOKEN, record().waiter().taskToken());
        assertEquals(State.OPEN, record().state());
    }

    @Test
    void aWaitWithTheSameIdThatIsRefusedForItsInputIsToldSo() {
        assertTrue(takes("{}"));
        assertTrue(takesAnother(detail -> {
            detail.addProperty("executionArn", Samples.EXECUTION + "-2");
            detail.getAsJsonObject("request").add("approvers", new JsonArray());
        }));
        assertEquals(ANOTHER, told().taskToken());
        assertEquals("Approval.InvalidRequest", told().error());
        assertEquals(State.OPEN, record().state());
    }
}

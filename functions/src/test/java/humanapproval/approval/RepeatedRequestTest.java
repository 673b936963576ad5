package humanapproval.approval;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonObject;
import humanapproval.fake.Samples;
import humanapproval.waiter.Waiter;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One approval id, several waits. */
class RepeatedRequestTest {

    @ParameterizedTest(name = "{0}: execution {1}, attempt {2}, token {3} is {4}")
    @CsvSource({
        "OPEN, same, 1, first, REDELIVERY",
        "OPEN, same, 2, other, RETRY",
        "OPEN, same, 1, other, DUPLICATE",
        "OPEN, same, 0, other, DUPLICATE",
        "OPEN, other, 1, other, DUPLICATE",
        "OPEN, other, 2, other, DUPLICATE",
        "APPROVED, same, 1, first, REDELIVERY",
        "APPROVED, same, 2, other, RETRY",
        "REJECTED, same, 2, other, RETRY",
        "REJECTED, same, 1, other, DUPLICATE",
        "REJECTED, same, 0, other, DUPLICATE",
        "APPROVED, other, 2, other, DUPLICATE",
        "CANCELLED, same, 1, first, REDELIVERY",
        "CANCELLED, same, 0, other, OVER",
        "CANCELLED, same, 2, other, OVER",
        "CANCELLED, other, 1, other, DUPLICATE",
        "EXPIRED, same, 2, other, OVER",
        "EXPIRED, same, 1, other, DUPLICATE",
        "FAILED, same, 2, other, OVER",
        "FAILED, same, 0, other, DUPLICATE"
    })
    void whatAnotherRequestIs(State state, String execution, int attempt, String token, Repeat expected) {
        Approval open =
                Samples.opened(Samples.requested(new JsonObject(), new Waiter("same", "first", 1), Optional.empty()));
        Approval known = state == State.OPEN ? open : open.ended(Ending.of(state, Samples.NOW));
        assertEquals(expected, Repeat.of(known, new Waiter(execution, token, attempt), new JsonObject()));
    }

    @ParameterizedTest
    @CsvSource({"same, OVER", "other, DUPLICATE"})
    void oneThatEndedBeforeItWasAskedIsOver(String execution, Repeat expected) {
        Approval ended = Approval.tombstone(Samples.ID, Waiter.gone("same"), Ending.of(State.EXPIRED, Samples.NOW));
        assertEquals(expected, Repeat.of(ended, new Waiter(execution, "first", 0), new JsonObject()));
    }
}

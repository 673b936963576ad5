package humanapproval.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import humanapproval.fake.Samples;
import humanapproval.request.BusEvent;
import humanapproval.request.Limits;
import humanapproval.store.Approval.Closing;
import humanapproval.store.Approval.Repeat;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One approval id, several waits. */
class RepeatedRequestTest {

    private static BusEvent.Requested request(String execution, int attempt, String token) {
        return new BusEvent.Requested(
                Samples.ID,
                execution,
                token,
                attempt,
                Samples.NOW,
                Samples.DEADLINE,
                Samples.json("{}"),
                Optional.empty(),
                new Limits(false, false));
    }

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
        Approval open = Approval.opened(request("same", 1, "first"));
        Approval known = state == State.OPEN ? open : open.closed(state, Samples.NOW);
        assertEquals(expected, known.repeated(request(execution, attempt, token)));
    }

    @ParameterizedTest
    @CsvSource({"same, OVER", "other, DUPLICATE"})
    void oneThatEndedBeforeItWasAskedIsOver(String execution, Repeat expected) {
        Approval ended =
                Approval.neverOpened(Samples.ID, "same", new Closing(State.EXPIRED, Samples.NOW, Optional.empty()));
        assertEquals(expected, ended.repeated(request(execution, 0, "first")));
    }
}

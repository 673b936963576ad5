package humanapproval.statemachine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import humanapproval.fake.Samples;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is tried again, for how long, and what is an answer. */
class TryingAgainTest {

    // Quotas of Step Functions: how long an execution of a standard workflow may last.
    private static final Duration YEAR = Duration.ofSeconds(31_536_000);

    private static final JsonObject STATES = JsonParser.parseString(Samples.file("statemachine/approval.asl.json"))
            .getAsJsonObject()
            .getAsJsonObject("States");

    private static Run failing(String state, String error, String cause, int times, JsonElement input) {
        int[] failed = {0};
        return ApprovalMachine.run(input, call -> {
            if (call.state().equals("Ask") && state.equals("Settle")) {
                throw new Failure("States.Timeout", "");
            }
            if (call.state().equals(state) && failed[0]++ < times) {
                throw new Failure(error, cause);
            }
            return ApprovalMachine.outcome(call, "APPROVED");
        });
    }

    private static Run failing(String state, String error, int times) {
        return failing(state, error, "Because.", times, new JsonObject());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Approval.InvalidRequest",
                "Approval.Undeliverable",
                "Approval.Over",
                "Approval.DuplicateId",
                "Approval.TimedOut"
            })
    void anAnswerOfOursStandsAsItIs(String error) {
        Run run = failing("Ask", error, 1);
        assertEquals(1, run.calls("Ask").size());
        assertEquals(error, run.error());
        assertEquals("Because.", run.cause());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "EventBridge.FailedEntry",
                "EventBridge.InternalException",
                "EventBridge.ThrottlingException",
                "EventBridge.SdkClientException",
                "States.Permissions",
                "States.TaskFailed",
                "States.QueryEvaluationError",
                "Approved",
                "approval.Over",
                "Other"
            })
    void whateverElseFailsIsAskedAgainAndThenFailsUnderANameOfOurs(String error) {
        Run better = failing("Ask", error, 5);
        assertEquals("", better.error());
        List<Call> asks = better.calls("Ask");
        assertEquals(
                List.of(0, 1, 2, 3, 4, 5),
                asks.stream().map(ask -> ask.detail().get("attempt").getAsInt()).toList());
        assertEquals(
                6,
                new HashSet<>(asks.stream()
                                .map(ask -> ask.detail().get("taskToken"))
                                .toList())
                        .size());
        assertEquals(
                1,
                asks.stream()
                        .map(ask -> ask.detail().get("approvalId"))
                        .distinct()
                        .count());
        Run never = failing("Ask", error, 100);
        assertEquals("Approval.AskFailed", never.error());
        assertEquals("Asking failed with " + error + ". Because.", never.cause());
        assertEquals(6, never.calls("Ask").size());
        assertEquals("Failed", never.states().getLast());
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = "")
    void anErrorWithoutACauseHasASentenceToo(String cause) {
        JsonObject input = new JsonObject();
        assertEquals(
                "Asking failed with States.Permissions.",
                failing("Ask", "States.Permissions", cause, 100, input).cause());
        assertEquals("", failing("Ask", "Approval.Over", cause, 100, input).cause());
    }

    /** Each attempt has a timeout of its own; only together they are the wait that was asked for. */
    @Test
    void aLaterAttemptKeepsTheDeadlineOfTheFirst() {
        Run run = failing("Ask", "EventBridge.FailedEntry", "", 5, ApprovalMachine.json("{'timeoutSeconds': 20}"));
        assertEquals(
                List.of(20, 19, 17, 13, 5, 1),
                run.calls("Ask").stream()
                        .map(ask -> ask.timeoutSeconds().orElseThrow().getAsInt())
                        .toList());
        assertEquals(
                1,
                run.calls("Ask").stream()
                        .map(ask -> ask.detail().get("deadline"))
                        .distinct()
                        .count());
    }

    @Test
    void settlingIsTriedForTenMinutesAtLeast() {
        JsonObject retrier =
                STATES.getAsJsonObject("Settle").getAsJsonArray("Retry").get(0).getAsJsonObject();
        assertTrue(
                Retrying.surely(retrier).compareTo(Duration.ofMinutes(10)) >= 0,
                Retrying.surely(retrier).toString());
        int attempts = Retrying.attempts(retrier);
        for (String error : List.of("States.Timeout", "Lambda.TooManyRequestsException", "StoreException")) {
            assertEquals("", failing("Settle", error, attempts).error());
        }
    }

    @Test
    void whatCanNotBeSettledIsNotMadeUp() {
        for (String onTimeout : List.of("expire", "reject", "fail")) {
            JsonObject input = new JsonObject();
            input.addProperty("onTimeout", onTimeout);
            Run run = failing("Settle", "Lambda.Unknown", "trace", Integer.MAX_VALUE, input);
            assertEquals("Approval.Unsettled", run.error());
            assertTrue(run.cause().contains("(Lambda.Unknown)"), run.cause());
            JsonObject closed = run.call("Announce").detail().getAsJsonObject("outcome");
            assertEquals("FAILED", closed.get("outcome").getAsString());
            assertEquals(
                    "Approval.Unsettled",
                    closed.getAsJsonObject("error").get("name").getAsString());
            assertEquals(0, closed.getAsJsonArray("votes").size());
        }
    }

    @Test
    void announcingUndoesNothing() {
        int[] announced = {0};
        Run run = ApprovalMachine.run(new JsonObject(), call -> ApprovalMachine.outcome(call, "APPROVED"), call -> {
            announced[0]++;
            throw new Failure("States.Permissions", "");
        });
        assertEquals(6, announced[0]);
        assertEquals("Approved", run.states().getLast());
    }

    /** Also where every call takes as long as it may, and every retry. */
    @Test
    void theLongestWaitLeavesRoomForSettlingWithinTheYear() {
        long longest = 31_449_600;
        assertEquals("", ApprovalMachine.run(input(longest)).error());
        assertEquals(
                "Approval.InvalidRequest",
                ApprovalMachine.run(input(longest + 1)).error());
        JsonObject retrier =
                STATES.getAsJsonObject("Settle").getAsJsonArray("Retry").get(0).getAsJsonObject();
        int call = STATES.getAsJsonObject("Settle").get("TimeoutSeconds").getAsInt();
        Duration settling = IntStream.range(0, Retrying.attempts(retrier))
                .mapToObj(before -> Retrying.delay(retrier, before))
                .reduce(Duration.ofSeconds((Retrying.attempts(retrier) + 1L) * call), Duration::plus);
        Duration rest = YEAR.minusSeconds(longest).minus(settling);
        assertTrue(rest.compareTo(Duration.ofHours(12)) > 0, "for asking and announcing: " + rest);
    }

    private static JsonObject input(long seconds) {
        JsonObject input = new JsonObject();
        input.addProperty("timeoutSeconds", seconds);
        return input;
    }
}

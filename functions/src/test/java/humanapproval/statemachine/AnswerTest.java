package humanapproval.statemachine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How an execution ends by what answers its wait. */
class AnswerTest {

    private static final JsonElement INPUT = ApprovalMachine.json("{'title': 'T', 'requiredApprovals': 2}");

    /** It fails in a Fail state, under a name of ours, and says so to the channels. */
    private static void assertFails(Run run, String error) {
        assertEquals("Failed", run.states().getLast());
        assertEquals(error, run.error());
        assertFalse(run.cause().isBlank());
        JsonObject closed = run.call("Announce").detail();
        JsonObject outcome = closed.getAsJsonObject("outcome");
        assertEquals("FAILED", outcome.get("outcome").getAsString());
        assertEquals(run.call("Ask").detail().get("approvalId"), outcome.get("approvalId"));
        assertEquals(closed.get("approvalId"), outcome.get("approvalId"));
        assertEquals(error, outcome.getAsJsonObject("error").get("name").getAsString());
        assertEquals(run.cause(), outcome.getAsJsonObject("error").get("cause").getAsString());
    }

    private static Run timedOut(Service settle) {
        return ApprovalMachine.run(INPUT, call -> {
            if (call.state().equals("Ask")) {
                throw new Failure("States.Timeout", "");
            }
            return settle.answer(call);
        });
    }

    @ParameterizedTest
    @CsvSource({"APPROVED, Approved", "REJECTED, Rejected", "EXPIRED, Expired"})
    void anOutcomeIsTheOutput(String outcome, String end) {
        Run asked = ApprovalMachine.run(INPUT, call -> ApprovalMachine.outcome(call, outcome));
        assertEquals(List.of("Receive", "Ask", "Answered?", "Announce", "Outcome?", end), asked.states());
        assertEquals(
                ApprovalMachine.outcome(asked.call("Ask"), outcome),
                asked.output().orElseThrow());
        assertEquals(asked.output().get(), asked.call("Announce").detail().get("outcome"));
        Run settled = timedOut(call -> ApprovalMachine.outcome(call, outcome));
        assertEquals(List.of("Receive", "Ask", "Settle", "Answered?", "Announce", "Outcome?", end), settled.states());
        assertEquals(
                outcome,
                settled.output().orElseThrow().getAsJsonObject().get("outcome").getAsString());
    }

    @Test
    void aFailureInTheRecordIsTheExecutions() {
        Run run = timedOut(call -> failed(call, "'name': 'Approval.TimedOut', 'cause': 'Nobody decided.'"));
        assertFails(run, "Approval.TimedOut");
        assertEquals("Nobody decided.", run.cause());
    }

    private static JsonElement failed(Call call, String error) {
        JsonObject answer = ApprovalMachine.outcome(call, "FAILED");
        answer.getAsJsonObject("Payload").add("error", ApprovalMachine.json("{" + error + "}"));
        return answer;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'name': 'States.Runtime', 'cause': 'c'",
                "'name': 'States.ALL', 'cause': 'c'",
                "'name': 'Other', 'cause': 'c'",
                "'name': '', 'cause': 'c'",
                "'name': null, 'cause': 'c'",
                "'name': ['Approval.Over'], 'cause': 'c'",
                "'name': {'Approval.Over': 1}, 'cause': 'c'",
                "'name': 5, 'cause': 'c'",
                "'cause': 'c'",
                "'name': 'Approval.Over'",
                "'name': 'Approval.Over', 'cause': null",
                "'name': 'Approval.Over', 'cause': ['c']",
                ""
            })
    void aFailureThatIsNoneOfOursIsNone(String error) {
        assertFails(timedOut(call -> failed(call, error)), "Approval.Unsettled");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "'APPROVED'",
                "''",
                "true",
                "5",
                "[]",
                "[[]]",
                "{}",
                "{'outcome': 'APPROVED'}",
                "{'approvalId': 'ID'}",
                "{'approvalId': 'ID', 'outcome': null}",
                "{'approvalId': 'ID', 'outcome': ''}",
                "{'approvalId': 'ID', 'outcome': 'approved'}",
                "{'approvalId': 'ID', 'outcome': 'OPEN'}",
                "{'approvalId': 'ID', 'outcome': ['APPROVED']}",
                "{'approvalId': 'ID', 'outcome': {'outcome': 'APPROVED'}}",
                "[{'approvalId': 'ID', 'outcome': 'APPROVED'}]",
                "{'approvalId': ['ID'], 'outcome': 'APPROVED'}",
                "{'approvalId': 'other', 'outcome': 'APPROVED'}",
                "{'approvalId': 'ID', 'outcome': 'FAILED'}",
                "{'approvalId': 'ID', 'outcome': 'FAILED', 'error': 'Approval.Over'}",
                "{'errorMessage': 'Task timed out after 30.00 seconds'}"
            })
    void whatIsNoOutcomeOfThisApprovalDecidesNothing(String answer) {
        Service service = call -> {
            String id =
                    ApprovalMachine.outcome(call, "").toString().replaceAll(".*\"approvalId\":\"([^\"]+)\".*", "$1");
            JsonElement given = ApprovalMachine.json(answer.replace("ID", id));
            if (call.state().equals("Settle")) {
                JsonObject payload = new JsonObject();
                payload.add("Payload", given);
                return payload;
            }
            return given;
        };
        assertFails(ApprovalMachine.run(INPUT, service), "Approval.Unsettled");
        assertFails(timedOut(service), "Approval.Unsettled");
    }

    @Test
    void anApprovalThatAStopHasEndedIsOver() {
        assertFails(timedOut(call -> ApprovalMachine.outcome(call, "CANCELLED")), "Approval.Over");
    }

    @Test
    void aFailedOutcomeIsSmallAndSaysWhatWasAsked() {
        Run run = ApprovalMachine.run(INPUT, call -> {
            throw new Failure("EventBridge.EventBridgeException", "x".repeat(30_000));
        });
        JsonObject outcome = run.call("Announce").detail().getAsJsonObject("outcome");
        assertEquals(2, outcome.get("requiredApprovals").getAsInt());
        assertTrue(outcome.toString().length() < 1_500, outcome.toString());
        assertEquals(
                1,
                ApprovalMachine.run(ApprovalMachine.json("5"))
                        .call("Announce")
                        .detail()
                        .getAsJsonObject("outcome")
                        .get("requiredApprovals")
                        .getAsInt());
    }
}

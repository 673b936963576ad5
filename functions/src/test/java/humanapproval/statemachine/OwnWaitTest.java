package humanapproval.statemachine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import humanapproval.approval.Request;
import humanapproval.fake.Samples;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** examples/own-wait.asl.json, which people copy. */
class OwnWaitTest {

    private static Run run(String input, Service approvers) {
        return Machine.run(
                "examples/own-wait.asl.json",
                Map.of("AWS::Partition", "aws", "ApprovalBus", "bus"),
                Samples.json(input),
                call -> call.state().equals("Ask") ? approvers.answer(call) : Samples.json("{'FailedEntryCount': 0}"));
    }

    private static List<String> ids(Run run, String state) {
        return run.calls(state).stream()
                .map(call -> call.detail().get("approvalId").getAsString())
                .toList();
    }

    @Test
    void whoeverAsksAgainMintsANewId() {
        int[] asks = {0};
        Run run = run(
                "{'version': '1', 'reworks': 5}",
                call -> ApprovalMachine.outcome(call, ++asks[0] < 4 ? "REJECTED" : "APPROVED"));
        assertEquals(4, new HashSet<>(ids(run, "Ask")).size());
        assertEquals(ids(run, "Ask"), ids(run, "Announce"));
        assertEquals(
                "APPROVED",
                run.output().orElseThrow().getAsJsonObject().get("outcome").getAsString());
    }

    @Test
    void withoutReworksARejectionIsTheEnd() {
        Run run = run("{'version': '1'}", call -> ApprovalMachine.outcome(call, "REJECTED"));
        assertEquals("NotApproved", run.error());
        assertEquals("REJECTED", run.cause());
        assertEquals(1, run.calls("Ask").size());
    }

    @Test
    void everyPathOutOfTheWaitIsAnnounced() {
        for (String error : List.of("States.Timeout", "Approval.Undeliverable", "States.Permissions")) {
            Run run = run("{'version': '1', 'reworks': 5}", call -> {
                throw new Failure(error, "Nobody.");
            });
            assertEquals("NotApproved", run.error());
            JsonObject announced = run.call("Announce").detail().getAsJsonObject("outcome");
            assertEquals(
                    error.equals("States.Timeout") ? "EXPIRED" : "FAILED",
                    announced.get("outcome").getAsString());
        }
    }

    @Test
    void itSaysWhoStartedItAndNamesItsApprovers() {
        JsonObject nested = run(
                        "{'version': '1', 'AWS_STEP_FUNCTIONS_STARTED_BY_EXECUTION_ID': 'its caller'}",
                        call -> ApprovalMachine.outcome(call, "APPROVED"))
                .call("Ask")
                .detail();
        assertEquals("its caller", nested.get("startedBy").getAsString());
        JsonObject alone = run("{'version': '1'}", call -> ApprovalMachine.outcome(call, "APPROVED"))
                .call("Ask")
                .detail();
        assertEquals("", alone.get("startedBy").getAsString());
        Request request = Request.read(alone.getAsJsonObject("request"), false);
        assertFalse(request.policy().approvers().isEmpty());
        assertEquals(List.of(), request.details());
    }

    /** It sends what the stack's own state machine sends. */
    @Test
    void itsEventHasTheFieldsOfOurs() {
        JsonElement input = new JsonObject();
        Set<String> ours = ApprovalMachine.run(input).call("Ask").detail().keySet();
        Run run = run("{'version': '1'}", call -> ApprovalMachine.outcome(call, "APPROVED"));
        assertEquals(ours, run.call("Ask").detail().keySet());
    }
}

package humanapproval.callback;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import humanapproval.approval.Approval;
import humanapproval.approval.ChannelName;
import humanapproval.approval.Decision;
import humanapproval.approval.Ending;
import humanapproval.approval.State;
import humanapproval.approval.Vote;
import humanapproval.callback.CallbackFixture.Reply;
import humanapproval.fake.Samples;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.TaskDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.TaskTimedOutException;

/** How a wait ends: by a later attempt, by its deadline, by a stop, or by what the workflow took already. */
class EndOfWaitTest {

    private final CallbackFixture callback = new CallbackFixture().with(Samples.open("{'title': 'T'}"));

    @Test
    void aStoppedExecutionEndsTheApproval() {
        callback.stepFunctions.faults.add(TaskTimedOutException.builder().build());
        callback.stepFunctions.status = ExecutionStatus.ABORTED;
        assertEquals(410, callback.post(DecisionTest.APPROVE).status());
        assertEquals(State.CANCELLED, callback.record().state());
        assertTrue(callback.show().page().text().contains("The workflow was stopped"));
    }

    private static JsonObject again(int attempt, String token) {
        JsonObject event = Samples.json("{'source': 'human-approval', 'detail-type': 'Approval Requested'}");
        event.addProperty("time", Samples.NOW.toString());
        JsonObject detail = new JsonObject();
        detail.addProperty("approvalId", Samples.ID);
        detail.addProperty("executionArn", Samples.EXECUTION);
        detail.addProperty("taskToken", token);
        detail.addProperty("attempt", attempt);
        detail.addProperty("deadline", Samples.DEADLINE.toString());
        detail.add("request", Samples.json("{'title': 'T'}"));
        event.add("detail", detail);
        return event;
    }

    @Test
    void aLaterAttemptOfTheStepIsResumedAtOnceWhereItWasDecided() {
        callback.stepFunctions.faults.add(TaskDoesNotExistException.builder().build());
        callback.post(DecisionTest.APPROVE);
        assertTrue(callback.stepFunctions.successes.isEmpty());
        callback.invoke(again(1, "second token"));
        assertEquals("second token", callback.stepFunctions.successes.getFirst().taskToken());
        assertEquals(
                "APPROVED",
                Samples.json(callback.stepFunctions.successes.getFirst().output())
                        .get("outcome")
                        .getAsString());
        callback.invoke(again(1, "a duplicate"));
        assertEquals(1, callback.stepFunctions.successes.size());
    }

    @Test
    void aLaterAttemptOfAnOpenOneGetsTheAnswer() {
        callback.invoke(again(1, "second token"));
        assertTrue(callback.stepFunctions.successes.isEmpty());
        callback.post(DecisionTest.APPROVE);
        assertEquals("second token", callback.stepFunctions.successes.getFirst().taskToken());
    }

    @Test
    void anAnswerInTheLastMomentStandsAndTheWorkflowTakesItWhenItsWaitEnds() {
        callback.stepFunctions.faults.add(TaskTimedOutException.builder().build());
        Reply reply = callback.post(DecisionTest.APPROVE);
        assertEquals(200, reply.status());
        assertTrue(reply.page().text().contains("no longer waits for this answer"));
        callback.clock.move(Duration.ofHours(2));
        assertEquals("APPROVED", callback.settle().get("outcome").getAsString());
    }

    @Test
    void aWaitThatEndedWithoutAnswerExpires() {
        JsonObject outcome = callback.settle();
        assertEquals("EXPIRED", outcome.get("outcome").getAsString());
        assertEquals(State.EXPIRED, callback.record().state());
        assertEquals(outcome, callback.settle());
        assertEquals(410, callback.post(DecisionTest.APPROVE).status());
    }

    @Test
    void aWaitThatEndsBeforeAnythingWasDeliveredLeavesAClosedRecord() {
        CallbackFixture empty = new CallbackFixture();
        JsonObject outcome = empty.settle();
        assertEquals("EXPIRED", outcome.get("outcome").getAsString());
        assertTrue(outcome.has("requestDigest"));
        assertEquals(State.EXPIRED, empty.record().state());
    }

    @Test
    void aStoppedExecutionClosesItsOpenApprovalsOnly() {
        callback.with(Samples.open("{}"));
        callback.invoke(Samples.event("ApprovalCallback-stopped.json"));
        assertEquals(State.CANCELLED, callback.record().state());
        CallbackFixture decided = new CallbackFixture()
                .with(Samples.open("{}")
                        .with(new Vote(Samples.BOB, Samples.BOB, ChannelName.EMAIL, Decision.APPROVE, "", Samples.NOW))
                        .ended(Ending.of(State.APPROVED, Samples.NOW)));
        decided.invoke(Samples.event("ApprovalCallback-stopped.json"));
        assertEquals(State.APPROVED, decided.record().state());
    }

    @Test
    void whatTheWorkflowTookStandsThoughItFailedRightAfterwards() {
        callback.post(DecisionTest.REJECT);
        for (boolean noted : new boolean[] {true, false}) {
            CallbackFixture failing = new CallbackFixture().with(noted ? callback.record() : unnoted());
            failing.stepFunctions.faults.add(TaskTimedOutException.builder().build());
            failing.stepFunctions.status = ExecutionStatus.FAILED;
            failing.stepFunctions.stoppedAt = Samples.NOW.plusMillis(500);
            assertEquals(200, failing.post(DecisionTest.REJECT).status());
            assertEquals(State.REJECTED, failing.record().state());
            assertTrue(
                    failing.events.entries.stream()
                            .allMatch(event -> event.detail().contains("\"REJECTED\"")),
                    "no other end is announced");
        }
    }

    /** As {@code callback} has it, but nobody noted that the workflow took it. */
    private static Approval unnoted() {
        return Samples.open("{'title': 'T'}")
                .with(new Vote(Samples.BOB, Samples.BOB, ChannelName.EMAIL, Decision.REJECT, "no", Samples.NOW))
                .ended(Ending.of(State.REJECTED, Samples.NOW));
    }
}

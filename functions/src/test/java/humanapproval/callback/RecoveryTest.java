package humanapproval.callback;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import humanapproval.approval.Approval;
import humanapproval.approval.Change;
import humanapproval.approval.ChannelName;
import humanapproval.approval.Decision;
import humanapproval.approval.Ending;
import humanapproval.approval.Failure;
import humanapproval.approval.State;
import humanapproval.approval.Vote;
import humanapproval.fake.Samples;
import humanapproval.slack.SlackPress;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.eventbridge.model.EventBridgeException;
import software.amazon.awssdk.services.sfn.model.SfnException;
import software.amazon.awssdk.services.sfn.model.TaskDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.TaskTimedOutException;

/** What a call failed to tell is told by whoever comes by next, and at the latest by the sweep. */
class RecoveryTest {

    private static final JsonObject SWEEP = Samples.json("{'sweep': true}");

    private final Approval decided = SlackPress.asked()
            .with(new Vote(Samples.BOB, "Bob", ChannelName.EMAIL, Decision.APPROVE, "", Samples.NOW))
            .ended(Ending.of(State.APPROVED, Samples.NOW));
    private final CallbackFixture callback = new CallbackFixture().inSlack().with(decided);

    private void assertTold() {
        assertEquals(1, callback.stepFunctions.successes.size());
        assertEquals(
                Ending.Told.RESUMED, callback.record().ending().orElseThrow().told());
    }

    @Test
    void aLookAtThePageTellsTheWorkflow() {
        assertEquals(200, callback.show().status());
        assertTold();
        callback.show();
        assertTold();
    }

    @Test
    void anotherPersonsPressTellsTheWorkflow() {
        assertEquals(
                200,
                callback.press(SlackPress.reject().by("U0CAROL0001", "carol")).status());
        assertTold();
        assertEquals(State.APPROVED, callback.record().state());
    }

    @Test
    void theSweepTellsTheWorkflow() {
        callback.invoke(SWEEP);
        assertTrue(callback.stepFunctions.successes.isEmpty(), "whoever decided is given a minute");
        callback.clock.move(Duration.ofSeconds(61));
        callback.invoke(SWEEP);
        assertTold();
    }

    @Test
    void anEndThatWasTakenAndNotAnnouncedIsAnnouncedByTheSweep() {
        callback.show();
        callback.clock.move(Duration.ofSeconds(61));
        callback.invoke(SWEEP);
        assertEquals(1, callback.stepFunctions.successes.size());
        assertEquals(List.of("Approval Closed"), callback.events.types());
        assertEquals(Ending.Told.TAKEN, callback.record().ending().orElseThrow().told());
        assertEquals(List.of(), callback.approvals.due());
    }

    @Test
    void aSweepThatFailsIsFollowedByAnother() {
        callback.clock.move(Duration.ofMinutes(2));
        callback.stepFunctions.faults.add(SfnException.builder().message("down").build());
        callback.invoke(SWEEP);
        assertEquals(
                Ending.Told.NOT_YET, callback.record().ending().orElseThrow().told());
        callback.invoke(SWEEP);
        assertTold();
    }

    @Test
    void whoeverWaitsInVainIsToldWhy() {
        CallbackFixture failed = new CallbackFixture()
                .with(SlackPress.asked()
                        .ended(Ending.failed(new Failure(Failure.UNDELIVERABLE, "Nobody."), Samples.NOW)));
        failed.clock.move(Duration.ofMinutes(2));
        failed.invoke(SWEEP);
        assertEquals(
                "Approval.Undeliverable",
                failed.stepFunctions.failures.getFirst().error());
        assertEquals("Nobody.", failed.stepFunctions.failures.getFirst().cause());
        failed.invoke(SWEEP);
        assertEquals(1, failed.stepFunctions.failures.size());
    }

    @Test
    void whereNobodyWaitsNobodyIsTold() {
        CallbackFixture over =
                new CallbackFixture().with(SlackPress.asked().ended(Ending.of(State.CANCELLED, Samples.NOW)));
        over.clock.move(Duration.ofMinutes(2));
        over.invoke(SWEEP);
        assertEquals(List.of(), over.stepFunctions.successes);
        assertEquals(List.of(), over.stepFunctions.failures);
        assertEquals(Ending.Told.TAKEN, over.record().ending().orElseThrow().told());
    }

    @Test
    void oneRecordThatCanNotBeReadKeepsNobodyElseWaiting() {
        callback.with(Samples.opened(new humanapproval.events.ApprovalEvent.Requested(
                        "older",
                        new humanapproval.waiter.Waiter(Samples.EXECUTION, "t", 0),
                        Samples.NOW,
                        Samples.DEADLINE,
                        new JsonObject(),
                        java.util.Optional.empty()))
                .ended(Ending.of(State.APPROVED, Samples.NOW.minusSeconds(60))));
        callback.table.items.computeIfPresent("older", (id, item) -> {
            var broken = new java.util.HashMap<>(item);
            broken.put("document", software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS("{"));
            return broken;
        });
        callback.clock.move(Duration.ofMinutes(2));
        callback.invoke(SWEEP);
        assertTold();
        assertTrue(callback.log().contains("older"), callback.log());
    }

    @Test
    void whatNobodyTookIsNeverSaidToGoOn() {
        callback.stepFunctions.faults.add(TaskDoesNotExistException.builder().build());
        callback.show();
        assertEquals(
                Ending.Told.GIVEN_UP, callback.record().ending().orElseThrow().told());
        assertEquals("false", callback.events.lastDetail().get("taken").toString());
        String again = callback.post("decision=approve&confirm=yes").page().text();
        assertFalse(again.contains("goes on"), again);
        assertEquals(List.of(), callback.approvals.due());
    }

    @Test
    void whoWasRefusedTheResumeDoesNotSayThatNobodyTookWhatAnotherHasNoted() {
        callback.stepFunctions.faults.add(TaskDoesNotExistException.builder().build());
        callback.table.beforeNextPut = () ->
                callback.approvals.update(callback.record(), record -> Change.keep(record.told(Ending.Told.RESUMED)));
        callback.show();
        assertEquals(
                Ending.Told.RESUMED, callback.record().ending().orElseThrow().told());
    }

    @Test
    void whatNobodySettledIsClosedAfterItsDeadline() {
        CallbackFixture open = new CallbackFixture().with(SlackPress.asked());
        open.clock.move(Duration.ofHours(1));
        open.invoke(SWEEP);
        assertTrue(open.record().isOpen(), "the state machine is still settling");
        open.clock.move(Duration.ofMinutes(16));
        open.events.fault = EventBridgeException.builder().message("down").build();
        open.stepFunctions.faults.addAll(List.of(noLongerWaiting(), noLongerWaiting()));
        open.invoke(SWEEP);
        assertTrue(open.log().contains("FAILED"), open.log());
        open.clock.move(Duration.ofMinutes(5));
        open.invoke(SWEEP);
        assertEquals(State.EXPIRED, open.record().state());
        assertEquals(List.of("Approval Closed"), open.events.types());
        assertEquals(List.of(), open.approvals.due());
    }

    @Test
    void aWaitThatIsStillThereAfterItsDeadlineGoesOnAndAnnouncesItsEndItself() {
        CallbackFixture open = new CallbackFixture().with(SlackPress.asked());
        open.clock.move(Duration.ofMinutes(76));
        open.invoke(SWEEP);
        assertEquals(1, open.stepFunctions.successes.size());
        assertEquals(List.of(), open.events.types());
        assertEquals(List.of(), open.approvals.due());
    }

    @Test
    void anEndThatTheWorkflowCouldNotAnnounceIsAnnouncedByTheSweep() {
        CallbackFixture settled = new CallbackFixture().with(SlackPress.asked());
        settled.clock.move(Duration.ofHours(1));
        settled.settle();
        assertEquals(
                Ending.Told.NOT_YET, settled.record().ending().orElseThrow().told());
        settled.clock.move(Duration.ofSeconds(61));
        settled.stepFunctions.faults.add(noLongerWaiting());
        settled.invoke(SWEEP);
        assertEquals(List.of("Approval Closed"), settled.events.types());
        assertEquals(List.of(), settled.approvals.due());
    }

    private static RuntimeException noLongerWaiting() {
        return TaskTimedOutException.builder().build();
    }
}

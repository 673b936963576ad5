package humanapproval.callback;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import humanapproval.approval.Approval;
import humanapproval.approval.Change;
import humanapproval.approval.ChannelName;
import humanapproval.approval.Ending;
import humanapproval.approval.Outbox;
import humanapproval.approval.State;
import humanapproval.callback.CallbackFixture.Reply;
import humanapproval.fake.Samples;
import humanapproval.slack.SlackPress;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.eventbridge.model.EventBridgeException;
import software.amazon.awssdk.services.sfn.model.ExecutionDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.SfnException;
import software.amazon.awssdk.services.sfn.model.TaskTimedOutException;

/** What a press comes to while something around the function does not answer: never "done" for what was not done. */
class SlackFaultsTest {

    private static final String APPROVE_BY_MAIL = "decision=approve&confirm=yes&comment=by+mail";

    private final Approval asked = SlackPress.asked();
    private final CallbackFixture callback = new CallbackFixture().inSlack().with(asked);

    private void refuseToken() {
        callback.stepFunctions.faults.add(
                TaskTimedOutException.builder().message("timed out").build());
    }

    /** How EventBridge can fail. */
    private enum Silence {
        THROWN,
        NO_ANSWER,
        NOT_TAKEN;

        void befall(CallbackFixture callback) {
            switch (this) {
                case THROWN ->
                    callback.events.fault =
                            EventBridgeException.builder().message("down").build();
                case NO_ANSWER -> callback.events.fault = SdkClientException.create("no answer");
                case NOT_TAKEN -> callback.events.notTaken = true;
            }
        }
    }

    private void assertDecidedOnce() {
        assertEquals(State.APPROVED, callback.record().state());
        assertEquals(1, callback.record().votes().size());
        assertEquals(1, callback.stepFunctions.successes.size());
        assertEquals(List.of("Approval Vote Recorded"), callback.events.types());
    }

    @Test
    void aTableThatCannotBeReadRecordsNothing() {
        callback.table.failingReads = 1;
        Reply reply = callback.press(SlackPress.approve());
        assertEquals(500, reply.status());
        assertEquals("", reply.body());
        callback.assertUntouched(asked, "first read");
        assertEquals(200, callback.press(SlackPress.approve()).status());
        assertDecidedOnce();
    }

    @Test
    void aTableThatCannotBeWrittenRecordsNothing() {
        callback.table.failingPuts = 1;
        assertEquals(500, callback.press(SlackPress.approve()).status());
        callback.assertUntouched(asked, "write");
        assertEquals(200, callback.press(SlackPress.approve()).status());
        assertDecidedOnce();
    }

    @Test
    void aWriteWhoseAnswerWasLostStillDecidesOnce() {
        callback.table.loseNextAnswer = true;
        assertEquals(200, callback.press(SlackPress.approve()).status());
        assertDecidedOnce();
    }

    @ParameterizedTest
    @EnumSource(Silence.class)
    void aVoteThatCouldNotBeAnnouncedIsAnnouncedByTheSameAnswer(Silence silence) {
        silence.befall(callback);
        assertEquals(500, callback.press(SlackPress.approve()).status());
        assertEquals(State.APPROVED, callback.record().state());
        assertEquals(List.of(), callback.events.types());
        assertEquals(200, callback.press(SlackPress.approve()).status());
        assertDecidedOnce();
    }

    @ParameterizedTest
    @EnumSource(Silence.class)
    void aRefusalThatCouldNotBeAnnouncedIsAnnouncedByTheSamePress(Silence silence) {
        callback.with(asked.ended(Ending.of(State.EXPIRED, Samples.NOW)));
        silence.befall(callback);
        assertEquals(500, callback.press(SlackPress.approve()).status());
        assertEquals(200, callback.press(SlackPress.approve()).status());
        assertEquals(List.of("Approval Vote Refused"), callback.events.types());
    }

    @Test
    void aResumeThatFailedIsTriedAgainByTheSameAnswer() {
        callback.stepFunctions.faults.add(
                SfnException.builder().message("throttled").build());
        Reply reply = callback.press(SlackPress.approve());
        assertEquals(503, reply.status());
        assertEquals("", reply.body());
        assertEquals(State.APPROVED, callback.record().state());
        assertEquals(
                Ending.Told.NOT_YET, callback.record().ending().orElseThrow().told());
        assertEquals(List.of(), callback.events.types());
        assertTrue(callback.log().contains("\"" + Samples.ID + "\",\"result\":\"NOT_RESUMED\""), callback.log());
        assertEquals(200, callback.press(SlackPress.approve()).status());
        assertDecidedOnce();
    }

    @Test
    void aNoteThatTheWorkflowGoesOnIsNotWorthAnError() {
        callback.table.beforeNextPut = () -> callback.table.beforeNextPut = () -> callback.table.failingPuts = 1;
        assertEquals(200, callback.press(SlackPress.approve()).status());
        assertDecidedOnce();
        assertEquals(
                Ending.Told.NOT_YET, callback.record().ending().orElseThrow().told());
    }

    @Test
    void aTokenThatCountsNoMoreIsNoErrorAsLongAsTheExecutionRuns() {
        refuseToken();
        assertEquals(200, callback.press(SlackPress.approve()).status());
        assertEquals(State.APPROVED, callback.record().state());
        assertEquals(
                List.of("Approval Closed", "Approval Vote Recorded"),
                callback.events.types(),
                "whoever gave up this wait closes no message");
        callback.clock.move(Duration.ofHours(2));
        assertEquals("APPROVED", callback.settle().get("outcome").getAsString());
    }

    @Test
    void anExecutionThatCannotBeLookedAtIsTriedAgain() {
        refuseToken();
        callback.stepFunctions.gone =
                SfnException.builder().message("throttled").build();
        assertEquals(503, callback.press(SlackPress.approve()).status());
        assertEquals(State.APPROVED, callback.record().state());
        callback.stepFunctions.gone = null;
        assertEquals(200, callback.press(SlackPress.approve()).status());
        assertDecidedOnce();
    }

    @ParameterizedTest
    @EnumSource(
            value = ExecutionStatus.class,
            names = {"ABORTED", "FAILED", "TIMED_OUT"})
    void aStoppedExecutionIsAnnouncedToAllAndToldToThePerson(ExecutionStatus status) {
        refuseToken();
        callback.stepFunctions.status = status;
        assertEquals(200, callback.press(SlackPress.approve()).status());
        assertEquals(State.CANCELLED, callback.record().state());
        assertEquals(List.of("Approval Closed", "Approval Vote Refused"), callback.events.types());
        assertTrue(callback.events.entries.getFirst().detail().contains("\"outcome\":\"CANCELLED\""));
        assertEquals(
                "This request is no longer open.",
                callback.events.lastDetail().get("reason").getAsString());
        assertEquals(200, callback.press(SlackPress.approve()).status());
        assertEquals(
                List.of("Approval Closed", "Approval Vote Refused", "Approval Vote Refused"), callback.events.types());
    }

    @Test
    void anExecutionThatIsGoneIsAStoppedOne() {
        refuseToken();
        callback.stepFunctions.gone =
                ExecutionDoesNotExistException.builder().message("gone").build();
        assertEquals(200, callback.press(SlackPress.approve()).status());
        assertEquals(State.CANCELLED, callback.record().state());
    }

    @Test
    void whatSlacksChannelNotedMeanwhileStaysWhenAStoppedExecutionIsClosed() {
        callback.with(SlackPress.unposted("{'title': 'Deploy'}"));
        refuseToken();
        callback.stepFunctions.status = ExecutionStatus.ABORTED;
        Outbox posted = SlackPress.asked().outbox(ChannelName.SLACK);
        callback.table.beforeNextPut = () -> callback.table.beforeNextPut = () -> callback.approvals.update(
                Samples.ID, record -> Change.keep(record.orElseThrow().with(ChannelName.SLACK, outbox -> posted)));
        assertEquals(200, callback.press(SlackPress.approve()).status());
        assertEquals(State.CANCELLED, callback.record().state());
        assertEquals(posted, callback.record().outbox(ChannelName.SLACK));
    }

    @ParameterizedTest
    @EnumSource(Silence.class)
    void anEndThatCouldNotBeAnnouncedIsAnnouncedByTheNextPress(Silence silence) {
        refuseToken();
        callback.stepFunctions.status = ExecutionStatus.ABORTED;
        silence.befall(callback);
        assertEquals(200, callback.press(SlackPress.approve()).status());
        assertEquals(State.CANCELLED, callback.record().state());
        assertEquals(List.of("Approval Vote Refused"), callback.events.types());
        assertEquals(200, callback.press(SlackPress.approve()).status());
        assertEquals(
                List.of("Approval Vote Refused", "Approval Closed", "Approval Vote Refused"), callback.events.types());
    }

    @ParameterizedTest
    @EnumSource(Silence.class)
    void aPersonAtTheirMailGetsAButtonToTryAgainHoweverEventBridgeFails(Silence silence) {
        refuseToken();
        silence.befall(callback);
        Reply reply = callback.post(APPROVE_BY_MAIL);
        assertEquals(503, reply.status());
        assertEquals("by mail", reply.page().selectFirst("input[name=comment]").attr("value"));
        refuseToken();
        assertEquals(200, callback.post(APPROVE_BY_MAIL).status());
        assertEquals(State.APPROVED, callback.record().state());
        assertEquals(List.of("Approval Closed"), callback.events.types());
    }
}

package humanapproval.slack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import humanapproval.approval.ChannelName;
import humanapproval.approval.Reach;
import humanapproval.approval.State;
import humanapproval.fake.FakeSlack.Fault;
import humanapproval.fake.QueueEvents;
import humanapproval.fake.Samples;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.eventbridge.model.EventBridgeException;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.SendTaskFailureRequest;
import software.amazon.awssdk.services.sqs.model.SqsException;

/** Slack's limits and errors, the token, and what the channel reports of a request that it can't bring. */
class ChannelFaultsTest {

    private final SlackFixture fixture = new SlackFixture();

    private static final Reach NOBODY = new Reach(Reach.Kind.CANNOT, "Nobody has confirmed.", Set.of());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "not_in_channel",
                "channel_not_found",
                "is_archived",
                "missing_scope",
                "token_revoked",
                "restricted_action"
            })
    void whatSomebodyHasToMendFirstIsAVerdictWithSlacksWord(String code) {
        fixture.slack.fail("chat.postMessage", Fault.error(code));
        assertTrue(fixture.takes(SlackFixture.requested("{'approvers': ['bob@example.com']}")));
        boolean uninvited = code.equals("not_in_channel") || code.equals("channel_not_found");
        String reason = "Slack answered " + code + (uninvited ? ": invite the app to the channel." : ".");
        assertEquals(new Reach(Reach.Kind.CANNOT, reason, Set.of(Samples.BOB)), fixture.reach());
        assertEquals(State.OPEN, fixture.record().state());
        assertTrue(fixture.stepFunctions.failures.isEmpty(), "the mail may reach somebody");
    }

    @Test
    void whereTheMailReachesNobodyEitherTheWorkflowFailsWithBothReasons() {
        fixture.mailReaches("{'channels': ['email', 'slack']}", NOBODY);
        fixture.slack.fail("chat.postMessage", Fault.error("not_in_channel"));
        assertTrue(fixture.takes(SlackFixture.requested("{}")));
        SendTaskFailureRequest told = fixture.stepFunctions.failures.getFirst();
        assertEquals("Approval.Undeliverable", told.error());
        assertEquals(
                "email: Nobody has confirmed. slack: Slack answered not_in_channel: invite the app to "
                        + "the channel.",
                told.cause());
        assertEquals(State.FAILED, fixture.record().state());
    }

    @Test
    void whereSlackReachesSomebodyTheWorkflowWaitsThoughTheMailReachesNobody() {
        fixture.mailReaches("{'channels': ['email', 'slack']}", NOBODY);
        assertTrue(fixture.takes(SlackFixture.requested("{}")));
        assertTrue(fixture.stepFunctions.failures.isEmpty());
    }

    @Test
    void aMessageThatNobodyCanAnswerCountsAsNotDelivered() {
        String request = "{'channels': ['email', 'slack'], 'approvers': ['nobody@example.com']}";
        fixture.mailReaches(request, NOBODY);
        assertTrue(fixture.takes(SlackFixture.requested(request)));
        assertFalse(fixture.shown().hasButtons());
        assertEquals(
                "Approval.Undeliverable",
                fixture.stepFunctions.failures.getFirst().error());
    }

    @ParameterizedTest
    @CsvSource({"'', xoxb-1", "C0123456789, ", "C0123456789, '  '"})
    void withoutAChannelOrATokenItIsNotConfigured(String channel, String token) {
        fixture.token.value = token;
        assertTrue(fixture.takes(SlackFixture.EVENTS.changed(
                "requested", body -> body.getAsJsonObject("settings").addProperty("slackChannel", channel))));
        assertEquals(Reach.Kind.NOT_CONFIGURED, fixture.reach().kind());
        assertTrue(fixture.slack.calls.isEmpty());
    }

    @Test
    void whatTheRequestLeavesOutIsNotAsked() {
        assertTrue(fixture.takes(SlackFixture.requested("{'channels': ['email']}")));
        assertEquals(Set.of(ChannelName.EMAIL), fixture.record().outboxes().keySet());
    }

    @Test
    void aPauseIsKeptAndNobodyAsksDuringIt() {
        fixture.slack.fail("chat.postMessage", Fault.limit(7));
        assertFalse(fixture.takes(QueueEvents.received(SlackFixture.requested(), 3)));
        assertEquals(Duration.ofSeconds(7 + 3), fixture.setAside());
        fixture.clock.move(Duration.ofMillis(6500));
        assertFalse(fixture.takes(SlackFixture.requested()));
        assertEquals(1, fixture.posts().size());
        assertEquals(Duration.ofSeconds(1 + 1), fixture.setAside(), "rounded up");
        fixture.clock.move(Duration.ofMillis(500));
        assertTrue(fixture.takes(SlackFixture.requested()));
    }

    @Test
    void aPauseOfPostsDoesNotHoldUpAnEnd() {
        assertTrue(fixture.takes(SlackFixture.requested("{}")));
        fixture.slack.fail("chat.postMessage", Fault.limit(600));
        assertFalse(fixture.takes(QueueEvents.of("another-approval", SlackFixture.requested())));
        assertTrue(fixture.takes(SlackFixture.closed("EXPIRED")));
        assertFalse(fixture.shown().hasButtons());
    }

    @Test
    void theSpreadGrowsUpToAMinuteAndWhatSlackLeavesUnsaidIsHalfOfOne() {
        fixture.slack.fail("chat.postMessage", Fault.limit());
        assertFalse(fixture.takes(QueueEvents.received(SlackFixture.requested(), 150)));
        assertEquals(Duration.ofSeconds(30 + 60), fixture.setAside());
    }

    @Test
    void theQueueLetsAMessageTryForAnHourWhateverSlackAsks() {
        int times = Integer.parseInt(Pattern.compile("  SlackQueue:[\\s\\S]*?maxReceiveCount: (\\d+)")
                .matcher(Samples.file("template.yaml"))
                .results()
                .findFirst()
                .orElseThrow()
                .group(1));
        double seconds = 0;
        for (int received = 1; received <= times; received++) {
            seconds += 1 + Math.min(received, 60) / 2.0;
        }
        assertTrue(seconds > 3600, seconds + " s");
    }

    @Test
    void aQueueThatDoesNotAnswerFailsNothing() {
        fixture.slack.fail("chat.postMessage", Fault.limit(7));
        fixture.sqs.fault = SqsException.builder().message("down").build();
        assertFalse(fixture.takes(SlackFixture.requested()));
    }

    @Test
    void aRotatedTokenIsPickedUpWhenSlackRefusesTheOldOne() {
        assertTrue(fixture.takes(SlackFixture.requested("{}")));
        assertEquals(1, fixture.token.reads);
        fixture.token.value = "xoxb-2";
        fixture.clock.move(Duration.ofSeconds(11));
        fixture.slack.fail("chat.update", Fault.error("token_revoked"));
        assertTrue(fixture.takes(SlackFixture.closed("EXPIRED")));
        assertEquals("xoxb-2", fixture.updates().getLast().token());
        assertEquals(2, fixture.token.reads);
    }

    @Test
    void whomNobodyReachesIsToldOnceAlsoWhereEventBridgeFailsAtFirst() {
        String request = "{'channels': ['email', 'slack'], 'approvers': ['bob@example.com', 'nobody@example.com']}";
        fixture.mailReaches(request, Reach.allBut(Set.of("nobody@example.com")));
        fixture.events.fault = EventBridgeException.builder().message("down").build();
        assertFalse(fixture.takes(SlackFixture.requested(request)));
        for (int i = 0; i < 3; i++) {
            assertTrue(fixture.takes(SlackFixture.requested(request)));
        }
        assertEquals(List.of("Approval Undeliverable"), fixture.events.types());
        assertEquals(
                "nobody@example.com",
                fixture.events.lastDetail().get("approver").getAsString());
        assertEquals(1, fixture.posts().size());
    }

    @Test
    void whomNobodyReachesIsToldByAnotherProcessAtOnceWhereEventBridgeFailedForTheFirst() {
        String request = "{'channels': ['email', 'slack'], 'approvers': ['bob@example.com', 'n1@example.com',"
                + " 'n2@example.com']}";
        fixture.mailReaches(request, Reach.allBut(Set.of("n1@example.com", "n2@example.com")));
        fixture.events.fault = EventBridgeException.builder().message("down").build();
        assertFalse(fixture.takes(SlackFixture.requested(request)));
        assertTrue(fixture.takesElsewhere(SlackFixture.requested(request)));
        assertEquals(List.of("Approval Undeliverable", "Approval Undeliverable"), fixture.events.types());
    }

    @Test
    void aStopIsSeenByTheSecondTryWhereTheFirstGotNoFurtherThanItsDeliveries() {
        String request = "{'channels': ['email', 'slack'], 'approvers': ['bob@example.com', 'n1@example.com']}";
        fixture.mailReaches(request, Reach.allBut(Set.of("n1@example.com")));
        fixture.events.fault = EventBridgeException.builder().message("down").build();
        fixture.stepFunctions.status = ExecutionStatus.ABORTED;
        assertFalse(fixture.takes(SlackFixture.requested(request)));
        assertTrue(fixture.takes(SlackFixture.requested(request)));
        assertEquals(State.CANCELLED, fixture.record().state());
        assertFalse(fixture.shown().hasButtons());
    }

    @Test
    void noPauseIsLongerThanTheQueueAllows() {
        fixture.slack.fail("chat.postMessage", Fault.limit(99_999));
        assertFalse(fixture.takes(SlackFixture.requested()));
        assertTrue(fixture.setAside().compareTo(Duration.ofHours(12)) < 0);
    }

    @Test
    void whereOnlyTheRequesterIsFoundNobodyCanAnswer() {
        assertTrue(fixture.takes(SlackFixture.requested(
                "{'requester': 'ana@example.com', 'approvers': ['ana@example.com', 'nobody@example.com']}")));
        assertEquals(Reach.Kind.CANNOT, fixture.reach().kind());
        assertFalse(fixture.shown().hasButtons());
    }

    @Test
    void theMessageNamesAllWhoMayDecideWhetherOrNotSlackKnowsThem() {
        fixture.takes(
                SlackFixture.requested("{'requester': 'ana@example.com', 'approvers': ['bob@example.com', {'email': "
                        + "'c@example.com', 'name': 'Carol'}, 'ana@example.com'], 'requiredApprovals': 2}"));
        String shown = fixture.posted().all();
        assertTrue(
                shown.contains("2 approvals are needed; one rejection rejects.ana@example.com asks")
                        && shown.contains("Approvers: , Carol (c@example.com)\nDigest: "),
                shown);
    }

    @Test
    void whatWasStoppedBeforeItWasPostedIsClosedAfterwards() {
        fixture.stepFunctions.status = ExecutionStatus.ABORTED;
        assertTrue(fixture.takes(SlackFixture.requested()));
        assertFalse(fixture.shown().hasButtons());
        assertEquals(State.CANCELLED, fixture.record().state());
    }
}

package humanapproval.slack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonParser;
import humanapproval.approval.ChannelName;
import humanapproval.approval.Claim;
import humanapproval.approval.Reach;
import humanapproval.approval.State;
import humanapproval.fake.FakeSlack;
import humanapproval.fake.FakeSlack.Fault;
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
import software.amazon.awssdk.services.sqs.model.SqsException;

/** Slack's limits and errors, the token, and what the channel reports of a request that it can't bring. */
class ChannelFaultsTest {

    private final SlackFixture fixture = new SlackFixture();

    private Reach verdict() {
        return fixture.outbox().reach().orElseThrow();
    }

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
        assertEquals(new Reach(Reach.Kind.CANNOT, reason, Set.of(Samples.BOB)), verdict());
        assertEquals(State.OPEN, fixture.record().state());
        assertTrue(fixture.stepFunctions.failures.isEmpty(), "the mail may reach somebody");
    }

    @Test
    void whereTheMailReachesNobodyEitherTheWorkflowFailsWithBothReasons() {
        assertTrue(fixture.takes(SlackFixture.requested("{}")));
        fixture.change(before -> before.with(
                ChannelName.EMAIL,
                outbox -> outbox.reaching(new Reach(Reach.Kind.CANNOT, "Nobody has confirmed.", Set.of()))));
        SlackFixture other = new SlackFixture();
        other.change(none -> Samples.opened(Samples.requested("{'channels': ['email', 'slack']}"))
                .with(
                        ChannelName.EMAIL,
                        outbox -> outbox.reaching(new Reach(Reach.Kind.CANNOT, "Nobody has confirmed.", Set.of()))));
        other.slack.fail("chat.postMessage", Fault.error("not_in_channel"));
        assertTrue(other.takes(SlackFixture.requested("{}")));
        assertEquals(
                "Approval.Undeliverable",
                other.stepFunctions.failures.getFirst().error());
        assertEquals(
                "email: Nobody has confirmed. slack: Slack answered not_in_channel: invite the app to "
                        + "the channel.",
                other.stepFunctions.failures.getFirst().cause());
        assertEquals(State.FAILED, other.record().state());
        assertTrue(fixture.stepFunctions.failures.isEmpty(), "Slack reaches somebody");
    }

    @Test
    void aMessageThatNobodyCanAnswerCountsAsNotDelivered() {
        fixture.change(none -> Samples.opened(
                        Samples.requested("{'channels': ['email', 'slack'], 'approvers': ['nobody@example.com']}"))
                .with(
                        ChannelName.EMAIL,
                        outbox -> outbox.reaching(new Reach(Reach.Kind.CANNOT, "Nobody has confirmed.", Set.of()))));
        assertTrue(fixture.takes(SlackFixture.requested("{'approvers': ['nobody@example.com']}")));
        assertFalse(fixture.shown().hasButtons());
        assertEquals(
                "Approval.Undeliverable",
                fixture.stepFunctions.failures.getFirst().error());
    }

    @Test
    void whomNoChannelReachesIsAnnouncedByTheLaterVerdict() {
        String request = "{'channels': ['email', 'slack'], 'approvers': ['bob@example.com', 'nobody@example.com']}";
        fixture.change(none -> Samples.opened(Samples.requested(request))
                .with(ChannelName.EMAIL, outbox -> outbox.reaching(Reach.allBut(Set.of("nobody@example.com")))));
        assertTrue(fixture.takes(SlackFixture.requested(request)));
        assertEquals("Approval Undeliverable", fixture.events.types().getFirst());
        assertEquals(
                "nobody@example.com",
                fixture.events.lastDetail().get("approver").getAsString());
        assertEquals(1, fixture.events.entries.size());
    }

    @ParameterizedTest
    @CsvSource({"true, xoxb-1, NOT_CONFIGURED", "false, , NOT_CONFIGURED", "false, '  ', NOT_CONFIGURED"})
    void withoutAChannelOrATokenItIsNotConfigured(boolean noChannel, String token, Reach.Kind kind) {
        fixture.token.value = token;
        assertTrue(fixture.takes(SlackFixture.changed(
                "SlackChannel-requested.json",
                body -> body.getAsJsonObject("settings")
                        .addProperty("slackChannel", noChannel ? "" : SlackFixture.PLACE))));
        assertEquals(kind, verdict().kind());
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
        assertFalse(fixture.takes(SlackFixture.received(SlackFixture.requested(), 3)));
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
        String other = SlackFixture.requested().toString().replace(Samples.ID, "another-approval");
        assertFalse(fixture.takes(JsonParser.parseString(other).getAsJsonObject()));
        assertTrue(fixture.takes(SlackFixture.closed("EXPIRED")));
        assertFalse(fixture.shown().hasButtons());
    }

    @Test
    void theSpreadGrowsUpToAMinuteAndWhatSlackLeavesUnsaidIsHalfOfOne() {
        fixture.slack.fail(
                "chat.postMessage",
                request -> Fault.limit(0)
                        .answer(request)
                        .newBuilder()
                        .removeHeader("Retry-After")
                        .build());
        assertFalse(fixture.takes(SlackFixture.received(SlackFixture.requested(), 150)));
        assertEquals(Duration.ofSeconds(30 + 60), fixture.setAside());
    }

    @Test
    void theQueueLetsAMessageTryForAnHourWhateverSlackAsks() {
        String template = Samples.file("template.yaml");
        String queue =
                template.substring(template.indexOf("  SlackQueue:"), template.indexOf("  SlackDeadLetterQueue:"));
        int times = Integer.parseInt(Pattern.compile("maxReceiveCount: (\\d+)")
                .matcher(queue)
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
    void nobodyIsTakenForDeadWhoStillRuns() {
        int timeout = Integer.parseInt(Pattern.compile(" Timeout: (\\d+)")
                .matcher(Samples.file("template.yaml"))
                .results()
                .findFirst()
                .orElseThrow()
                .group(1));
        assertTrue(Claim.LEASE.toSeconds() > timeout);
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
    void peopleAreLookedUpOnceInTenMinutes() {
        String request = "{'approvers': ['bob@example.com', 'gone@example.com'], 'requester': 'ana@example.com'}";
        fixture.slack.fail("chat.postMessage", Fault.error("internal_error"));
        assertFalse(fixture.takes(SlackFixture.requested(request)));
        assertTrue(fixture.takes(SlackFixture.requested(request)));
        assertEquals(3, fixture.slack.calls("users.lookupByEmail").size());
        assertEquals(
                Set.of(Samples.BOB, "ana@example.com"),
                fixture.outbox().aliases().keySet());
        fixture.clock.move(Duration.ofMinutes(10).plusMillis(1));
        assertTrue(fixture.takes(JsonParser.parseString(SlackFixture.requested("{'approvers': ['bob@example.com']}")
                        .toString()
                        .replace(Samples.ID, "later"))
                .getAsJsonObject()));
        assertEquals(4, fixture.slack.calls("users.lookupByEmail").size());
    }

    @Test
    void aSlackUserThatTheRequestNamesIsCheckedAndNotLookedUp() {
        fixture.slack.userByEmail.put("unused@example.com", "U0000000D0R");
        assertTrue(fixture.takes(
                SlackFixture.requested("{'approvers': [{'email': 'dora@example.com', 'slack': 'U0000000D0R'}]}")));
        assertTrue(fixture.slack.calls("users.lookupByEmail").isEmpty());
        assertEquals(
                "slack:" + FakeSlack.TEAM + ":U0000000D0R",
                fixture.outbox().aliases().get("dora@example.com"));
    }

    @Test
    void manyPeopleAreLookedUpInSeveralInvocations() {
        String request = "{'approvers': ['bob@example.com', 'b@example.com', 'c@example.com']}";
        fixture.slack.fail("users.lookupByEmail", Fault.meanwhile(() -> fixture.clock.move(Duration.ofSeconds(13))));
        assertFalse(fixture.takes(SlackFixture.requested(request)));
        assertEquals(Duration.ofSeconds(2), fixture.setAside());
        assertTrue(fixture.takes(SlackFixture.requested(request)));
        assertEquals(3, fixture.slack.calls("users.lookupByEmail").size());
    }

    @Test
    void whomNobodyReachesIsToldOnceAlsoWhereEventBridgeFailsAtFirst() {
        String request = "{'channels': ['email', 'slack'], 'approvers': ['bob@example.com', 'nobody@example.com']}";
        fixture.change(none -> Samples.opened(Samples.requested(request))
                .with(ChannelName.EMAIL, outbox -> outbox.reaching(Reach.allBut(Set.of("nobody@example.com")))));
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
    void noPauseIsLongerThanTheQueueAllows() {
        fixture.slack.fail("chat.postMessage", Fault.limit(99_999));
        assertFalse(fixture.takes(SlackFixture.requested()));
        assertTrue(fixture.setAside().compareTo(Duration.ofHours(12)) < 0);
    }

    @Test
    void whereOnlyTheRequesterIsFoundNobodyCanAnswer() {
        assertTrue(fixture.takes(SlackFixture.requested(
                "{'requester': 'ana@example.com', 'approvers': ['ana@example.com', 'nobody@example.com']}")));
        assertEquals(Reach.Kind.CANNOT, verdict().kind());
        assertFalse(fixture.shown().hasButtons());
    }

    @ParameterizedTest
    @ValueSource(strings = {"users_not_found", "user_not_visible"})
    void whoIsNotToBeFoundKeepsNobodyElseFromTheMessage(String code) {
        fixture.slack.fail("users.lookupByEmail", Fault.error(code));
        assertTrue(fixture.takes(SlackFixture.requested("{'approvers': ['bob@example.com', 'ana@example.com']}")));
        assertEquals(Set.of("ana@example.com"), fixture.outbox().aliases().keySet());
    }

    @Test
    void theMessageNamesAllWhoMayDecideWhetherOrNotSlackKnowsThem() {
        fixture.takes(
                SlackFixture.requested("{'requester': 'ana@example.com', 'approvers': ['bob@example.com', {'email': "
                        + "'c@example.com', 'name': 'Carol'}, 'ana@example.com'], 'requiredApprovals': 2}"));
        String shown = Shown.of(fixture.posts().getFirst()).all();
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

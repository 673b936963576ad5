package humanapproval.slack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import humanapproval.approval.ChannelName;
import humanapproval.approval.Claim;
import humanapproval.approval.Claim.Status;
import humanapproval.approval.Decision;
import humanapproval.approval.Reach;
import humanapproval.approval.State;
import humanapproval.fake.FakeSlack.Fault;
import humanapproval.fake.Samples;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A request is posted once, whatever comes twice, at the same time, late or never. */
class PostingTest {

    private final SlackFixture fixture = new SlackFixture();

    @Test
    void theSameEventAgainPostsNothing() {
        assertTrue(fixture.takes(SlackFixture.requested()));
        fixture.clock.move(Duration.ofMinutes(30));
        int calls = fixture.slack.calls.size();
        assertTrue(fixture.takes(SlackFixture.requested()));
        assertEquals(calls, fixture.slack.calls.size());
    }

    @Test
    void ofTwoInvocationsAtTheSameInstantOnePosts() {
        fixture.table.beforeNextPut = () -> assertTrue(fixture.takesElsewhere(SlackFixture.requested()));
        assertTrue(fixture.takes(SlackFixture.requested()));
        assertEquals(1, fixture.posts().size());
    }

    @Test
    void anEventWhileAnotherIsBeingPostedComesBackAfterThatOneIsDoneOrDead() {
        fixture.duringPost(() -> assertFalse(fixture.takesElsewhere(SlackFixture.requested())));
        assertTrue(fixture.takes(SlackFixture.requested()));
        assertEquals(1, fixture.posts().size());
        assertEquals(Claim.LEASE.plusSeconds(1), fixture.setAside());
        assertTrue(fixture.log().contains("Another invocation does this."), fixture.log());
        assertTrue(fixture.takes(SlackFixture.requested()));
        assertEquals(1, fixture.posts().size());
    }

    @Test
    void whoDiedPostingIsTakenOver() {
        fixture.duringPost(() -> {
            throw new OutOfMemoryError();
        });
        try {
            fixture.takes(SlackFixture.requested());
        } catch (OutOfMemoryError e) {
            assertEquals(Status.SENDING, fixture.status("request"));
        }
        fixture.clock.move(Claim.LEASE.minusMillis(1));
        assertFalse(fixture.takesElsewhere(SlackFixture.requested()));
        fixture.clock.move(Duration.ofMillis(1));
        assertTrue(fixture.takesElsewhere(SlackFixture.requested()));
        assertEquals(Status.SENT, fixture.status("request"));
        assertEquals(2, fixture.posts().size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"silence", "500", "200 not in JSON", "200 empty", "200 null", "no error code"})
    void aPostThatWasNotConfirmedIsTriedAgainSoThatASecondCopyMayAppear(String kind) {
        fixture.slack.fail(
                "chat.postMessage",
                switch (kind) {
                    case "silence" -> Fault.silence();
                    case "500" -> Fault.status(500);
                    case "200 not in JSON" -> Fault.body("<html>Slack is down</html>");
                    case "200 empty" -> Fault.body("");
                    case "200 null" -> Fault.body("null");
                    default -> Fault.body("{\"ok\": false}");
                });
        assertFalse(fixture.takes(SlackFixture.requested()));
        assertEquals(Status.UNCONFIRMED, fixture.status("request"));
        assertTrue(fixture.outbox().reach().isEmpty());
        assertEquals(Duration.ofSeconds(2), fixture.setAside());
        assertTrue(fixture.takes(SlackFixture.requested()));
        assertEquals(2, fixture.posts().size());
        assertEquals(Status.SENT, fixture.status("request"));
    }

    @Test
    void aPressInACopyThatNobodyKnewOfClosesThatCopyToo() {
        fixture.slack.fail("chat.postMessage", Fault.silence());
        fixture.takes(SlackFixture.requested());
        fixture.takes(SlackFixture.requested());
        fixture.decide(fixture.vote(Samples.BOB, ChannelName.SLACK, Decision.APPROVE, ""));
        assertTrue(fixture.takes(SlackFixture.recorded("1769860800.000099")));
        assertEquals("1769860800.000099", fixture.updates().getFirst().argument("ts"));
        assertFalse(fixture.shown().hasButtons());
        assertTrue(fixture.takes(SlackFixture.closed("APPROVED")));
        assertEquals("1769860801.000001", fixture.updates().get(1).argument("ts"));
    }

    @Test
    void aVoteInACopyBeforeTheRecordKnowsAnyClosesIt() {
        fixture.slack.fail("chat.postMessage", Fault.silence());
        fixture.takes(SlackFixture.requested());
        fixture.decide(fixture.vote(Samples.BOB, ChannelName.SLACK, Decision.APPROVE, ""));
        assertTrue(fixture.takes(SlackFixture.recorded("1769860800.000099")));
        assertEquals(1, fixture.updates().size());
        assertTrue(fixture.takes(SlackFixture.requested()));
        assertEquals(1, fixture.posts().size());
    }

    @Test
    void aReminderThatOvertakesItsMessageWaitsForIt() {
        fixture.slack.fail("chat.postMessage", Fault.silence());
        assertFalse(fixture.takes(SlackFixture.requested()));
        assertFalse(fixture.takes(SlackFixture.reminder(1)));
        assertTrue(fixture.takes(SlackFixture.requested()));
        assertTrue(fixture.takes(SlackFixture.reminder(1)));
        assertEquals(3, fixture.posts().size());
    }

    @Test
    void aRecordThatCanNotBeWrittenPostsNothing() {
        fixture.table.failingPuts = 1;
        assertFalse(fixture.takes(SlackFixture.requested()));
        assertTrue(fixture.posts().isEmpty());
    }

    @Test
    void anEndThatOvertakesTheRequestLeavesNothingToPost() {
        assertTrue(fixture.takes(SlackFixture.closed("EXPIRED")));
        assertEquals(State.EXPIRED, fixture.record().state());
        assertTrue(fixture.takes(SlackFixture.requested()));
        assertTrue(fixture.posts().isEmpty() && fixture.updates().isEmpty());
    }

    @Test
    void whatIsClosedWhileItIsPostedEndsUpClosed() {
        fixture.duringPost(() -> assertTrue(fixture.takes(SlackFixture.closed("EXPIRED"))));
        assertTrue(fixture.takes(SlackFixture.requested()));
        assertFalse(fixture.shown().hasButtons());
        assertEquals(Status.SENT, fixture.status("end"));
        assertTrue(fixture.takes(SlackFixture.closed("EXPIRED")));
        assertEquals(1, fixture.updates().size());
    }

    @Test
    void whatIsClosedWhileItIsPostedComesBackEvenWhereTheTokenIsRefusedThen() {
        fixture.duringPost(() -> fixture.takes(SlackFixture.closed("EXPIRED")));
        fixture.slack.fail("chat.update", Fault.error("missing_scope"));
        assertFalse(fixture.takes(SlackFixture.requested()));
        assertTrue(fixture.takes(SlackFixture.requested()));
        assertFalse(fixture.shown().hasButtons());
    }

    @Test
    void aMessageThatIsDeletedWhileItIsPostedIsLostAtItsEnd() {
        fixture.duringPost(() -> fixture.takes(SlackFixture.closed("EXPIRED")));
        fixture.slack.fail("chat.update", Fault.error("message_not_found"));
        assertTrue(fixture.takes(SlackFixture.requested()));
        assertEquals(Status.LOST, fixture.status("end"));
    }

    @Test
    void anotherExecutionCanNotPostForThisApproval() {
        fixture.change(before -> Samples.opened(Samples.requested("{'title': 'T'}")));
        assertTrue(fixture.takes(SlackFixture.EVENTS.detailed(
                "requested", detail -> detail.addProperty("executionArn", Samples.EXECUTION + "0"))));
        assertTrue(fixture.posts().isEmpty());
        assertEquals(Optional.empty(), SlackState.of(fixture.record()));
    }

    @Test
    void aLaterAttemptBringsItsTokenToARequestThatStandsThere() {
        fixture.takes(SlackFixture.requested());
        assertTrue(fixture.takes(SlackFixture.EVENTS.detailed("requested", detail -> {
            detail.addProperty("attempt", 1);
            detail.addProperty("taskToken", "token-1");
        })));
        assertEquals("token-1", fixture.record().waiter().taskToken());
        assertEquals(1, fixture.posts().size());
    }

    @Test
    void whatTheFirstEventAskedIsWhatIsPosted() {
        fixture.change(
                before -> Samples.opened(Samples.requested("{'title': 'First', 'approvers': ['nobody@example.com']}")));
        Shown posted = fixture.posted(SlackFixture.requested("{'title': 'Second'}"));
        assertTrue(posted.text().startsWith("Approval required: First\n"));
        assertFalse(posted.hasButtons());
        assertEquals(Reach.Kind.CANNOT, fixture.reach().kind());
    }
}

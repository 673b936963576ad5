package humanapproval.slack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import humanapproval.approval.ChannelName;
import humanapproval.approval.Claim;
import humanapproval.approval.Claim.Status;
import humanapproval.approval.Decision;
import humanapproval.approval.Reach;
import humanapproval.approval.State;
import humanapproval.fake.FakeSlack.Fault;
import humanapproval.fake.Samples;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A request is posted once, whatever comes twice, at the same time, late or never. */
class PostingTest {

    private static final String LONG = "{'description': '" + "x".repeat(4400 + 6 * 7000) + "'}";

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
        fixture.slack.duringNextPost = () -> assertFalse(fixture.takesElsewhere(SlackFixture.requested()));
        assertTrue(fixture.takes(SlackFixture.requested()));
        assertEquals(1, fixture.posts().size());
        assertEquals(Claim.LEASE.plusSeconds(1), fixture.setAside());
        assertTrue(fixture.log().contains("Another invocation does this."), fixture.log());
        assertTrue(fixture.takes(SlackFixture.requested()));
        assertEquals(1, fixture.posts().size());
    }

    @Test
    void whoDiedPostingIsTakenOver() {
        fixture.slack.duringNextPost = () -> {
            throw new OutOfMemoryError();
        };
        try {
            fixture.takes(SlackFixture.requested());
        } catch (OutOfMemoryError e) {
            assertEquals(Status.SENDING, fixture.posting());
        }
        fixture.clock.move(Claim.LEASE.minusMillis(1));
        assertFalse(fixture.takesElsewhere(SlackFixture.requested()));
        fixture.clock.move(Duration.ofMillis(1));
        assertTrue(fixture.takesElsewhere(SlackFixture.requested()));
        assertEquals(Status.SENT, fixture.posting());
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
        assertEquals(Status.UNCONFIRMED, fixture.posting());
        assertTrue(fixture.outbox().reach().isEmpty());
        assertEquals(Duration.ofSeconds(2), fixture.setAside());
        assertTrue(fixture.takes(SlackFixture.requested()));
        assertEquals(2, fixture.posts().size());
        assertEquals(Status.SENT, fixture.posting());
    }

    @Test
    void aPressInACopyThatNobodyKnewOfClosesThatCopyToo() {
        fixture.slack.fail("chat.postMessage", Fault.silence());
        fixture.takes(SlackFixture.requested());
        fixture.takes(SlackFixture.requested());
        fixture.decide(fixture.vote(Samples.BOB, ChannelName.SLACK, Decision.APPROVE, ""));
        assertTrue(fixture.takes(SlackFixture.recorded("1769860800.000099")));
        assertEquals(
                "1769860800.000099", fixture.updates().getFirst().arguments().get("ts"));
        assertFalse(fixture.shown().hasButtons());
        assertTrue(fixture.takes(SlackFixture.closed("APPROVED")));
        assertEquals("1769860801.000001", fixture.updates().get(1).arguments().get("ts"));
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
    void aMessageWhoseNoteFailedIsNotedBeforeTheInvocationEnds() {
        fixture.slack.duringNextPost = () -> fixture.table.failingPuts = 1;
        assertFalse(fixture.takes(SlackFixture.requested(LONG)));
        assertEquals(4, fixture.posts().size());
        assertEquals(Optional.of("1769860801.000001"), fixture.message().ts());
        assertTrue(fixture.untilTaken(SlackFixture.requested(LONG)) > 0);
        assertEquals(7, fixture.posts().size(), "no second copy");
    }

    @Test
    void aReminderThatOvertakesItsMessageWaitsForIt() {
        fixture.slack.fail("chat.postMessage", Fault.silence());
        assertFalse(fixture.takes(SlackFixture.requested()));
        JsonObject reminder = SlackFixture.changed("SlackChannel-requested.json", body -> {
            body.getAsJsonObject("event").addProperty("detail-type", "Approval Reminder Due");
            SlackFixture.detail(body).addProperty("number", 1);
        });
        assertFalse(fixture.takes(reminder));
        assertTrue(fixture.takes(SlackFixture.requested()));
        assertTrue(fixture.takes(reminder));
        assertEquals(3, fixture.posts().size());
    }

    @Test
    void aRecordThatCanNotBeWrittenPostsNothing() {
        fixture.table.failingPuts = 1;
        assertFalse(fixture.takes(SlackFixture.requested()));
        assertTrue(fixture.posts().isEmpty());
    }

    @Test
    void aLongRequestIsPostedInPartsFourAtATimeAndGoesOnWhereItStopped() {
        assertFalse(fixture.takes(SlackFixture.requested(LONG)));
        assertEquals(4, fixture.posts().size());
        assertTrue(fixture.updates().isEmpty());
        assertEquals(Status.UNCONFIRMED, fixture.posting());
        assertEquals(4, fixture.message().posted());
        assertTrue(fixture.outbox().reach().isEmpty());
        assertEquals(Duration.ofSeconds(2), fixture.setAside());
        fixture.slack.fail("chat.postMessage", Fault.limit(3));
        assertFalse(fixture.takes(SlackFixture.requested(LONG)));
        fixture.clock.move(fixture.setAside());
        assertTrue(fixture.takes(SlackFixture.requested(LONG)));
        assertEquals(8, fixture.posts().size());
        assertEquals(8, fixture.message().posted());
        assertEquals(1, fixture.updates().size());
        assertEquals(Status.SENT, fixture.posting());
        assertEquals(Reach.allBut(Set.of()), fixture.outbox().reach().orElseThrow());
        List<String> threads = fixture.posts().stream()
                .skip(1)
                .map(post -> post.arguments().get("thread_ts"))
                .distinct()
                .toList();
        assertEquals(List.of("1769860801.000001"), threads);
        assertTrue(fixture.posts().stream().noneMatch(post -> Shown.of(post).hasButtons()));
    }

    @Test
    void fourPartsAreOneInvocation() {
        assertTrue(fixture.takes(SlackFixture.requested("{'description': '" + "x".repeat(4400 + 2 * 7000) + "'}")));
        assertEquals(3, fixture.posts().size());
        assertEquals(1, fixture.updates().size());
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
        fixture.slack.duringNextPost = () -> assertTrue(fixture.takes(SlackFixture.closed("EXPIRED")));
        assertTrue(fixture.takes(SlackFixture.requested()));
        assertFalse(fixture.shown().hasButtons());
        assertEquals(Status.SENT, fixture.ending());
        assertTrue(fixture.takes(SlackFixture.closed("EXPIRED")));
        assertEquals(1, fixture.updates().size());
    }

    @Test
    void aLongRequestThatIsClosedMidwayIsNotContinued() {
        fixture.slack.duringNextPost = () -> fixture.takes(SlackFixture.closed("EXPIRED"));
        assertTrue(fixture.takes(SlackFixture.requested(LONG)));
        assertEquals(1, fixture.posts().size());
        assertFalse(fixture.shown().hasButtons());
        assertEquals(Status.SENT, fixture.ending());
    }

    @Test
    void theButtonsThatComeAfterTheEndAreTakenAwayAgainHoweverOftenThatFails() {
        JsonObject event = SlackFixture.requested("{'description': '" + "x".repeat(4500) + "'}");
        fixture.slack
                .fail("chat.update", Fault.meanwhile(() -> fixture.takes(SlackFixture.closed("EXPIRED"))))
                .fail("chat.update", Fault.meanwhile(() -> {}))
                .fail("chat.update", Fault.limit(5));
        assertFalse(fixture.takes(event));
        fixture.clock.move(fixture.setAside());
        assertTrue(fixture.takes(event));
        assertFalse(fixture.shown().hasButtons());
        assertEquals(Status.SENT, fixture.ending());
    }

    @Test
    void whatIsClosedWhileItIsPostedComesBackEvenWhereTheTokenIsRefusedThen() {
        fixture.slack.duringNextPost = () -> fixture.takes(SlackFixture.closed("EXPIRED"));
        fixture.slack.fail("chat.update", Fault.error("missing_scope"));
        assertFalse(fixture.takes(SlackFixture.requested()));
        assertTrue(fixture.takes(SlackFixture.requested()));
        assertFalse(fixture.shown().hasButtons());
    }

    @Test
    void aMessageThatIsDeletedWhileItIsPostedIsLostAtItsEnd() {
        fixture.slack.duringNextPost = () -> fixture.takes(SlackFixture.closed("EXPIRED"));
        fixture.slack.fail("chat.update", Fault.error("message_not_found"));
        assertTrue(fixture.takes(SlackFixture.requested()));
        assertEquals(Status.LOST, fixture.ending());
    }

    @Test
    void anotherExecutionCanNotPostForThisApproval() {
        fixture.change(before -> Samples.opened(Samples.requested("{'title': 'T'}")));
        JsonObject foreign = SlackFixture.changed(
                "SlackChannel-requested.json",
                body -> SlackFixture.detail(body).addProperty("executionArn", Samples.EXECUTION + "0"));
        assertTrue(fixture.takes(foreign));
        assertTrue(fixture.posts().isEmpty());
        assertEquals(Optional.empty(), SlackState.of(fixture.record()));
    }

    @Test
    void aLaterAttemptBringsItsTokenToARequestThatStandsThere() {
        fixture.takes(SlackFixture.requested());
        JsonObject again = SlackFixture.changed("SlackChannel-requested.json", body -> {
            SlackFixture.detail(body).addProperty("attempt", 1);
            SlackFixture.detail(body).addProperty("taskToken", "token-1");
        });
        assertTrue(fixture.takes(again));
        assertEquals("token-1", fixture.record().waiter().taskToken());
        assertEquals(1, fixture.posts().size());
    }

    @Test
    void whatTheFirstEventAskedIsWhatIsPosted() {
        fixture.change(
                before -> Samples.opened(Samples.requested("{'title': 'First', 'approvers': ['nobody@example.com']}")));
        assertTrue(fixture.takes(SlackFixture.requested("{'title': 'Second'}")));
        assertTrue(fixture.posts().getFirst().arguments().get("text").startsWith("Approval required: First\n"));
        assertFalse(Shown.of(fixture.posts().getFirst()).hasButtons());
        assertEquals(Reach.Kind.CANNOT, fixture.outbox().reach().orElseThrow().kind());
    }
}

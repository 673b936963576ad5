package humanapproval.slack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import humanapproval.fake.FakeSlack;
import humanapproval.fake.FakeSlack.Fault;
import humanapproval.fake.Samples;
import humanapproval.request.Channel;
import humanapproval.store.Approval;
import humanapproval.store.Decision;
import humanapproval.store.SlackMessage.Status;
import humanapproval.store.State;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a message shows at the end, and whom Slack tells what. */
class ClosingTest {

    private final SlackFixture fixture = new SlackFixture();

    @BeforeEach
    void ask() {
        assertTrue(fixture.takes(SlackFixture.requested("{'title': 'Deploy', 'approvers': ['bob@example.com']}")));
    }

    @Test
    void anApprovalByMailShowsWhoAndHowLongAndTheComment() {
        fixture.clock.move(Duration.ofMinutes(2));
        fixture.decide(fixture.vote("carol@example.com", Channel.EMAIL, Decision.APPROVE, "Looks good."));
        assertTrue(fixture.takes(SlackFixture.closed("APPROVED")));
        assertFalse(fixture.shown().hasButtons());
        assertTrue(fixture.shown().all().contains("Approved by carol@example.com by email · 2 minutes after askingLooks good."), fixture.shown().all());
        assertEquals("Approved by carol@example.com by email · 2 minutes after asking: Deploy", fixture.shown().text());
        assertEquals(Status.CLOSED, fixture.message().status());
    }

    @Test
    void somebodyOfSlackIsMentioned() {
        fixture.decide(fixture.vote(Samples.BOB, Channel.SLACK, Decision.REJECT, ""));
        fixture.takes(SlackFixture.closed("REJECTED"));
        assertTrue(fixture.shown().all().contains("Rejected by  · 1 second after asking"), fixture.shown().all());
        assertEquals(2, fixture.shown().elements("user").size(), "among the approvers, and as who decided");
    }

    @ParameterizedTest
    @CsvSource({"EXPIRED, Nobody decided before the deadline", "CANCELLED, The workflow was stopped", "FAILED, The workflow could not ask", "REJECTED, Rejected as nobody decided before the deadline"})
    void anEndWithoutADecisionSaysWhatItIs(String outcome, String shown) {
        fixture.takes(SlackFixture.closed(outcome));
        assertTrue(fixture.shown().all().replace(",", "").contains(shown), fixture.shown().all());
    }

    @Test
    void theEndIsShownOnceHoweverOftenItIsAnnounced() {
        fixture.takes(SlackFixture.closed("EXPIRED"));
        assertTrue(fixture.takes(SlackFixture.closed("EXPIRED")));
        assertEquals(1, fixture.updates().size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"message_not_found", "cant_update_message", "channel_not_found", "is_archived", "not_in_channel"})
    void whatCanNotBeChangedAnyMoreIsMarkedSoAndDone(String code) {
        fixture.slack.fail("chat.update", Fault.error(code));
        assertTrue(fixture.takes(SlackFixture.closed("EXPIRED")));
        assertEquals(Status.LOST, fixture.message().status());
        assertTrue(fixture.takes(SlackFixture.closed("EXPIRED")));
        assertEquals(1, fixture.updates().size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"internal_error", "invalid_auth", "ratelimited"})
    void otherErrorsComeBack(String code) {
        fixture.slack.fail("chat.update", Fault.error(code));
        assertFalse(fixture.takes(SlackFixture.closed("EXPIRED")));
        assertEquals(Status.SENT, fixture.message().status());
        assertTrue(fixture.takes(SlackFixture.closed("EXPIRED")));
        assertEquals(Status.CLOSED, fixture.message().status());
    }

    @Test
    void aRefusalIsToldToItsPersonAloneWithTheEnd() {
        assertTrue(fixture.takes(SlackFixture.refused(fixture.message().ts().orElseThrow(), SlackFixture.RESPONSE_URL)));
        assertTrue(note().contains("You are not among the approvers of this request.\""), note());
        assertTrue(fixture.updates().isEmpty(), "open as it was");
        fixture.takes(SlackFixture.closed("EXPIRED"));
        fixture.takes(SlackFixture.refused(fixture.message().ts().orElseThrow(), SlackFixture.RESPONSE_URL));
        assertTrue(note().contains("Nobody decided before the deadline."), note());
    }

    private String note() {
        return fixture.slack.calls(SlackFixture.RESPONSE_URL).getLast().arguments().get("json");
    }

    @Test
    void whereTheResponseUrlIsOverTheNoteIsEphemeralAndElseDropped() {
        fixture.slack.fail(SlackFixture.RESPONSE_URL, Fault.status(404));
        assertTrue(fixture.takes(SlackFixture.refused("1.1", SlackFixture.RESPONSE_URL)));
        FakeSlack.Call call = fixture.slack.calls("chat.postEphemeral").getFirst();
        assertEquals(List.of(SlackFixture.PLACE, SlackFixture.BOB), List.of(call.arguments().get("channel"), call.arguments().get("user")));
        fixture.slack.fail("chat.postEphemeral", Fault.error("user_not_in_channel")).fail("chat.postEphemeral", Fault.limit(5)).fail("chat.postEphemeral", Fault.silence());
        for (int i = 0; i < 3; i++) {
            assertTrue(fixture.takes(SlackFixture.refused("1.1", "")));
            fixture.clock.move(Duration.ofSeconds(5));
        }
        assertFalse(fixture.log().contains("hooks.slack.com"));
    }

    @Test
    void whoHasAnsweredStandsInTheThreadWhileOthersAreMissing() {
        fixture.change(before -> new Approval(before.id(), before.executionArn(), before.ask().map(ask -> new Approval.Ask(ask.taskToken(), 0, ask.askedAt(), ask.deadline(),
                Samples.json("{'approvers': ['bob@example.com', 'carol@example.com'], 'requiredApprovals': 2}"), ask.digest(), false)), before.links(), before.slack(),
                before.verdicts(), 0, List.of(fixture.vote(Samples.BOB, Channel.EMAIL, Decision.APPROVE, "")), Optional.empty(), false));
        assertTrue(fixture.takes(SlackFixture.recorded(fixture.message().ts().orElseThrow())));
        FakeSlack.Call line = fixture.posts().getLast();
        assertEquals(fixture.message().ts().orElseThrow(), line.arguments().get("thread_ts"));
        assertTrue(Shown.of(line).all().startsWith("1 of 2 approvals: "), Shown.of(line).all());
        assertTrue(fixture.updates().isEmpty(), "an edit would wipe what somebody types");
    }

    @Test
    void aReminderMentionsThoseWhoAreMissingOnce() {
        assertTrue(fixture.takes(reminder(1)));
        assertTrue(fixture.takes(reminder(1)));
        assertEquals(2, fixture.posts().size());
        assertEquals(List.of(Samples.json("{'type': 'user', 'user_id': '" + SlackFixture.BOB + "'}")), Shown.of(fixture.posts().getLast()).elements("user"));
        fixture.slack.fail("chat.postMessage", Fault.limit(3));
        assertFalse(fixture.takes(reminder(2)), "what Slack did not take is not counted");
        fixture.clock.move(Duration.ofSeconds(3));
        assertTrue(fixture.takes(reminder(2)));
        assertEquals(2, fixture.record().reminders());
        fixture.takes(SlackFixture.closed("EXPIRED"));
        int posts = fixture.posts().size();
        assertTrue(fixture.takes(reminder(3)));
        assertEquals(posts, fixture.posts().size());
        assertEquals(State.EXPIRED, fixture.record().state());
    }

    private static JsonObject reminder(int number) {
        return SlackFixture.changed("SlackChannel-requested.json", body -> {
            body.getAsJsonObject("event").addProperty("detail-type", "Approval Reminder Due");
            SlackFixture.detail(body).addProperty("number", number);
        });
    }
}

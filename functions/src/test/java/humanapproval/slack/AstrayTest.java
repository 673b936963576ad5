package humanapproval.slack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import humanapproval.approval.ChannelName;
import humanapproval.approval.Claim.Status;
import humanapproval.approval.Decision;
import humanapproval.approval.Reach;
import humanapproval.fake.FakeSlack.Fault;
import humanapproval.fake.QueueEvents;
import humanapproval.fake.Samples;
import humanapproval.fake.SlackCall;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Nothing stands where it does not belong, every press is answered, and what a phone shows says what it is about. */
class AstrayTest {

    private static final String LONG =
            "{'title': 'Deploy', 'description': '" + "x".repeat(4401) + "', 'channels': ['slack']}";
    private static final String TWO =
            "{'title': 'Deploy', 'approvers': ['bob@example.com', 'ana@example.com'], " + "'requiredApprovals': 2}";

    private final SlackFixture fixture = new SlackFixture();

    private JsonObject recorded() {
        return SlackFixture.recorded(fixture.message().ts().orElseThrow());
    }

    private void ask(String request) {
        assertTrue(fixture.takes(SlackFixture.requested(request)));
    }

    @Test
    void aLineBelowADeletedMessageIsTakenAwayAgainAndTheMessageIsLost() {
        ask(TWO);
        fixture.slack.deletedMessages.add(fixture.message().ts().orElseThrow());
        fixture.change(before -> before.with(fixture.vote(Samples.BOB, ChannelName.EMAIL, Decision.APPROVE, "")));
        assertTrue(fixture.takes(SlackFixture.recorded("1769860801.000001")));
        SlackCall deleted = fixture.slack.calls("chat.delete").getFirst();
        assertEquals("1769860801.000002", deleted.argument("ts"));
        assertTrue(fixture.message().isLost());
        assertEquals(Status.LOST, fixture.status("vote " + Samples.BOB));
        assertTrue(fixture.takes(SlackFixture.closed("EXPIRED")));
        assertTrue(fixture.updates().isEmpty(), "there is nothing to close");
    }

    @Test
    void whatCanNotBeTakenAwayHoldsNothingUp() {
        ask(TWO);
        fixture.slack.deletedMessages.add("1769860801.000001");
        fixture.slack.fail("chat.delete", Fault.error("cant_delete_message"));
        assertTrue(fixture.takes(SlackFixture.recorded("1769860801.000001")));
        assertTrue(fixture.message().isLost());
    }

    @Test
    void aRequestWhoseMessageIsDeletedHalfwayReachesNobody() {
        fixture.duringPost(() -> fixture.slack.deletedMessages.add("1769860801.000001"));
        ask(LONG);
        assertEquals(1, fixture.slack.calls("chat.delete").size());
        assertEquals(Reach.Kind.CANNOT, fixture.reach().kind());
        assertEquals("The message in Slack was deleted.", fixture.reach().reason());
        assertEquals(1, fixture.stepFunctions.failures.size(), "whoever waits is told");
    }

    @Test
    void aPauseOfOneChannelHoldsUpNoOther() {
        fixture.slack.fail("chat.postMessage", Fault.limit(600));
        assertFalse(fixture.takes(SlackFixture.requested("{'title': 'T'}")));
        JsonObject other = SlackFixture.requested("{'title': 'T', 'slackChannel': 'C9999999999'}");
        assertTrue(fixture.takes(QueueEvents.of("elsewhere", other)));
        assertFalse(fixture.takes(SlackFixture.requested("{'title': 'T'}")));
        assertEquals(2, fixture.posts().size(), "nobody asks during the pause");
    }

    @Test
    void anUpdateThatFailsInsideSlackIsTriedAgain() {
        fixture.slack.fail("chat.update", Fault.error("update_failed"));
        assertFalse(fixture.takes(SlackFixture.requested(LONG)));
        assertTrue(fixture.takes(SlackFixture.requested(LONG)));
        assertTrue(fixture.shown().hasButtons());
        fixture.slack.fail("chat.update", Fault.error("update_failed"));
        assertFalse(fixture.takes(SlackFixture.closed("EXPIRED")));
        assertTrue(fixture.takes(SlackFixture.closed("EXPIRED")));
        assertFalse(fixture.shown().hasButtons());
    }

    @Test
    void theMinimalEndKeepsRichTextAsAnEditMayNotTakeItAway() {
        ask("{'title': 'T'}");
        fixture.slack.fail("chat.update", Fault.error("block_mismatch"));
        assertTrue(fixture.takes(SlackFixture.closed("EXPIRED")));
        assertTrue(fixture.shown().types().contains("rich_text"));
        assertFalse(fixture.shown().types().contains("section"));
    }

    @Test
    void whoApprovedAlreadyIsToldSoAlsoWhereThatWasByMail() {
        ask(TWO);
        fixture.change(before -> before.with(fixture.vote(Samples.BOB, ChannelName.EMAIL, Decision.APPROVE, "")));
        assertTrue(fixture.takes(recorded()));
        assertTrue(fixture.slack.calls(SlackFixture.RESPONSE_URL).isEmpty(), "the thread shows it");
        JsonObject again = recorded();
        String byMail = again.toString().replace("\\\"channel\\\":\\\"slack\\\"", "\\\"channel\\\":\\\"email\\\"");
        assertTrue(fixture.takes(JsonParser.parseString(byMail).getAsJsonObject()));
        assertTrue(fixture.note().contains("You have approved already. More approvals are needed."), fixture.note());
        assertEquals(2, fixture.posts().size());
    }

    @Test
    void aNoteIsShownInTheThreadWhereItWasPressed() {
        ask(TWO);
        JsonObject refused = SlackFixture.refused(new Press(
                SlackFixture.BOB,
                SlackFixture.PLACE,
                "1.1",
                Optional.of("1769860801.000001"),
                SlackFixture.RESPONSE_URL));
        assertTrue(fixture.takes(refused));
        assertTrue(fixture.note().contains("\"thread_ts\":\"1769860801.000001\""), fixture.note());
        fixture.slack.fail(SlackFixture.RESPONSE_URL, Fault.status(404));
        assertTrue(fixture.takes(refused));
        assertEquals(
                "1769860801.000001",
                fixture.slack.calls("chat.postEphemeral").getFirst().argument("thread_ts"));
    }

    @Test
    void inNoNoteSlackReadsMarkup() {
        ask("{'title': ':tada: *x*'}");
        fixture.takes(SlackFixture.refused(SlackFixture.press("1.1")));
        assertTrue(
                fixture.note().contains("\"type\":\"rich_text\"")
                        && !fixture.note().contains("mrkdwn"),
                fixture.note());
    }

    @Test
    void everyLineHasWordsOfItsOwnForAPhoneWithTheTitle() {
        ask(TWO);
        fixture.change(before -> before.with(fixture.vote(Samples.BOB, ChannelName.SLACK, Decision.APPROVE, "")));
        fixture.takes(recorded());
        fixture.takes(SlackFixture.reminder(1));
        fixture.takes(SlackFixture.undeliverable("nobody@example.com"));
        fixture.takes(SlackFixture.closed("EXPIRED"));
        assertEquals(
                List.of(
                        "Deploy: 1 of 2 approvals: bob@example.com approved.",
                        "Deploy: A workflow is still waiting for your decision.",
                        "Deploy: nobody@example.com is an approver, but no channel of this request reaches them."),
                fixture.posts().stream()
                        .skip(1)
                        .map(post -> post.argument("text"))
                        .toList());
        assertEquals(
                "Expired: not enough people answered by 31 January 2026, 13:00 UTC: Deploy",
                fixture.shown().text());
    }

    @Test
    void allUnreachedPeopleStandInOneLine() {
        String request = "{'channels': ['email', 'slack'], 'approvers': ['bob@example.com', 'n1@example.com', "
                + "'n2@example.com']}";
        fixture.mailReaches(request, Reach.allBut(Set.of("n1@example.com", "n2@example.com")));
        ask(request);
        for (String unreached : List.of("n1@example.com", "n2@example.com")) {
            assertTrue(fixture.takes(SlackFixture.undeliverable(unreached)));
        }
        assertEquals(2, fixture.posts().size());
        assertEquals(
                "n1@example.com, n2@example.com are approvers, but no channel of this request reaches them.",
                Shown.of(fixture.posts().getLast()).all());
    }

    @Test
    void theRequesterIsMentionedWhereDirectMessagesAreNotSetUp() {
        assertTrue(fixture.takes(SlackFixture.requested()));
        fixture.decide(fixture.vote(Samples.BOB, ChannelName.EMAIL, Decision.APPROVE, ""));
        fixture.slack.fail("chat.postMessage", Fault.error("messages_tab_disabled"));
        assertTrue(fixture.takes(SlackFixture.closed("APPROVED")));
        SlackCall last = fixture.posts().getLast();
        assertEquals("1769860801.000001", last.argument("thread_ts"));
        assertEquals(
                SlackFixture.ANA,
                Shown.of(last).elements("user").getFirst().get("user_id").getAsString());
        fixture.clock.move(Duration.ofMinutes(1));
        int posts = fixture.posts().size();
        assertTrue(fixture.takes(SlackFixture.closed("APPROVED")));
        assertEquals(posts, fixture.posts().size());
    }
}

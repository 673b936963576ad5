package humanapproval.callback;

import static org.junit.jupiter.api.Assertions.assertEquals;

import humanapproval.approval.Approval;
import humanapproval.approval.Ending;
import humanapproval.approval.State;
import humanapproval.fake.FakeSlack;
import humanapproval.fake.Samples;
import humanapproval.slack.SlackPress;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A press that does not count: nothing is recorded, and its person is told why. */
class SlackRefusalTest {

    private static final String ANA = "ana@example.com";
    private static final String ANAS_USER = "U0ANA000001";

    private final Approval asked = SlackPress.asked();
    private final CallbackFixture callback = new CallbackFixture().inSlack().with(asked);

    private void assertRefused(SlackPress press, String approver, String reason) {
        Approval before = callback.record();
        int sent = callback.events.entries.size();
        int resumed = callback.stepFunctions.successes.size();
        CallbackFixture.Reply reply = callback.press(press);
        assertEquals(200, reply.status());
        assertEquals("", reply.body());
        assertEquals(before, callback.record());
        assertEquals(resumed, callback.stepFunctions.successes.size());
        assertEquals(sent + 1, callback.events.entries.size());
        assertEquals("Approval Vote Refused", callback.events.types().getLast());
        assertEquals(approver, callback.events.lastDetail().get("approver").getAsString());
        assertEquals(reason, callback.events.lastDetail().get("reason").getAsString());
    }

    private void assertCounts(SlackPress press) {
        assertEquals(200, callback.press(press).status());
        assertEquals("Approval Vote Recorded", callback.events.types().getLast());
        assertEquals(1, callback.record().votes().size());
    }

    @Test
    void whoIsRefusedIsToldWhereTheyPressed() {
        callback.with(
                SlackPress.asked("{'approvers': ['carol@example.com']}", Map.of("carol@example.com", "U0CAROL0001")));
        callback.press(SlackPress.approve());
        assertEquals(
                Samples.json("{'approvalId': '" + Samples.ID + "', 'channel': 'slack', 'approver': 'slack:"
                        + FakeSlack.TEAM + ":" + SlackPress.USER
                        + "', 'reason': 'You are not among the approvers of this request.', 'origin': {'user': '"
                        + SlackPress.USER + "', 'channel': '" + SlackPress.CHANNEL
                        + "', 'ts': '" + SlackPress.TS + "', 'responseUrl': '" + SlackPress.RESPONSE_URL + "'}}"),
                callback.events.lastDetail());
    }

    @ParameterizedTest
    @ValueSource(strings = {"user.team_id", "api_app_id"})
    void whoComesFromAnotherWorkspaceOrAppDoesNotCount(String field) {
        String reason = "You are not a member of the workspace that was asked, or this is another app's message.";
        assertRefused(SlackPress.approve().with(field, "T0000000000"), SlackPress.USER, reason);
        assertRefused(SlackPress.approve().with(field, ""), SlackPress.USER, reason);
        callback.with(SlackPress.unposted("{'title': 'Deploy'}"));
        if (!field.equals("api_app_id")) {
            assertRefused(SlackPress.approve().with(field, "T0000000000"), SlackPress.USER, reason);
        }
    }

    @Test
    void anUnknownApprovalIsOver() {
        String over = "This request is long over.";
        callback.press(SlackPress.approve().with("actions.0.value", "unknown"));
        assertEquals("unknown", callback.events.lastDetail().get("approvalId").getAsString());
        assertEquals(over, callback.events.lastDetail().get("reason").getAsString());
        assertEquals(asked, callback.record());
        assertEquals(1, callback.table.items.size());
        callback.clock.move(Duration.ofDays(9));
        callback.press(SlackPress.approve());
        assertEquals(Samples.ID, callback.events.lastDetail().get("approvalId").getAsString());
        assertEquals(over, callback.events.lastDetail().get("reason").getAsString());
    }

    @Test
    void onlyTheApproversDecide() {
        callback.with(SlackPress.asked("{'approvers': ['" + ANA + "']}", Map.of(ANA, ANAS_USER)));
        String reason = "You are not among the approvers of this request.";
        assertRefused(SlackPress.approve(), "slack:" + FakeSlack.TEAM + ":" + SlackPress.USER, reason);
        assertRefused(SlackPress.reject(), "slack:" + FakeSlack.TEAM + ":" + SlackPress.USER, reason);
        assertRefused(
                SlackPress.reject().by(SlackPress.USER, ANA),
                "slack:" + FakeSlack.TEAM + ":" + SlackPress.USER,
                reason);
        assertCounts(SlackPress.approve().by(ANAS_USER, "bob"));
    }

    @Test
    void whoAsksDoesNotDecide() {
        callback.with(SlackPress.asked("{'requester': ' Ana@Example.com '}", Map.of(ANA, ANAS_USER)));
        assertRefused(
                SlackPress.approve().by(ANAS_USER, "ana"),
                ANA,
                "This is your own request: somebody else has to decide it.");
        assertCounts(SlackPress.approve());
    }

    @Test
    void whoAsksDecidesWhereTheRequestAllowsIt() {
        callback.with(
                SlackPress.asked("{'requester': '" + ANA + "', 'allowSelfApproval': true}", Map.of(ANA, ANAS_USER)));
        assertCounts(SlackPress.approve().by(ANAS_USER, "ana"));
    }

    @Test
    void whereTheRequesterIsNotInSlackNobodyDecidesThere() {
        String reason = "The requester was not found in this workspace, so Slack can't tell whether somebody approves "
                + "their own request.";
        callback.with(SlackPress.asked("{'requester': '" + ANA + "'}", Map.of(Samples.BOB, SlackPress.USER)));
        assertRefused(SlackPress.approve(), Samples.BOB, reason);
        callback.with(SlackPress.asked("{'requester': '" + ANA + "', 'allowSelfApproval': true}", Map.of()));
        assertCounts(SlackPress.approve());
    }

    @Test
    void whoeverIsNamedAndFoundDecidesThoughTheRequesterIsNotInSlack() {
        callback.with(SlackPress.asked(
                "{'requester': '" + ANA + "', 'approvers': ['" + Samples.BOB + "']}",
                Map.of(Samples.BOB, SlackPress.USER)));
        assertRefused(
                SlackPress.approve().by("U0CAROL0001", "carol"),
                "slack:" + FakeSlack.TEAM + ":U0CAROL0001",
                "You are not among the approvers of this request.");
        assertCounts(SlackPress.approve());
    }

    @Test
    void whereNoApproverIsInSlackNobodyDecidesThere() {
        callback.with(SlackPress.asked(
                "{'approvers': ['carol@example.com'], 'requester': '" + ANA + "'}", Map.of(ANA, ANAS_USER)));
        assertRefused(
                SlackPress.approve(),
                "slack:" + FakeSlack.TEAM + ":" + SlackPress.USER,
                "None of the approvers was found in this workspace.");
    }

    @Test
    void aCommentHasAThousandCharacters() {
        assertRefused(
                SlackPress.approve().saying("x".repeat(1001)),
                Samples.BOB,
                "The comment is too long: it has 1001 characters and may have 1000.");
        assertCounts(SlackPress.approve().saying(" " + "x".repeat(998) + "\r\ny\n"));
        assertEquals(1000, callback.record().votes().getFirst().comment().length());
    }

    @Test
    void anotherAnswerComesTooLateAndItsPersonIsTold() {
        assertCounts(SlackPress.approve());
        String late = "This was decided before your answer came in.";
        String carol = "slack:" + FakeSlack.TEAM + ":U0CAROL0001";
        assertRefused(SlackPress.reject(), Samples.BOB, late);
        assertRefused(SlackPress.approve().by("U0CAROL0001", "carol"), carol, late);
        assertRefused(SlackPress.reject().by("U0CAROL0001", "bob"), carol, late);
    }

    @Test
    void afterTheDeadlineNothingIsDecided() {
        callback.clock.move(Duration.ofHours(1));
        assertRefused(SlackPress.approve(), Samples.BOB, "This request is no longer open.");
        assertEquals(State.OPEN, callback.record().state());
    }

    @ParameterizedTest
    @EnumSource(
            value = State.class,
            names = {"EXPIRED", "FAILED", "CANCELLED"})
    void whatEndedWithoutADecisionTakesNoPress(State end) {
        callback.with(asked.ended(Ending.of(end, Samples.NOW).told(Ending.Told.TAKEN)));
        assertRefused(SlackPress.approve(), Samples.BOB, "This request is no longer open.");
        assertRefused(SlackPress.reject(), Samples.BOB, "This request is no longer open.");
    }
}

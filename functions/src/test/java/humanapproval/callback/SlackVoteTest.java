package humanapproval.callback;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import humanapproval.approval.ChannelName;
import humanapproval.approval.Decision;
import humanapproval.approval.Ending;
import humanapproval.approval.State;
import humanapproval.approval.Vote;
import humanapproval.callback.CallbackFixture.Reply;
import humanapproval.fake.FakeSlack;
import humanapproval.fake.Samples;
import humanapproval.slack.SlackPress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;

/** A press that counts: recorded, told to the workflow, announced, each once. */
class SlackVoteTest {

    private static final String APPROVE_BY_MAIL = "decision=approve&confirm=yes&comment=by+mail";
    private static final String PRESS = "{'user': '" + SlackPress.USER + "', 'channel': '" + SlackPress.CHANNEL
            + "', 'ts': '" + SlackPress.TS + "', 'responseUrl': '" + SlackPress.RESPONSE_URL + "'}";

    private final CallbackFixture callback = new CallbackFixture().inSlack().with(SlackPress.asked());

    private static String vote(String decision, String comment) {
        return "{'approver': 'bob@example.com', 'name': 'bob', 'channel': 'slack', 'decision': '" + decision
                + "', 'comment': '" + comment + "', 'at': '2026-01-31T12:00:00Z'}";
    }

    /** The event of that vote. */
    private static JsonObject recorded(String vote, int approvals) {
        return Samples.json("{'approvalId': '" + Samples.ID + "', 'vote': " + vote + ", 'approvals': " + approvals
                + ", 'requiredApprovals': 1, 'origin': " + PRESS + "}");
    }

    private Vote only() {
        assertEquals(1, callback.record().votes().size());
        return callback.record().votes().getFirst();
    }

    @Test
    void anApprovalIsRecordedToldToTheWorkflowAndAnnounced() {
        Reply reply = callback.press(SlackPress.approve());
        assertEquals(200, reply.status());
        assertEquals("", reply.body());
        assertEquals(
                new Vote(Samples.BOB, "bob", ChannelName.SLACK, Decision.APPROVE, "Looks good.", Samples.NOW), only());
        assertEquals(State.APPROVED, callback.record().state());
        assertEquals(
                Ending.Told.RESUMED, callback.record().ending().orElseThrow().told());
        assertEquals(1, callback.stepFunctions.successes.size());
        assertEquals(Samples.TOKEN, callback.stepFunctions.successes.getFirst().taskToken());
        JsonObject outcome = JsonParser.parseString(
                        callback.stepFunctions.successes.getFirst().output())
                .getAsJsonObject();
        assertEquals("APPROVED", outcome.get("outcome").getAsString());
        assertEquals(
                Samples.json(vote("APPROVE", "Looks good.")),
                outcome.getAsJsonArray("votes").get(0));
        PutEventsRequestEntry entry = callback.events.entries.getFirst();
        assertEquals(
                List.of("bus", "human-approval", "Approval Vote Recorded"),
                List.of(entry.eventBusName(), entry.source(), entry.detailType()));
        assertEquals(1, callback.events.entries.size());
        assertEquals(recorded(vote("APPROVE", "Looks good."), 1), callback.events.lastDetail());
    }

    @Test
    void aRejectionIsAnOutcomeTooAndNoApproval() {
        assertEquals(
                200, callback.press(SlackPress.reject().saying("Too early")).status());
        assertEquals(State.REJECTED, callback.record().state());
        assertTrue(callback.stepFunctions.successes.getFirst().output().contains("\"REJECTED\""));
        assertEquals(recorded(vote("REJECT", "Too early"), 0), callback.events.lastDetail());
    }

    @Test
    void theTokenNeverLeavesForTheChannels() {
        callback.press(SlackPress.approve());
        callback.press(SlackPress.reject());
        assertEquals(List.of("Approval Vote Recorded", "Approval Vote Refused"), callback.events.types());
        callback.events.entries.forEach(entry -> assertFalse(entry.detail().contains(Samples.TOKEN), entry.detail()));
    }

    @Test
    void whoHasNoEmailHereIsKnownByWorkspaceAndUser() {
        callback.press(SlackPress.approve().by("U0CAROL0001", "carol"));
        assertEquals("slack:" + FakeSlack.TEAM + ":U0CAROL0001", only().approver());
        assertEquals("carol", only().name());
        assertEquals(
                "slack:" + FakeSlack.TEAM + ":U0CAROL0001",
                callback.events
                        .lastDetail()
                        .getAsJsonObject("vote")
                        .get("approver")
                        .getAsString());
    }

    @Test
    void aPersonIsKnownByTheUserIdWhateverTheirName() {
        callback.with(SlackPress.asked("{}", Map.of(Samples.BOB, SlackPress.USER, "carol@example.com", "U0CAROL0001")));
        callback.press(SlackPress.approve().by("U0CAROL0001", "bob"));
        assertEquals("carol@example.com", only().approver());
        assertEquals("bob", only().name());
    }

    @Test
    void theLogNamesTheApprovalAndNothingThatIsNobodysBusiness() {
        callback.press(SlackPress.approve());
        callback.press(SlackPress.reject());
        callback.press(SlackPress.approve().with("api_app_id", "A0000000000"));
        callback.press(SlackPress.approve().without("container"));
        callback.table.failingReads = 1;
        callback.press(SlackPress.approve());
        callback.http(SlackPress.approve().signed("junk", "0"));
        String[] lines = callback.log().strip().split("\n");
        assertEquals(6, lines.length);
        String ours = "\"approvalId\":\"" + Samples.ID + "\",\"result\":";
        assertTrue(
                lines[0].contains(ours + "\"APPROVED\"")
                        && lines[1].contains(ours + "\"REFUSED\"")
                        && lines[2].contains(ours + "\"REFUSED\""),
                callback.log());
        assertTrue(
                lines[3].contains("FAILED") && lines[4].contains("FAILED") && lines[5].contains("\"NOT_SIGNED\""),
                callback.log());
        for (String secret : new String[] {
            SlackPress.SECRET,
            "block_actions",
            "hooks.slack.com",
            "bob",
            SlackPress.USER,
            "Looks",
            Samples.TOKEN,
            "v0=",
            "Deploy",
            "verification-token"
        }) {
            assertFalse(callback.log().contains(secret), callback.log());
        }
    }

    @Test
    void theSameAnswerAgainIsTheSameAnswerAndClosesTheCopyThatWasPressed() {
        callback.press(SlackPress.approve());
        callback.clock.move(Duration.ofMinutes(1));
        assertEquals(
                200,
                callback.press(SlackPress.approve().saying("another").with("container.message_ts", "1769860802.000200"))
                        .status());
        assertEquals("Looks good.", only().comment());
        assertEquals(1, callback.stepFunctions.successes.size());
        assertEquals(List.of("Approval Vote Recorded", "Approval Vote Recorded"), callback.events.types());
        assertEquals(
                Samples.json(vote("APPROVE", "Looks good.")),
                callback.events.lastDetail().get("vote"));
        assertEquals(
                "1769860802.000200",
                callback.events.lastDetail().getAsJsonObject("origin").get("ts").getAsString());
    }

    @Test
    void aPersonCountsOnceThoughTheyPressAndThenAnswerByMail() {
        callback.press(SlackPress.approve());
        Reply mail = callback.post(APPROVE_BY_MAIL);
        assertEquals(200, mail.status());
        assertEquals(ChannelName.SLACK, only().channel());
        assertEquals(1, callback.stepFunctions.successes.size());
    }

    @Test
    void aPersonCountsOnceThoughTheyAnswerByMailAndThenPress() {
        callback.post(APPROVE_BY_MAIL);
        assertEquals(200, callback.press(SlackPress.approve()).status());
        assertEquals(ChannelName.EMAIL, only().channel());
        assertEquals(1, callback.stepFunctions.successes.size());
        assertEquals(
                "email",
                callback.events
                        .lastDetail()
                        .getAsJsonObject("vote")
                        .get("channel")
                        .getAsString());
    }

    @Test
    void ofTwoAnswersAtTheSameInstantOneDecidesAndTheOtherIsTold() {
        callback.table.beforeNextPut = () ->
                assertEquals(200, callback.post("decision=reject&confirm=yes").status());
        assertEquals(200, callback.press(SlackPress.approve()).status());
        assertEquals(State.REJECTED, callback.record().state());
        assertEquals(List.of("Approval Vote Refused"), callback.events.types());
        assertEquals(1, callback.stepFunctions.successes.size());

        CallbackFixture mailing = new CallbackFixture().inSlack().with(SlackPress.asked());
        mailing.table.beforeNextPut =
                () -> assertEquals(200, mailing.press(SlackPress.reject()).status());
        assertEquals(409, mailing.post(APPROVE_BY_MAIL).status());
        assertEquals(State.REJECTED, mailing.record().state());
        assertEquals(List.of("Approval Vote Recorded", "Approval Vote Refused"), mailing.events.types());
    }

    @Test
    void twoPressesAtTheSameInstantByOnePersonCountOnce() {
        callback.table.beforeNextPut =
                () -> assertEquals(200, callback.press(SlackPress.approve()).status());
        assertEquals(200, callback.press(SlackPress.approve()).status());
        assertEquals("Looks good.", only().comment());
        assertEquals(1, callback.stepFunctions.successes.size());
    }

    @Test
    void anAppThatSlackHasNotNamedYetIsTakenForOurs() {
        callback.with(SlackPress.unposted("{'title': 'Deploy'}"));
        assertEquals(200, callback.press(SlackPress.approve()).status());
        assertEquals("slack", only().channel().word());
    }
}

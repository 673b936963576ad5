package humanapproval.callback;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import humanapproval.approval.Approval;
import humanapproval.approval.Ending;
import humanapproval.approval.State;
import humanapproval.callback.CallbackFixture.Reply;
import humanapproval.fake.Samples;
import humanapproval.json.MalformedException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sfn.model.SfnException;

/** The table "The decision, in one place" as tests. */
class DecisionTest {

    static final String APPROVE = "decision=approve&confirm=yes&comment=go";
    static final String REJECT = "decision=reject&confirm=yes&comment=no";
    private final CallbackFixture callback = new CallbackFixture()
            .with(Samples.linked(Samples.open("{'title': 'T'}"), "carols-code", "carol@example.com"));

    private Reply postAsCarol(String body) {
        JsonObject event = CallbackFixture.withBody(body);
        event.getAsJsonObject("pathParameters").addProperty("linkCode", "carols-code");
        return callback.http(event);
    }

    @Test
    void anApprovalResumesTheWorkflowWithTheOutcome() {
        Reply reply = callback.http(Samples.event("ApprovalCallback-vote.json"));
        assertEquals(200, reply.status());
        assertEquals("Approved", reply.page().selectFirst("h1").text());
        JsonObject outcome = JsonParser.parseString(
                        callback.stepFunctions.successes.getFirst().output())
                .getAsJsonObject();
        assertEquals(Samples.TOKEN, callback.stepFunctions.successes.getFirst().taskToken());
        assertEquals("APPROVED", outcome.get("outcome").getAsString());
        JsonObject vote = outcome.getAsJsonArray("votes").get(0).getAsJsonObject();
        assertEquals(
                Samples.json("{'approver': 'bob@example.com', 'name': 'bob@example.com', 'channel': 'email', "
                        + "'decision': 'APPROVE', 'comment': 'Looks good.', 'at': '2026-01-31T12:00:00Z'}"),
                vote);
        assertEquals(
                Ending.Told.RESUMED, callback.record().ending().orElseThrow().told());
    }

    @Test
    void aRejectionIsAnOutcomeToo() {
        assertEquals("Rejected", callback.post(REJECT).page().selectFirst("h1").text());
        assertTrue(callback.stepFunctions.successes.getFirst().output().contains("\"REJECTED\""));
    }

    @Test
    void theSameAnswerAgainIsTheSameAnswerAndResumesNothingTwice() {
        callback.post(APPROVE);
        Reply again = callback.post("decision=approve&confirm=yes&comment=another");
        assertEquals(200, again.status());
        assertEquals(1, callback.stepFunctions.successes.size());
        assertEquals("go", callback.record().votes().getFirst().comment());
    }

    @Test
    void anotherAnswerComesTooLateAndIsToldWhoDecided() {
        callback.post(APPROVE);
        for (Reply late : new Reply[] {callback.post(REJECT), postAsCarol(REJECT), postAsCarol(APPROVE)}) {
            assertEquals(409, late.status());
            assertTrue(late.page().text().contains("Approved by bob@example.com by email"), late.body());
        }
        assertEquals(1, callback.record().votes().size());
        assertEquals(1, callback.stepFunctions.successes.size());
    }

    @Test
    void ofTwoAnswersAtTheSameInstantOneDecides() {
        callback.table.beforeNextPut =
                () -> assertEquals(200, postAsCarol(REJECT).status());
        assertEquals(409, callback.post(APPROVE).status());
        assertEquals(State.REJECTED, callback.record().state());
        assertEquals(1, callback.stepFunctions.successes.size());
    }

    @Test
    void afterTheDeadlineNothingIsDecided() {
        callback.clock.move(Duration.ofHours(1));
        Reply late = callback.post(APPROVE);
        assertEquals(410, late.status());
        assertEquals(
                "Expired: nobody answered by 31 January 2026, 13:00 UTC",
                late.page().selectFirst("h1").text());
        assertEquals(State.OPEN, callback.record().state());
        assertTrue(callback.stepFunctions.successes.isEmpty());
        assertTrue(callback.show().page().select("form").isEmpty());
    }

    @Test
    void aResumeThatFailedIsTriedAgainByTheSameAnswer() {
        callback.stepFunctions.faults.add(
                SfnException.builder().message("throttled").build());
        Reply reply = callback.post(APPROVE);
        assertEquals(503, reply.status());
        assertEquals("Your decision is saved", reply.page().selectFirst("h1").text());
        assertEquals("go", reply.page().selectFirst("input[name=comment]").attr("value"));
        assertEquals(State.APPROVED, callback.record().state());
        assertEquals(200, callback.post(APPROVE).status());
        assertEquals(1, callback.stepFunctions.successes.size());
    }

    @Test
    void aResumeThatFailsForGoodIsSettledByTheWorkflow() {
        for (int i = 0; i < 3; i++) {
            callback.stepFunctions.faults.add(
                    SfnException.builder().message("throttled").build());
            assertEquals(503, callback.post(REJECT).status());
        }
        assertEquals("REJECTED", callback.settle().get("outcome").getAsString());
    }

    @Test
    void whatCouldNotBeStoredIsNotCalledDone() {
        callback.table.failingPuts = 1;
        Reply reply = callback.post(APPROVE);
        assertEquals(503, reply.status());
        assertEquals(
                "Your decision is not saved", reply.page().selectFirst("h1").text());
        assertEquals(
                "approve", reply.page().selectFirst("form input[name=decision]").attr("value"));
        assertTrue(callback.stepFunctions.successes.isEmpty());
        assertEquals(State.OPEN, callback.record().state());
        callback.table.failingReads = 1;
        assertEquals(503, callback.post(APPROVE).status());
        callback.table.failingReads = 1;
        assertEquals(503, callback.show().status());
        assertEquals(200, callback.post(APPROVE).status());
    }

    @Test
    void aWriteWhoseAnswerWasLostStillDecidesOnce() {
        callback.table.loseNextAnswer = true;
        assertEquals(200, callback.post(APPROVE).status());
        assertEquals(1, callback.record().votes().size());
        assertEquals(1, callback.stepFunctions.successes.size());
    }

    @Test
    void whoMayNotDecideIsToldWhy() {
        Approval own = Samples.open("{'requester': 'bob@example.com'}");
        CallbackFixture refusing = new CallbackFixture().with(own);
        Reply reply = refusing.post(APPROVE);
        assertEquals(403, reply.status());
        assertTrue(reply.page().text().contains("your own request"));
        assertEquals(own, refusing.record());
    }

    @Test
    void anUnknownEventFailsWithAClearSentence() {
        String message = assertThrows(
                        MalformedException.class, () -> callback.invoke(Samples.event("ApprovalCallback-unknown.json")))
                .getMessage();
        assertTrue(message.startsWith("The event must be"), message);
        assertEquals(new JsonObject(), callback.invoke(Samples.json("{'sweep': true}")));
    }

    @Test
    void theLogNamesTheApprovalAndNoSecret() {
        callback.post(APPROVE);
        assertTrue(callback.log().contains(Samples.ID) && callback.log().contains("POST 200"), callback.log());
        for (String secret : new String[] {Samples.CODE, Samples.TOKEN, Samples.BOB, "comment", "\"T\""}) {
            assertFalse(callback.log().contains(secret), callback.log());
        }
    }

    @Test
    void whatWasRefusedByMailIsOnTheBusToo() {
        callback.post(APPROVE);
        postAsCarol(REJECT);
        assertEquals(List.of("Approval Vote Refused"), callback.events.types());
        assertEquals(
                Samples.json("{'approvalId': '" + Samples.ID
                        + "', 'channel': 'email', 'approver': 'carol@example.com', 'reason': 'This was "
                        + "decided before your answer came in.'}"),
                callback.events.lastDetail());
    }
}

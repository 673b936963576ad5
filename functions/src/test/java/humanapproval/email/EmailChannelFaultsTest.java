package humanapproval.email;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import humanapproval.approval.Approval;
import humanapproval.approval.Change;
import humanapproval.approval.ChannelName;
import humanapproval.approval.Ending;
import humanapproval.approval.Reach;
import humanapproval.approval.State;
import humanapproval.fake.Samples;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.SendTaskFailureRequest;
import software.amazon.awssdk.services.sfn.model.TaskTimedOutException;

/** The email channel when something around it fails or comes late. */
class EmailChannelFaultsTest extends EmailChannelFixture {

    @Test
    void anAddressThatAlwaysFailsKeepsNobodyElseFromTheirMail() {
        sns.failing = mail -> to(mail).startsWith("bob");
        assertEquals(1, failures("{}"));
        assertEquals(List.of("carol@example.com", "dave@example.com"), mailed());
    }

    @Test
    void aRequestThatComesAfterItsDeadlineIsMailedToNobody() {
        clock.move(Duration.between(Samples.NOW, Samples.DEADLINE));
        assertEquals(0, failures("{}"));
        assertEquals(List.of(), mailed());
    }

    @Test
    void aRequestRedrivenWhenItsRecordMayGoIsMailedToNobodyAndDoesNotComeBack() {
        clock.move(Duration.between(Samples.NOW, Samples.DEADLINE)
                .plus(Approval.KEPT)
                .plusSeconds(1));
        assertEquals(0, failures("{}"));
        assertEquals(List.of(), mailed());
    }

    @Test
    void aRequestThatCanNotBeDigestedIsRefusedAsInvalid() {
        assertEquals(0, failures("{'number': 1e999}"));
        assertEquals(
                "Approval.InvalidRequest", stepFunctions.failures.getFirst().error());
    }

    @Test
    void aClaimWhoseAnswerWasLostIsMailedOnce() {
        table.loseNextAnswer = true;
        assertEquals(0, failures("{}"));
        assertEquals(List.of("bob@example.com", "carol@example.com", "dave@example.com"), mailed());
    }

    @Test
    void nothingIsMailedThatTheRecordCouldNotClaim() {
        table.failingPuts = 1;
        assertEquals(1, failures("{}"));
        assertEquals(List.of(), mailed());
        table.failingReads = 1;
        assertEquals(1, failures("{}"));
        assertEquals(List.of(), mailed());
        assertTrue(
                log.toString(StandardCharsets.UTF_8).contains("InternalServerErrorException"),
                log.toString(StandardCharsets.UTF_8));
    }

    @Test
    void ofTwoFirstDeliveriesAtOnceOneMailsAndTheOtherComesBack() {
        table.beforeNextPut = () -> assertEquals(0, failures("{}"));
        assertEquals(0, failures("{}"), "by now all is sent");
        assertEquals(Set.of("bob@example.com", "carol@example.com", "dave@example.com"), new HashSet<>(mailed()));
        assertEquals(3, mailed().size());
    }

    @Test
    void anEndBetweenTheClaimAndTheNoteStands() {
        sns.failing = mail -> {
            approvals.update(
                    Samples.ID,
                    before -> Change.keep(before.orElseThrow().ended(Ending.of(State.EXPIRED, Samples.NOW))));
            return false;
        };
        assertEquals(0, failures("{}"));
        assertEquals(State.EXPIRED, record().state());
    }

    @Test
    void aRefusalOfARequestWhoseWaitIsOverIsNoFailure() {
        stepFunctions.faults.add(TaskTimedOutException.builder().build());
        assertEquals(0, failures("{'requiredApprovals': 2}"));
        assertEquals(State.FAILED, record().state());
    }

    @Test
    void theSameEndTwiceChangesNothing() {
        JsonObject closed = Samples.event("EmailChannel-closed.json");
        Samples.invoke(channel, closed);
        int writes = table.puts;
        Samples.invoke(channel, closed);
        assertEquals(writes, table.puts);
    }

    private JsonObject event(Consumer<JsonObject> change) {
        JsonObject event = Samples.event("EmailChannel-requested.json");
        JsonObject message = event.getAsJsonArray("Records").get(0).getAsJsonObject();
        JsonObject body =
                JsonParser.parseString(message.get("body").getAsString()).getAsJsonObject();
        change.accept(body);
        message.addProperty("body", body.toString());
        return event;
    }

    private static JsonObject detail(JsonObject body) {
        return body.getAsJsonObject("event").getAsJsonObject("detail");
    }

    private boolean takes(JsonObject event) {
        return Samples.invoke(channel, event)
                .getAsJsonArray("batchItemFailures")
                .isEmpty();
    }

    @Test
    void whoAsksInAMalformedWayIsToldInTheirOwnError() {
        assertTrue(takes(event(body -> detail(body).addProperty("approvalId", "not an id"))));
        assertTrue(takes(event(body -> detail(body).remove("deadline"))));
        assertEquals(
                List.of("Approval.InvalidRequest", "Approval.InvalidRequest"),
                stepFunctions.failures.stream().map(failure -> failure.error()).toList());
        assertTrue(stepFunctions.failures.getFirst().cause().contains("approvalId")
                && stepFunctions.failures.getLast().cause().contains("deadline"));
        assertFalse(
                takes(event(body -> body.getAsJsonObject("settings").remove("publicUrl"))),
                "our own fault is no answer");
        assertEquals(2, stepFunctions.failures.size());
    }

    @Test
    void aRequestThatTheDeployersCeilingLeavesToNobodyIsRefused() {
        assertTrue(takes(event(body -> {
            body.getAsJsonObject("settings").addProperty("allowSelfApproval", false);
            detail(body)
                    .add(
                            "request",
                            Samples.json("{'requester': 'bob@example.com', 'approvers': ['bob@example.com'], "
                                    + "'allowSelfApproval': true}"));
        })));
        assertEquals(
                "Approval.InvalidRequest", stepFunctions.failures.getFirst().error());
        assertEquals(List.of(), mailed());
    }

    @Test
    void whatWasStoppedBeforeItWasMailedIsClosedAfterwards() {
        stepFunctions.status = ExecutionStatus.ABORTED;
        assertEquals(0, failures("{}"));
        assertEquals(State.CANCELLED, record().state());
    }

    private void ended(State end) {
        Approval asked = Samples.opened(Samples.requested("{}"));
        approvals.update(Samples.ID, none -> Change.keep(asked.ended(Ending.of(end, Samples.NOW))));
    }

    @Test
    void anExecutionThatGoesOnAfterItWasStoppedIsToldToAskAnew() {
        ended(State.CANCELLED);
        assertTrue(takes(event(body -> detail(body).addProperty("taskToken", "another"))));
        assertEquals("Approval.Over", stepFunctions.failures.getFirst().error());
        assertEquals(0, failures("{}"));
        assertEquals(1, stepFunctions.failures.size(), "the same event again is no other attempt");
    }

    @Test
    void aLaterAttemptOfWhatWasDecidedBringsItsToken() {
        ended(State.APPROVED);
        assertTrue(takes(event(body -> {
            detail(body).addProperty("taskToken", "another");
            detail(body).addProperty("attempt", 1);
            detail(body).add("request", new JsonObject());
        })));
        assertEquals("another", record().waiter().taskToken());
        assertEquals(
                List.of(Samples.TOKEN),
                stepFunctions.failures.stream()
                        .map(SendTaskFailureRequest::taskToken)
                        .toList(),
                "where it was no attempt of the same wait, that one is not forgotten");
    }

    @Test
    void aLaterAttemptThatAsksSomethingElseIsNoAttemptOfTheSameStep() {
        ended(State.APPROVED);
        assertTrue(takes(event(body -> {
            detail(body).addProperty("taskToken", "another");
            detail(body).addProperty("attempt", 1);
        })));
        assertEquals(Samples.TOKEN, record().waiter().taskToken());
        assertEquals("another", stepFunctions.failures.getFirst().taskToken());
        assertEquals("Approval.DuplicateId", stepFunctions.failures.getFirst().error());
    }

    @Test
    void aDeadlineThatWasOverWhenItWasAskedIsSaidSo() {
        assertTrue(takes(event(body ->
                detail(body).addProperty("deadline", Samples.NOW.minusSeconds(1).toString()))));
        assertEquals(
                "The deadline was over when it was asked.",
                stepFunctions.failures.getFirst().cause());
    }

    @Test
    void anotherWaitWithTheSameIdFailsAtOnce() {
        assertEquals(0, failures("{}"));
        for (Consumer<JsonObject> change :
                List.<Consumer<JsonObject>>of(body -> detail(body).addProperty("taskToken", "item 2"), body -> {
                    detail(body).addProperty("taskToken", "elsewhere");
                    detail(body).addProperty("executionArn", Samples.EXECUTION + "-2");
                })) {
            assertTrue(takes(event(change::accept)));
            SendTaskFailureRequest told = stepFunctions.failures.removeFirst();
            assertEquals("Approval.DuplicateId", told.error());
            assertTrue(told.cause().contains("Mint a new one for each ask"), told.cause());
        }
        assertEquals(Samples.TOKEN, record().waiter().taskToken());
        assertEquals(State.OPEN, record().state());
    }

    @Test
    void aWaitWithTheSameIdThatIsRefusedForItsInputIsToldSo() {
        assertEquals(0, failures("{}"));
        assertTrue(takes(event(body -> {
            detail(body).addProperty("taskToken", "elsewhere");
            detail(body).addProperty("executionArn", Samples.EXECUTION + "-2");
            detail(body).getAsJsonObject("request").add("approvers", new JsonArray());
        })));
        assertEquals("elsewhere", stepFunctions.failures.getFirst().taskToken());
        assertEquals(
                "Approval.InvalidRequest", stepFunctions.failures.getFirst().error());
        assertEquals(State.OPEN, record().state());
    }

    @Test
    void whereTooFewCanBeReachedTheTaskFailsAtOnce() {
        String two = "{'channels': ['email', 'slack'], 'requiredApprovals': 2,"
                + " 'approvers': ['bob@example.com', 'nobody@example.com']}";
        approvals.update(
                Samples.ID,
                none -> Change.keep(Samples.opened(Samples.requested(two))
                        .with(
                                ChannelName.SLACK,
                                outbox -> outbox.reaching(new Reach(
                                        Reach.Kind.NOT_CONFIGURED,
                                        "It has no token.",
                                        Set.of("bob@example.com", "nobody@example.com"))))));
        assertEquals(0, failures(two));
        assertEquals("Approval.Undeliverable", stepFunctions.failures.getFirst().error());
        assertEquals(
                "Of 2 approvers that are needed 1 can be reached, but not nobody@example.com. slack: It has no token.",
                stepFunctions.failures.getFirst().cause());
    }
}

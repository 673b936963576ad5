package humanapproval.email;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import humanapproval.fake.FakeEventBridge;
import humanapproval.fake.FakeSns;
import humanapproval.fake.FakeStepFunctions;
import humanapproval.fake.FakeTable;
import humanapproval.fake.Samples;
import humanapproval.fake.SteppingClock;
import humanapproval.request.Channel;
import humanapproval.store.Approval;
import humanapproval.store.Approvals;
import humanapproval.store.Approvals.Change;
import humanapproval.store.Delivery;
import humanapproval.store.State;
import humanapproval.store.Verdict;
import humanapproval.workflow.Announcer;
import humanapproval.workflow.Workflow;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.TaskTimedOutException;
import software.amazon.awssdk.services.sns.model.PublishRequest;

/** The email channel when something around it fails or comes late. */
class EmailChannelFaultsTest {

    private final FakeTable table = new FakeTable();
    private final FakeSns sns = new FakeSns().approver("bob@example.com").approver("carol@example.com").approver("dave@example.com");
    private final FakeStepFunctions stepFunctions = new FakeStepFunctions();
    private final SteppingClock clock = new SteppingClock(Samples.NOW);
    private final Approvals approvals = new Approvals(() -> table, "approvals", clock);
    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private final EmailChannel channel = new EmailChannel(approvals, () -> sns, "topic", new Workflow(() -> stepFunctions), new Announcer(FakeEventBridge::new, "bus"), clock, clock::move,
            new PrintStream(log, true, StandardCharsets.UTF_8));

    private int failures(String request) {
        JsonObject event = Samples.event("EmailChannel-requested.json");
        JsonObject message = event.getAsJsonArray("Records").get(0).getAsJsonObject();
        JsonObject body = JsonParser.parseString(message.get("body").getAsString()).getAsJsonObject();
        body.getAsJsonObject("event").getAsJsonObject("detail").add("request", Samples.json(request));
        message.addProperty("body", body.toString());
        return Samples.invoke(channel, event).getAsJsonArray("batchItemFailures").size();
    }

    private static String to(PublishRequest mail) {
        return mail.messageAttributes().get("approver").stringValue();
    }

    private List<String> mailed() {
        return sns.published.stream().map(EmailChannelFaultsTest::to).toList();
    }

    private Approval record() {
        return approvals.find(Samples.ID).orElseThrow();
    }

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
        clock.move(Duration.between(Samples.NOW, Samples.DEADLINE).plus(Approval.KEPT).plusSeconds(1));
        assertEquals(0, failures("{}"));
        assertEquals(List.of(), mailed());
    }

    @Test
    void aRequestThatCanNotBeDigestedIsRefusedAsInvalid() {
        assertEquals(0, failures("{'number': 1e999}"));
        assertEquals("Approval.InvalidRequest", stepFunctions.failures.getFirst().error());
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
        assertTrue(log.toString(StandardCharsets.UTF_8).contains("InternalServerErrorException"), log.toString(StandardCharsets.UTF_8));
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
            approvals.update(Samples.ID, before -> Change.keep(before.orElseThrow().closed(State.EXPIRED, Samples.NOW)));
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

    @Test
    void threeHundredRequestsToOneApproverStayBelowFiveASecond() {
        FakeSns one = new FakeSns().approver("bob@example.com");
        Set<Instant> moments = new HashSet<>();
        one.failing = mail -> !moments.add(clock.instant());
        EmailChannel busy = new EmailChannel(approvals, () -> one, "topic", new Workflow(() -> stepFunctions), new Announcer(FakeEventBridge::new, "bus"), clock, clock::move, new PrintStream(log, true, StandardCharsets.UTF_8));
        for (int i = 0; i < 300; i++) {
            JsonObject event = Samples.event("EmailChannel-requested.json");
            JsonObject message = event.getAsJsonArray("Records").get(0).getAsJsonObject();
            message.addProperty("body", message.get("body").getAsString().replace(Samples.ID, "ask-" + i));
            assertEquals(0, Samples.invoke(busy, event).getAsJsonArray("batchItemFailures").size());
        }
        assertEquals(300, one.published.size());
        List<Instant> sorted = moments.stream().sorted().collect(Collectors.toList());
        for (int i = 1; i < sorted.size(); i++) {
            assertFalse(Duration.between(sorted.get(i - 1), sorted.get(i)).compareTo(MailPace.GAP) < 0);
        }
    }

    private JsonObject event(Consumer<JsonObject> change) {
        JsonObject event = Samples.event("EmailChannel-requested.json");
        JsonObject message = event.getAsJsonArray("Records").get(0).getAsJsonObject();
        JsonObject body = JsonParser.parseString(message.get("body").getAsString()).getAsJsonObject();
        change.accept(body);
        message.addProperty("body", body.toString());
        return event;
    }

    private static JsonObject detail(JsonObject body) {
        return body.getAsJsonObject("event").getAsJsonObject("detail");
    }

    private boolean takes(JsonObject event) {
        return Samples.invoke(channel, event).getAsJsonArray("batchItemFailures").isEmpty();
    }

    @Test
    void whoAsksInAMalformedWayIsToldInTheirOwnError() {
        assertTrue(takes(event(body -> detail(body).addProperty("approvalId", "not an id"))));
        assertTrue(takes(event(body -> detail(body).remove("deadline"))));
        assertEquals(List.of("Approval.InvalidRequest", "Approval.InvalidRequest"), stepFunctions.failures.stream().map(failure -> failure.error()).toList());
        assertTrue(stepFunctions.failures.getFirst().cause().contains("approvalId") && stepFunctions.failures.getLast().cause().contains("deadline"));
        assertFalse(takes(event(body -> body.getAsJsonObject("settings").remove("publicUrl"))), "our own fault is no answer");
        assertEquals(2, stepFunctions.failures.size());
    }

    @Test
    void aRequestThatTheDeployersCeilingLeavesToNobodyIsRefused() {
        assertTrue(takes(event(body -> {
            body.getAsJsonObject("settings").addProperty("allowSelfApproval", false);
            detail(body).add("request", Samples.json("{'requester': 'bob@example.com', 'approvers': ['bob@example.com'], 'allowSelfApproval': true}"));
        })));
        assertEquals("Approval.InvalidRequest", stepFunctions.failures.getFirst().error());
        assertEquals(List.of(), mailed());
    }

    @Test
    void whatWasStoppedBeforeItWasMailedIsClosedAfterwards() {
        stepFunctions.status = ExecutionStatus.ABORTED;
        assertEquals(0, failures("{}"));
        assertEquals(State.CANCELLED, record().state());
    }

    @Test
    void anExecutionThatGoesOnAfterItWasStoppedIsToldToAskAnew() {
        approvals.update(Samples.ID, none -> Change.keep(Approval.opened(Samples.requested("{}")).closed(State.CANCELLED, Samples.NOW)));
        assertTrue(takes(event(body -> detail(body).addProperty("taskToken", "another"))));
        assertEquals("Approval.Over", stepFunctions.failures.getFirst().error());
        assertEquals(0, failures("{}"));
        assertEquals(1, stepFunctions.failures.size(), "the same event again is no other attempt");
    }

    @Test
    void aLaterAttemptOfWhatWasDecidedBringsItsToken() {
        approvals.update(Samples.ID, none -> Change.keep(Approval.opened(Samples.requested("{}")).closed(State.APPROVED, Samples.NOW)));
        assertTrue(takes(event(body -> {
            detail(body).addProperty("taskToken", "another");
            detail(body).addProperty("attempt", 1);
        })));
        assertEquals("another", record().ask().orElseThrow().taskToken());
        assertTrue(stepFunctions.failures.isEmpty());
    }

    @Test
    void whereTooFewCanBeReachedTheTaskFailsAtOnce() {
        String two = "{'approvers': ['bob@example.com', 'nobody@example.com'], 'requiredApprovals': 2}";
        approvals.update(Samples.ID, none -> Change.keep(Approval.opened(Samples.requested(two))
                .with(Channel.SLACK, new Verdict(Verdict.Kind.NOT_CONFIGURED, "It has no token.", Set.of("bob@example.com", "nobody@example.com")))));
        assertEquals(0, failures(two));
        assertEquals("Approval.Undeliverable", stepFunctions.failures.getFirst().error());
        assertEquals("Of 2 approvers that are needed 1 can be reached, but not nobody@example.com. slack: It has no token.", stepFunctions.failures.getFirst().cause());
    }

    @Test
    void manyApproversAreMailedInSeveralInvocationsAndNobodyTwice() {
        for (int i = 0; i < 40; i++) {
            sns.approver("p" + i + "@example.com");
        }
        sns.failing = mail -> {
            clock.move(Duration.ofSeconds(1));
            return false;
        };
        int invocations = 1;
        while (failures("{}") > 0) {
            invocations++;
        }
        assertTrue(invocations > 2, "" + invocations);
        assertEquals(43, mailed().size());
        assertEquals(43, new HashSet<>(mailed()).size());
    }

    @Test
    void anInvocationThatDiesMailsFewAgain() {
        for (int i = 0; i < 40; i++) {
            sns.approver("p" + i + "@example.com");
        }
        sns.failing = mail -> {
            if (sns.published.size() == 25) {
                throw new OutOfMemoryError();
            }
            return false;
        };
        assertThrows(OutOfMemoryError.class, () -> failures("{}"));
        sns.failing = mail -> false;
        clock.move(Delivery.ABANDONED);
        assertEquals(0, failures("{}"));
        assertEquals(43, new HashSet<>(mailed()).size());
        assertTrue(mailed().size() <= 43 + RequestMailer.AT_ONCE, "" + mailed().size());
    }
}

package humanapproval.email;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import humanapproval.approval.Approval;
import humanapproval.approval.Change;
import humanapproval.approval.ChannelName;
import humanapproval.approval.Claim;
import humanapproval.approval.Reach;
import humanapproval.approval.State;
import humanapproval.fake.FakeEventBridge;
import humanapproval.fake.FakeSns;
import humanapproval.fake.FakeSqs;
import humanapproval.fake.FakeStepFunctions;
import humanapproval.fake.FakeTable;
import humanapproval.fake.Samples;
import humanapproval.fake.SteppingClock;
import humanapproval.json.MalformedException;
import humanapproval.store.Approvals;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sfn.model.SfnException;

class EmailChannelTest {

    private static final Pattern LINK =
            Pattern.compile("https://approvals\\.example\\.com/approvals/([^/]+)/([^?]+)\\?decision=approve");

    private final FakeTable table = new FakeTable();
    private final FakeSns sns = new FakeSns().approver("Bob@example.com");
    private final FakeEventBridge events = new FakeEventBridge();
    private final FakeStepFunctions stepFunctions = new FakeStepFunctions();
    private final SteppingClock clock = new SteppingClock(Samples.NOW);
    private final Approvals approvals = new Approvals(table, "table", clock);
    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private final FakeSqs sqs = new FakeSqs();
    private final EmailChannel channel = new EmailChannel(
            new EmailChannel.Clients(table, sns, stepFunctions, events, sqs),
            Samples.ENVIRONMENT,
            clock,
            clock::move,
            new PrintStream(log, true, StandardCharsets.UTF_8));

    private List<String> failures(JsonObject event) {
        return Samples.invoke(channel, event).getAsJsonArray("batchItemFailures").asList().stream()
                .map(failure -> failure.getAsJsonObject().get("itemIdentifier").getAsString())
                .toList();
    }

    private static JsonObject requested(String request) {
        JsonObject event = Samples.event("EmailChannel-requested.json");
        JsonObject message = event.getAsJsonArray("Records").get(0).getAsJsonObject();
        JsonObject body =
                JsonParser.parseString(message.get("body").getAsString()).getAsJsonObject();
        body.getAsJsonObject("event").getAsJsonObject("detail").add("request", Samples.json(request));
        message.addProperty("body", body.toString());
        return event;
    }

    private Approval record() {
        return approvals.find(Samples.ID).orElseThrow();
    }

    @Test
    void aRequestIsMailedWithALinkThatOnlyTheHashOfIsKept() {
        assertEquals(List.of(), failures(Samples.event("EmailChannel-requested.json")));
        assertEquals(
                "Deploy 1.4.2 to production: required approval from AWS Step Functions",
                sns.published.getFirst().subject());
        assertEquals(
                "Bob@example.com",
                sns.published.getFirst().messageAttributes().get("approver").stringValue());
        Matcher link = LINK.matcher(sns.published.getFirst().message());
        assertTrue(link.find());
        assertEquals(
                Samples.BOB,
                EmailChannelFixture.links(approvals)
                        .get(Links.hash(link.group(2)))
                        .getAsString());
        assertFalse(table.items.get(Samples.ID).toString().contains(link.group(2)));
        String line = log.toString(StandardCharsets.UTF_8);
        assertTrue(line.contains(Samples.ID) && line.lines().count() == 1, line);
        for (String secret : List.of(Samples.TOKEN, link.group(2), "ob@example.com", "Deploy", "export")) {
            assertFalse(line.contains(secret), line);
        }
    }

    @Test
    void everyApproverGetsAMessageOfTheirOwn() {
        sns.approver("carol@example.com");
        failures(requested("{}"));
        assertEquals(
                List.of("Bob@example.com", "carol@example.com"),
                sns.published.stream()
                        .map(message ->
                                message.messageAttributes().get("approver").stringValue())
                        .toList());
        assertEquals(
                2,
                sns.published.stream()
                        .map(message -> link(message.message()))
                        .distinct()
                        .count());
    }

    private static String link(String body) {
        Matcher link = LINK.matcher(body);
        assertTrue(link.find());
        return link.group();
    }

    @Test
    void onlyWhoMayDecideIsMailed() {
        sns.approver("carol@example.com").approver("ana@example.com").pending("dave@example.com");
        failures(requested("{'requester': 'ana@example.com', 'approvers': ['carol@example.com', 'ana@example.com', "
                + "'dave@example.com']}"));
        assertEquals(
                List.of("carol@example.com"),
                sns.published.stream()
                        .map(message ->
                                message.messageAttributes().get("approver").stringValue())
                        .toList());
    }

    @Test
    void whereSnsTakesNoOtherTheSubjectIsAsciiAndNamesTheApproval() {
        sns.asciiOnly = true;
        assertEquals(List.of(), failures(requested("{'title': '顧客データの削除', 'approvers': ['bob@example.com']}")));
        assertEquals(
                List.of("Required approval from AWS Step Functions [3f0c1d52]"),
                sns.published.stream().map(mail -> mail.subject()).toList());
    }

    @Test
    void theSameEventAgainMailsNobodyTwice() {
        failures(Samples.event("EmailChannel-requested.json"));
        assertEquals(List.of(), failures(Samples.event("EmailChannel-requested.json")));
        assertEquals(1, sns.published.size());
    }

    @Test
    void aLaterEventOfTheSameApprovalInvitesNobodyElse() {
        failures(Samples.event("EmailChannel-requested.json"));
        sns.approver("eve@example.com");
        assertEquals(List.of(), failures(requested("{'approvers': ['eve@example.com']}")));
        assertEquals(1, sns.published.size());
    }

    @Test
    void whileAnotherInvocationSendsTheMessageComesBackAndAfterItDiedIsSent() {
        Approval sending = Samples.opened(Samples.requested("{}"))
                .with(
                        ChannelName.EMAIL,
                        outbox -> outbox.with(
                                Samples.BOB, new Claim(0, Claim.Status.SENDING, "another", clock.instant())));
        approvals.update(Samples.ID, before -> Change.keep(sending));
        assertEquals(1, failures(Samples.event("EmailChannel-requested.json")).size());
        assertTrue(sns.published.isEmpty());
        clock.move(Claim.LEASE);
        assertEquals(List.of(), failures(Samples.event("EmailChannel-requested.json")));
        assertEquals(1, sns.published.size());
    }

    @Test
    void aMailThatFailedIsTriedAgainAloneAndAtOnce() {
        sns.approver("carol@example.com");
        sns.failing = message ->
                message.messageAttributes().get("approver").stringValue().startsWith("carol");
        assertEquals(1, failures(requested("{}")).size());
        sns.failing = message -> false;
        assertEquals(List.of(), failures(requested("{}")));
        assertEquals(
                List.of("Bob@example.com", "carol@example.com"),
                sns.published.stream()
                        .map(message ->
                                message.messageAttributes().get("approver").stringValue())
                        .toList());
    }

    @Test
    void aMalformedMessageFailsAloneAndIsNamedInTheLog() {
        JsonObject event = Samples.event("EmailChannel-requested.json");
        JsonObject malformed = Samples.event("EmailChannel-malformed.json")
                .getAsJsonArray("Records")
                .get(0)
                .getAsJsonObject();
        malformed.addProperty("messageId", "malformed");
        JsonArray both = new JsonArray();
        both.add(malformed);
        both.add(event.getAsJsonArray("Records").get(0));
        event.add("Records", both);
        assertEquals(List.of("malformed"), failures(event));
        assertEquals(1, sns.published.size());
        assertTrue(log.toString(StandardCharsets.UTF_8).contains("taskToken"));
    }

    @Test
    void whatIsNoSqsEventGetsAClearError() {
        String message = assertThrows(
                        MalformedException.class, () -> Samples.invoke(channel, Samples.json("{'key1': 'value1'}")))
                .getMessage();
        assertTrue(message.contains("SQS"), message);
        assertEquals(List.of(), failures(Samples.json("{'Records': []}")));
    }

    @Test
    void anInvalidRequestFailsTheTaskAndTheRecord() {
        assertEquals(List.of(), failures(requested("{'requiredApprovals': 2}")));
        assertEquals(State.FAILED, record().state());
        assertEquals(
                "Approval.InvalidRequest", stepFunctions.failures.getFirst().error());
        assertTrue(stepFunctions.failures.getFirst().cause().contains("requiredApprovals"));
        assertEquals(Samples.TOKEN, stepFunctions.failures.getFirst().taskToken());
    }

    @Test
    void aFailureThatTheWorkflowDidNotHearIsToldAgain() {
        stepFunctions.faults.add(SfnException.builder().message("throttled").build());
        assertEquals(1, failures(requested("{'requiredApprovals': 2}")).size());
        assertEquals(List.of(), failures(requested("{'requiredApprovals': 2}")));
        assertEquals(1, stepFunctions.failures.size());
    }

    @Test
    void aRequestThatNoChannelCanDeliverFailsTheTask() {
        failures(requested("{'channels': ['email', 'slack'], 'approvers': ['nobody@example.com']}"));
        assertTrue(stepFunctions.failures.isEmpty(), "Slack may still reach somebody");
        assertEquals(State.OPEN, record().state());
        approvals.update(
                Samples.ID,
                before -> Change.keep(before.get()
                        .with(
                                ChannelName.SLACK,
                                outbox -> outbox.reaching(
                                        new Reach(Reach.Kind.NOT_CONFIGURED, "It has no channel.", Set.of())))));
        failures(requested("{'approvers': ['nobody@example.com']}"));
        assertEquals(
                "email: nobody@example.com has no confirmed subscription (see the output AddApprover). slack: It has no"
                        + " channel.",
                stepFunctions.failures.getFirst().cause());
        assertEquals("Approval.Undeliverable", stepFunctions.failures.getFirst().error());
        assertEquals(State.FAILED, record().state());
    }

    @Test
    void anUnsafeTopicStopsDeliveryUntilItIsMended() {
        sns.subscription("email", "eve@example.com", Map.of());
        assertEquals(1, failures(Samples.event("EmailChannel-requested.json")).size());
        assertTrue(sns.published.isEmpty());
        assertTrue(stepFunctions.failures.isEmpty());
        assertTrue(log.toString(StandardCharsets.UTF_8).contains("filter policy"));
        assertFalse(log.toString(StandardCharsets.UTF_8).contains("eve@example.com"));
    }

    @Test
    void anUnsafeTopicSilencesNobodyForLong() {
        approvals.update(
                Samples.ID,
                none -> Change.keep(Samples.open("{'channels': ['email', 'slack']}")
                        .with(
                                ChannelName.SLACK,
                                outbox -> outbox.reaching(
                                        new Reach(Reach.Kind.NOT_CONFIGURED, "It has no channel.", Set.of())))));
        sns.subscription("email", "eve@example.com", Map.of());
        JsonObject last = Samples.event("EmailChannel-requested.json");
        last.getAsJsonArray("Records")
                .get(0)
                .getAsJsonObject()
                .getAsJsonObject("attributes")
                .addProperty("ApproximateReceiveCount", String.valueOf(Mailer.TRIES_OF_AN_UNSAFE_TOPIC));
        assertEquals(List.of(), failures(last));
        assertTrue(sns.published.isEmpty());
        assertEquals("Approval.Undeliverable", stepFunctions.failures.getFirst().error());
        String cause = stepFunctions.failures.getFirst().cause();
        assertTrue(cause.contains("eve@example.com") && cause.contains("filter policy"), cause);
        assertTrue(log.toString(StandardCharsets.UTF_8).contains("UNFILTERED"));
        assertFalse(log.toString(StandardCharsets.UTF_8).contains("eve@example.com"));
    }

    @Test
    void anEndThatOvertakesTheRequestLeavesNothingToDeliver() {
        assertEquals(List.of(), failures(Samples.event("EmailChannel-closed.json")));
        assertEquals(State.EXPIRED, record().state());
        assertEquals(List.of(), failures(Samples.event("EmailChannel-requested.json")));
        assertTrue(sns.published.isEmpty());
    }

    @Test
    void anEndClosesTheRecordOfItsOwnExecutionOnly() {
        approvals.update(Samples.ID, before -> Change.keep(Samples.open("{}")));
        JsonObject foreign = Samples.event("EmailChannel-closed.json");
        JsonObject message = foreign.getAsJsonArray("Records").get(0).getAsJsonObject();
        message.addProperty("body", message.get("body").getAsString().replace("run-1", "run-2"));
        failures(foreign);
        assertEquals(State.OPEN, record().state());
        failures(Samples.event("EmailChannel-closed.json"));
        assertEquals(State.EXPIRED, record().state());
    }

    @Test
    void aForeignExecutionCanNotTakeOverAnApproval() {
        approvals.update(Samples.ID, before -> Change.keep(Samples.open("{}")));
        sns.approver("carol@example.com");
        JsonObject foreign = requested("{}");
        JsonObject message = foreign.getAsJsonArray("Records").get(0).getAsJsonObject();
        message.addProperty(
                "body",
                message.get("body")
                        .getAsString()
                        .replace("run-1", "run-2")
                        .replace("\"attempt\": 0", "\"attempt\": 9"));
        failures(foreign);
        assertEquals(Samples.TOKEN, record().waiter().taskToken());
        assertTrue(sns.published.isEmpty());
    }

    @Test
    void anInvocationEndsOnlyWhenEveryAddressMayGetItsNextMail() {
        failures(Samples.event("EmailChannel-requested.json"));
        assertEquals(Samples.NOW.plus(MailPace.GAP), clock.instant());
    }
}

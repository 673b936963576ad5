package sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.time.Duration;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.sfn.SfnClient;

/** What workflows can ask, and how each of them ends. */
class WorkflowEndToEndTest extends EndToEnd {

    private SfnClient stepFunctions;

    @BeforeEach
    void connect() {
        stepFunctions = sandbox.account().client(SfnClient.builder());
    }

    @AfterEach
    void disconnect() {
        stepFunctions.close();
    }

    @Test
    void withoutAnAnswerItExpiresAndLaterAnswersAreToldSo() {
        Mail mail = asking.ask(Asking.json("{'timeoutSeconds': 4}"));
        Page form = asking.open(mail);
        assertEquals("EXPIRED", asking.end().outcome());
        assertEquals(410, asking.visitor.answer(form, "approve", "").status());
        assertTrue(asking.open(mail).text().startsWith("Expired: nobody answered by "));
    }

    @Test
    void aStoppedExecutionClosesItsApproval() {
        Mail mail = asking.ask();
        Page form = asking.open(mail);
        stepFunctions.stopExecution(stop -> stop.executionArn(asking.execution.arn()));
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> asking.open(mail).text().contains("The workflow was stopped"));
        assertEquals(410, asking.visitor.answer(form, "approve", "").status());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'timeoutSeconds': 0}",
                "{'timeoutSeconds': 1.5}",
                "{'timeoutSeconds': '60'}",
                "{'timeoutSeconds': 31536001}",
                "{'requester': 'ana'}",
                "{'requiredApprovals': 2}",
                "{'remindEverySeconds': 59}",
                "{'onTimeout': 'wait'}",
                "{'escalateTo': ['lead@example.com']}",
                "{'approvers': 'bob'}",
                "{'channels': ['sms']}"
            })
    void whatCanNotBeDoneFailsByTheNameOfTheField(String input) {
        JsonObject request = Asking.json(input);
        String field = request.keySet().iterator().next();
        Execution ended = asking.start(request).end();
        assertEquals("FAILED", ended.status());
        assertTrue(
                ended.error().orElse("").startsWith("Approval.InvalidRequest: ")
                        && ended.error().get().contains(field),
                ended.error().toString());
        assertEquals(0, asking.mails());
    }

    @Test
    void aRequestThatReachesNobodyFailsAtOnce() {
        JsonObject request = new JsonObject();
        request.add("approvers", Asking.array("nobody@example.com"));
        assertTrue(asking.start(request).end().error().orElse("").startsWith("Approval.Undeliverable: "));
    }

    @Test
    void onlyNamedApproversAreAsked() {
        String bob = "bob-" + UUID.randomUUID() + "@example.com";
        sandbox.addApprover(bob);
        JsonObject request = new JsonObject();
        request.add("approvers", Asking.array(bob));
        asking.start(request);
        Mail mail = sandbox.inbox().await(bob, asking.title);
        assertTrue(asking.open(mail).text().contains("You decide as " + bob));
        asking.visitor.answer(asking.open(mail), "approve", "");
        assertEquals("APPROVED", asking.end().outcome());
        assertEquals(1, asking.mails());
    }

    @Test
    void theTutorialsInputWorks() {
        Execution execution =
                sandbox.executions().start(Asking.json("{'Comment': 'Testing the human approval tutorial.'}"));
        Mail mail = sandbox.inbox().await(Sandbox.APPROVER, execution.name());
        assertEquals("Required approval from AWS Step Functions", mail.subject());
        asking.visitor.answer(asking.open(mail), "approve", "");
        assertEquals(
                "APPROVED",
                sandbox.executions()
                        .awaitEnd(execution.arn(), Duration.ofMinutes(1))
                        .outcome());
    }

    @Test
    void hostileTextStaysText() {
        String evil = "<script>alert(1)</script>\u202Egpj.exe\nApprove: https://evil.example \uD83D\uDE80 {{title}} "
                + "{% $uuid() %}";
        JsonObject request = new JsonObject();
        request.addProperty("description", evil);
        JsonObject requester = Asking.json("{'email': 'ana@example.com'}");
        requester.addProperty("name", evil);
        request.add("requester", requester);
        Mail mail = asking.ask(request);
        assertTrue(mail.body().lines().noneMatch(line -> line.startsWith("Approve: https://evil")), mail.body());
        assertTrue(
                mail.body().contains("\\u202Egpj.exe") && mail.body().contains("{{title}} {% $uuid() %}"), mail.body());
        Page page = asking.open(mail);
        assertTrue(page.html().select("script").isEmpty());
        assertTrue(page.text().contains("<script>alert(1)</script>"), page.text());
    }

    @Test
    void detailsOf200KilobytesAreAskedAndLargerOnesRefused() {
        JsonObject request = new JsonObject();
        request.addProperty("details", "x".repeat(200_000) + "THE END");
        Mail mail = asking.ask(request);
        assertFalse(mail.body().contains("THE END"));
        assertTrue(mail.body().contains("The page shows all of it."));
        Page page = asking.open(mail);
        assertTrue(page.text().contains("THE END"));
        asking.visitor.answer(page, "approve", "");
        assertEquals("APPROVED", asking.end().outcome());
        JsonObject larger = new JsonObject();
        larger.addProperty("details", "x".repeat(240_000));
        assertTrue(asking.start(larger)
                .end()
                .error()
                .orElse("")
                .startsWith("Approval.InvalidRequest: The input is too large"));
    }

    @Test
    void aMapOfTwoAsksTwiceAndEachAnswerCountsForItsOwn() {
        try (OwnWaits waits = new OwnWaits(sandbox)) {
            JsonObject map = Asking.json("""
                    {'Type': 'Map', 'Items': ['one', 'two'], 'End': true,
                     'ItemProcessor': {'StartAt': 'Ask', 'States': {}}}""");
            map.getAsJsonObject("ItemProcessor")
                    .getAsJsonObject("States")
                    .add("Ask", waits.ask("{% $uuid() %}", "{% '" + asking.title + " ' & $states.input %}"));
            String execution = waits.start(map);
            Mail first = sandbox.inbox().await(Sandbox.APPROVER, asking.title + " one");
            Mail second = sandbox.inbox().await(Sandbox.APPROVER, asking.title + " two");
            assertEquals(
                    200, asking.visitor.answer(asking.open(first), "reject", "").status());
            assertEquals(
                    200,
                    asking.visitor.answer(asking.open(second), "approve", "").status());
            waits.end(execution);
            assertEquals("[\"REJECTED\",\"APPROVED\"]", waits.output(execution).replace(" ", ""));
        }
    }

    @Test
    void theSameRequestAskedTwiceIsMailedOnceAndAnEndThatOvertakesItNotAtAll() {
        JsonObject request = new JsonObject();
        request.add("approvers", Asking.array(Sandbox.APPROVER));
        Mail mail = asking.ask(request);
        String approvalId = mail.link("approve").getPath().split("/")[2];
        String overtaken = UUID.randomUUID().toString();
        try (OwnWaits records = new OwnWaits(sandbox)) {
            send("Approval Requested", approvalId, records.token(approvalId), asking.title);
            send("Approval Closed", overtaken, "none", "");
            records.record(overtaken);
            send("Approval Requested", overtaken, "none", "overtaken " + asking.title);
        }
        try (Asking last = new Asking(sandbox)) {
            last.ask();
        }
        assertEquals(1, asking.mails());
        asking.visitor.answer(asking.open(mail), "approve", "");
        assertEquals("APPROVED", asking.end().outcome());
    }

    private void send(String type, String approvalId, String taskToken, String title) {
        JsonObject detail = Asking.json(
                "{'attempt': 0, 'deadline': '2099-01-01T00:00:00Z', 'outcome': {'outcome': " + "'EXPIRED'}}");
        detail.addProperty("approvalId", approvalId);
        detail.addProperty("taskToken", taskToken);
        detail.addProperty("executionArn", asking.execution.arn());
        JsonObject request = new JsonObject();
        request.addProperty("title", title);
        detail.add("request", request);
        try (EventBridgeClient events = sandbox.account().client(EventBridgeClient.builder())) {
            events.putEvents(put -> put.entries(PutEventsRequestEntry.builder()
                    .eventBusName(sandbox.output("ApprovalBusName"))
                    .source("human-approval")
                    .detailType(type)
                    .detail(detail.toString())
                    .build()));
        }
    }
}

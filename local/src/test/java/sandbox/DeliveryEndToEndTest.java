package sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.sns.SnsClient;

/** What happens to a request between the workflow and the mail, also when things go wrong. */
class DeliveryEndToEndTest extends EndToEnd {

    @Test
    void anUnfilteredSubscriptionIsNamedNothingIsMailedAndNobodyWaitsInSilence() {
        String eve = "eve-" + UUID.randomUUID() + "@example.com";
        try (SnsClient sns = sandbox.account().client(SnsClient.builder());
                Asking inSlackToo = new Asking(sandbox);
                Asking mended = new Asking(sandbox)) {
            String subscription = sns.subscribe(request -> request.topicArn(sandbox.output("ApprovalTopicArn"))
                            .protocol("email")
                            .endpoint(eve)
                            .returnSubscriptionArn(true))
                    .subscriptionArn();
            try {
                asking.start("{'channels': ['email']}");
                SlackMessage message = inSlackToo.start(new JsonObject()).inSlack();
                String error = sandbox.executions()
                        .awaitEnd(asking.execution.arn(), Duration.ofMinutes(2))
                        .error()
                        .orElseThrow();
                assertTrue(error.startsWith("Approval.Undeliverable: ") && error.contains(eve), error);
                assertTrue(inSlackToo.waits(), "Slack reaches somebody");
                inSlackToo.press(message, "bob", "approve", "");
                assertEquals("APPROVED", inSlackToo.end().outcome());
            } finally {
                sns.unsubscribe(request -> request.subscriptionArn(subscription));
            }
            mended.ask();
            assertEquals(0, asking.mails() + inSlackToo.mails());
            assertTrue(sandbox.inbox().mails(mail -> mail.to().equals(eve)).isEmpty());
        }
    }

    @Test
    void threeHundredRequestsToOneApproverAtOnceAllArrive() throws Exception {
        String busy = "busy-" + UUID.randomUUID() + "@example.com";
        sandbox.addApprover(busy);
        try (var workflows = Executors.newFixedThreadPool(4)) {
            for (int i = 0; i < 300; i++) {
                JsonObject request = new JsonObject();
                request.add("approvers", Asking.array(busy));
                request.addProperty("title", "burst " + i + ".");
                workflows.submit(() -> sandbox.executions().start(request));
            }
        }
        Awaitility.await()
                .atMost(Duration.ofMinutes(5))
                .pollInterval(Duration.ofSeconds(1))
                .until(() ->
                        sandbox.inbox().mails(mail -> mail.to().equals(busy)).size() >= 300);
        Set<String> subjects = sandbox.inbox().mails(mail -> mail.to().equals(busy)).stream()
                .map(Mail::subject)
                .collect(Collectors.toSet());
        assertEquals(300, subjects.size());
    }

    @Test
    void neitherTheTokenNorALinkIsInAnyLogOrForeignMail() throws IOException {
        Mail mail = asking.ask();
        Page form = asking.open(mail);
        asking.visitor.send(form.form("approve"));
        asking.visitor.answer(form, "approve", "");
        asking.end();
        String[] path = mail.link("approve").getPath().split("/");
        try (DynamoDbClient table = sandbox.account().client(DynamoDbClient.builder())) {
            String document = table.getItem(get -> get.tableName(sandbox.output("ApprovalTableName"))
                            .key(Map.of("approvalId", AttributeValue.fromS(path[2]))))
                    .item()
                    .get("document")
                    .s();
            String token = JsonParser.parseString(document)
                    .getAsJsonObject()
                    .getAsJsonObject("waiter")
                    .get("taskToken")
                    .getAsString();
            assertTrue(token.length() > 20);
            assertFalse(document.contains(path[3]), "the table does not know the link");
            String logged = Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(this::logged, text -> text.contains(path[2]) && text.contains("POST 200"));
            for (String secret : new String[] {token, path[3], asking.title, Sandbox.APPROVER}) {
                assertFalse(logged.contains(secret), "logged: " + secret);
            }
            String emulated = Files.readString(sandbox.log());
            assertFalse(emulated.contains(token) || emulated.contains(path[3]));
            for (Mail other : sandbox.inbox().mails()) {
                assertFalse(other.body().contains(token));
                assertTrue(other.equals(mail) || !other.body().contains(path[3]));
            }
            assertFalse(form.html().outerHtml().contains(token));
        }
    }

    /** What sam logs shows of all functions. */
    private String logged() throws IOException, InterruptedException {
        return Sam.run(sandbox, "logs", "--stack-name", sandbox.stackName());
    }

    @Test
    void changedParametersTakeEffectThoughNoNewVersionIsPublished() {
        URI moved = URI.create("http://localhost:" + sandbox.address().getPort());
        sandbox.redeploy(
                Map.of("PublicUrl", moved.toString(), "DefaultTimeoutSeconds", "7200", "RequireApprovers", "true"));
        try (Asking everybody = new Asking(sandbox)) {
            everybody.start(new JsonObject());
            Mail mail = asking.ask(Asking.json("{'approvers': ['" + Sandbox.APPROVER + "']}"));
            assertEquals("localhost", mail.link("approve").getHost());
            assertTrue(
                    asking.open(mail).text().contains("1 hour left")
                            || asking.open(mail).text().contains("119 minutes left"),
                    asking.open(mail).text());
            String error = everybody.end().error().orElse("");
            assertTrue(error.startsWith("Approval.InvalidRequest: approvers is missing"), error);
            assertEquals(0, everybody.mails());
        } finally {
            sandbox.redeploy(Map.of("DefaultTimeoutSeconds", "3600", "RequireApprovers", "false"));
        }
    }
}

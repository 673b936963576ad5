package sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** What happens to a request between the workflow and the mail, also when things go wrong. */
@ExtendWith(SharedSandbox.class)
class DeliveryEndToEndTest {

    private Sandbox sandbox;
    private Asking asking;

    @BeforeEach
    void begin(Sandbox shared) {
        sandbox = shared;
        asking = new Asking(shared);
    }

    @AfterEach
    void end() {
        asking.close();
    }

    @Test
    void anUnfilteredSubscriptionStopsDeliveryAndTheRequestIsKeptUntilItIsRedriven() {
        try (SqsClient sqs = sandbox.account().client(SqsClient.builder());
                SnsClient sns = sandbox.account().client(SnsClient.builder())) {
            String queue = queue("EmailQueue");
            String deadLetters = queue("EmailDeadLetterQueue");
            Map<QueueAttributeName, String> before = sqs.getQueueAttributes(get -> get.queueUrl(queue)
                            .attributeNames(QueueAttributeName.VISIBILITY_TIMEOUT, QueueAttributeName.REDRIVE_POLICY))
                    .attributes();
            JsonObject impatient = JsonParser.parseString(before.get(QueueAttributeName.REDRIVE_POLICY))
                    .getAsJsonObject();
            impatient.addProperty("maxReceiveCount", 2);
            sqs.setQueueAttributes(set -> set.queueUrl(queue)
                    .attributes(Map.of(
                            QueueAttributeName.VISIBILITY_TIMEOUT,
                            "1",
                            QueueAttributeName.REDRIVE_POLICY,
                            impatient.toString())));
            String eve = "eve-" + UUID.randomUUID() + "@example.com";
            String subscription = sns.subscribe(request -> request.topicArn(sandbox.output("ApprovalTopicArn"))
                            .protocol("email")
                            .endpoint(eve)
                            .returnSubscriptionArn(true))
                    .subscriptionArn();
            try {
                asking.start(new JsonObject());
                Message dead = Awaitility.await()
                        .atMost(Duration.ofSeconds(60))
                        .until(
                                () -> sqs
                                        .receiveMessage(receive ->
                                                receive.queueUrl(deadLetters).waitTimeSeconds(1))
                                        .messages()
                                        .stream()
                                        .filter(message -> message.body().contains(asking.title))
                                        .findFirst(),
                                found -> found.isPresent())
                        .get();
                assertEquals(0, asking.mails());
                sns.unsubscribe(request -> request.subscriptionArn(subscription));
                sqs.sendMessage(send -> send.queueUrl(queue).messageBody(dead.body()));
                asking.visitor.answer(
                        asking.open(sandbox.inbox().await(Sandbox.APPROVER, asking.title)), "approve", "");
                assertEquals("APPROVED", asking.end().outcome());
                assertTrue(sandbox.inbox().mails(mail -> mail.to().equals(eve)).isEmpty());
            } finally {
                sns.unsubscribe(request -> request.subscriptionArn(subscription));
                sqs.setQueueAttributes(set -> set.queueUrl(queue).attributes(before));
            }
        }
    }

    /** The emulator calls its host localhost; only the address that it listens at is sure to be that. */
    private String queue(String logicalId) {
        return sandbox.account()
                .endpoint()
                .resolve(URI.create(Asking.resource(sandbox, logicalId)).getPath())
                .toString();
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
                    .getAsJsonObject("ask")
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
        ProcessBuilder command = new ProcessBuilder(
                        Project.here().sam().toString(), "logs", "--stack-name", sandbox.stackName())
                .redirectErrorStream(true);
        command.environment().keySet().removeIf(name -> name.startsWith("AWS_"));
        command.environment().putAll(sandbox.account().environment());
        Process sam = command.start();
        String shown = new String(sam.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, sam.waitFor(), shown);
        return shown;
    }

    @Test
    void aChangedParameterTakesEffectThoughNoNewVersionIsPublished() {
        URI moved = URI.create("http://localhost:" + sandbox.address().getPort());
        sandbox.redeploy(Map.of("PublicUrl", moved.toString(), "DefaultTimeoutSeconds", "7200"));
        try {
            Mail mail = asking.ask();
            assertEquals("localhost", mail.link("approve").getHost());
            assertTrue(
                    asking.open(mail).text().contains("1 hour left")
                            || asking.open(mail).text().contains("119 minutes left"),
                    asking.open(mail).text());
        } finally {
            sandbox.redeploy(Map.of("DefaultTimeoutSeconds", "3600"));
        }
    }
}

package sandbox;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** The stack's queues and a test's own. */
final class Queues implements AutoCloseable {

    private final Sandbox sandbox;
    private final SqsClient sqs;
    private final Map<String, String> redrivePolicies = new HashMap<>();

    Queues(Sandbox sandbox) {
        this.sandbox = sandbox;
        sqs = sandbox.account().client(SqsClient.builder());
    }

    /** The address of one of the stack's. */
    String url(String logicalId) {
        return here(Asking.resource(sandbox, logicalId));
    }

    /** A new one. */
    String create() {
        return here(sqs.createQueue(create -> create.queueName("own-" + UUID.randomUUID()))
                .queueUrl());
    }

    /** The emulator calls its host localhost; only the address that it listens at is sure to be that. */
    private String here(String url) {
        return sandbox.account().endpoint().resolve(URI.create(url).getPath()).toString();
    }

    void send(String url, String body) {
        sqs.sendMessage(send -> send.queueUrl(url).messageBody(body));
    }

    /** The first message like this, waiting for it. */
    Message await(String url, Predicate<Message> like) {
        return Awaitility.await()
                .atMost(OwnWaits.AT_ONCE)
                .pollInterval(Duration.ofMillis(100))
                .until(
                        () -> sqs
                                .receiveMessage(receive ->
                                        receive.queueUrl(url).waitTimeSeconds(1).visibilityTimeout(1))
                                .messages()
                                .stream()
                                .filter(like)
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    /** Gives up on a message of that queue after its first try, until this is closed: an hour is long for a test. */
    void giveUpAtOnce(String url) {
        String before = sqs.getQueueAttributes(
                        get -> get.queueUrl(url).attributeNames(QueueAttributeName.REDRIVE_POLICY))
                .attributes()
                .get(QueueAttributeName.REDRIVE_POLICY);
        JsonObject impatient = JsonParser.parseString(before).getAsJsonObject();
        impatient.addProperty("maxReceiveCount", 1);
        redrivePolicies.put(url, before);
        redrive(url, impatient.toString());
    }

    private void redrive(String url, String policy) {
        sqs.setQueueAttributes(set -> set.queueUrl(url).attributes(Map.of(QueueAttributeName.REDRIVE_POLICY, policy)));
    }

    @Override
    public void close() {
        redrivePolicies.forEach(this::redrive);
        sqs.close();
    }
}

package faults;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import sandbox.Sandbox;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** The deployed stack, as its operator reaches it. */
final class Deployed implements AutoCloseable {

    /** Where what nobody could deliver ends up. */
    private static final List<String> DEAD_LETTERS =
            List.of("EmailDeadLetterQueue", "SlackDeadLetterQueue", "UndeliveredEvents", "UndeliveredStops");

    final Sandbox sandbox;
    final SfnClient steps;
    final SqsClient sqs;
    final EventBridgeClient events;
    private final DynamoDbClient table;
    private final LambdaClient functions;
    private final CloudFormationClient stacks;
    private final String sweep;
    private final String ownWait;

    Deployed(Sandbox sandbox) {
        this.sandbox = sandbox;
        steps = sandbox.account().client(SfnClient.builder());
        sqs = sandbox.account().client(SqsClient.builder());
        events = sandbox.account().client(EventBridgeClient.builder());
        table = sandbox.account().client(DynamoDbClient.builder());
        functions = sandbox.account().client(LambdaClient.builder());
        stacks = sandbox.account().client(CloudFormationClient.builder());
        sweep = events.listTargetsByRule(list -> list.rule(resource("ApprovalCallbackSweep")))
                .targets()
                .getFirst()
                .input();
        ownWait = OwnWait.create(steps, sandbox);
    }

    /** The physical id of one of the stack's resources. */
    String resource(String logicalId) {
        return stacks.describeStackResource(
                        describe -> describe.stackName(sandbox.stackName()).logicalResourceId(logicalId))
                .stackResourceDetail()
                .physicalResourceId();
    }

    /** Starts the stack's workflow, or one that waits in a step of its own, under that name; the execution's ARN. */
    String start(String name, boolean own, JsonObject input) {
        return steps.startExecution(
                        start -> start.stateMachineArn(own ? ownWait : sandbox.output("StateMachineHumanApprovalArn"))
                                .name(name)
                                .input(input.toString()))
                .executionArn();
    }

    /** The record of an approval; none as long as nobody has asked for it. */
    Optional<JsonObject> record(String approvalId) {
        if (approvalId.isEmpty()) {
            return Optional.empty();
        }
        return Optional.ofNullable(table.getItem(get -> get.tableName(sandbox.output("ApprovalTableName"))
                                .consistentRead(true)
                                .key(Map.of("approvalId", AttributeValue.fromS(approvalId))))
                        .item()
                        .get("document"))
                .map(document -> JsonParser.parseString(document.s()).getAsJsonObject());
    }

    /** Puts an event of the product on its bus, as a state machine does. */
    void announce(String type, JsonObject detail) {
        events.putEvents(put -> put.entries(PutEventsRequestEntry.builder()
                .eventBusName(sandbox.output("ApprovalBusName"))
                .source("human-approval")
                .detailType(type)
                .detail(detail.toString())
                .build()));
    }

    /** What the template's schedule does every five minutes. */
    void sweep() {
        callback(sweep);
    }

    private boolean callback(String payload) {
        return functions
                        .invoke(invoke -> invoke.functionName(sandbox.output("ApprovalCallbackName"))
                                .qualifier("live")
                                .payload(SdkBytes.fromUtf8String(payload)))
                        .functionError()
                == null;
    }

    /** All dead letters that hold one of these texts. */
    List<String> deadLetters(List<String> texts) {
        List<String> found = new ArrayList<>();
        for (String queue : DEAD_LETTERS) {
            received(queue).stream()
                    .filter(message -> texts.stream().anyMatch(message.body()::contains))
                    .forEach(message -> found.add(queue + ": " + message.body()));
        }
        return found;
    }

    /** README, When something is stuck: tells ApprovalCallback once more that this execution was stopped. */
    void tellAgainOfStop(String executionArn) {
        for (Message message : received("UndeliveredStops")) {
            JsonObject body = JsonParser.parseString(message.body()).getAsJsonObject();
            // The emulator wraps the event as a destination does; Lambda's dead-letter queue holds it as it was.
            JsonObject event = body.has("requestPayload") ? body.getAsJsonObject("requestPayload") : body;
            if (event.toString().contains(executionArn) && callback(event.toString())) {
                sqs.deleteMessage(
                        delete -> delete.queueUrl(url("UndeliveredStops")).receiptHandle(message.receiptHandle()));
            }
        }
    }

    /** How many messages wait in a queue or are being worked on. */
    int waiting(String queue) {
        return sqs
                .getQueueAttributes(get -> get.queueUrl(url(queue))
                        .attributeNames(
                                QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
                                QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE))
                .attributes()
                .values()
                .stream()
                .mapToInt(Integer::parseInt)
                .sum();
    }

    private List<Message> received(String queue) {
        List<Message> all = new ArrayList<>();
        List<Message> some;
        do {
            some = sqs.receiveMessage(receive ->
                            receive.queueUrl(url(queue)).maxNumberOfMessages(10).visibilityTimeout(2))
                    .messages();
            all.addAll(some);
        } while (!some.isEmpty() && all.size() < 1000);
        return all;
    }

    private String url(String queue) {
        return url(sandbox, resource(queue));
    }

    /** The emulator calls its host localhost; only the address that it listens at is sure to be that. */
    static String url(Sandbox sandbox, String url) {
        return sandbox.account().endpoint().resolve(URI.create(url).getPath()).toString();
    }

    @Override
    public void close() {
        List.of(steps, sqs, events, table, functions, stacks).forEach(client -> client.close());
    }
}

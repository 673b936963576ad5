package sandbox;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.awaitility.Awaitility;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;
import software.amazon.awssdk.services.sfn.model.TaskFailedEventDetails;

/** Workflows of a test's own that ask in a step of their own, and the records of what they asked. */
final class OwnWaits implements AutoCloseable {

    /** What has to happen at once happens within this, on a slow machine and with a cold function too. */
    static final Duration AT_ONCE = Duration.ofSeconds(20);

    private final Sandbox sandbox;
    private final SfnClient steps;
    private final DynamoDbClient table;
    private final List<String> executions = new ArrayList<>();

    OwnWaits(Sandbox sandbox) {
        this.sandbox = sandbox;
        steps = sandbox.account().client(SfnClient.builder());
        table = sandbox.account().client(DynamoDbClient.builder());
    }

    /** A state that asks as examples/own-wait.asl.json does, and waits for a minute; its output is the outcome. */
    JsonObject ask(String approvalId, String title) {
        JsonObject request = new JsonObject();
        request.addProperty("title", title);
        request.add("approvers", Asking.array(Sandbox.APPROVER));
        return ask(approvalId, request);
    }

    JsonObject ask(String approvalId, JsonObject request) {
        JsonObject state = Asking.json("""
                {'Type': 'Task', 'Resource': 'arn:aws:states:::events:putEvents.waitForTaskToken',
                 'TimeoutSeconds': 60, 'Output': '{% $states.result.outcome %}', 'End': true,
                 'Arguments': {'Entries': [{'Source': 'human-approval', 'DetailType': 'Approval Requested',
                  'Detail': {'executionArn': '{% $states.context.Execution.Id %}',
                   'taskToken': '{% $states.context.Task.Token %}',
                   'attempt': '{% $states.context.State.RetryCount %}',
                   'deadline': '{% $fromMillis($millis() + 60000) %}'}}]}}""");
        entry(state).addProperty("EventBusName", sandbox.output("ApprovalBusName"));
        detail(state).addProperty("approvalId", approvalId);
        detail(state).add("request", request);
        return state;
    }

    /** What an asking state puts into its event. */
    static JsonObject detail(JsonObject ask) {
        return entry(ask).getAsJsonObject("Detail");
    }

    private static JsonObject entry(JsonObject ask) {
        return ask.getAsJsonObject("Arguments").getAsJsonArray("Entries").get(0).getAsJsonObject();
    }

    /** Starts a workflow that has this state alone; the execution's ARN. */
    String start(JsonObject state) {
        JsonObject definition = Asking.json("{'StartAt': 'Ask', 'States': {}}");
        definition.getAsJsonObject("States").add("Ask", state);
        return startMachine(definition);
    }

    /** Starts a workflow of that definition. */
    String startMachine(JsonObject definition) {
        definition.addProperty("QueryLanguage", "JSONata");
        String role = steps.describeStateMachine(
                        describe -> describe.stateMachineArn(sandbox.output("StateMachineHumanApprovalArn")))
                .roleArn();
        String machine = steps.createStateMachine(create -> create.name("own-" + UUID.randomUUID())
                        .definition(definition.toString())
                        .roleArn(role))
                .stateMachineArn();
        String execution =
                steps.startExecution(start -> start.stateMachineArn(machine)).executionArn();
        executions.add(execution);
        return execution;
    }

    /** How it ended; throws where it does not end at once. */
    Execution end(String execution) {
        return sandbox.executions().awaitEnd(execution, AT_ONCE);
    }

    /** The output of one that has ended, whatever it is. */
    String output(String execution) {
        return steps.describeExecution(describe -> describe.executionArn(execution))
                .output();
    }

    /** So many failures of its tasks, waiting for them. */
    List<TaskFailedEventDetails> failures(String execution, int count) {
        return Awaitility.await()
                .atMost(AT_ONCE)
                .until(() -> failures(execution), failures -> failures.size() >= count);
    }

    private List<TaskFailedEventDetails> failures(String execution) {
        return steps
                .getExecutionHistory(history -> history.executionArn(execution).maxResults(1000))
                .events()
                .stream()
                .map(HistoryEvent::taskFailedEventDetails)
                .filter(Objects::nonNull)
                .toList();
    }

    /** The record of an approval, waiting for it. */
    JsonObject record(String approvalId) {
        return Awaitility.await()
                .atMost(AT_ONCE)
                .until(() -> find(approvalId), Optional::isPresent)
                .orElseThrow();
    }

    private Optional<JsonObject> find(String approvalId) {
        return Optional.ofNullable(table.getItem(get -> get.tableName(sandbox.output("ApprovalTableName"))
                                .key(Map.of("approvalId", AttributeValue.fromS(approvalId))))
                        .item()
                        .get("document"))
                .map(document -> JsonParser.parseString(document.s()).getAsJsonObject());
    }

    /** The token that the answer belongs to. */
    String token(String approvalId) {
        return record(approvalId).getAsJsonObject("waiter").get("taskToken").getAsString();
    }

    /** Fails the wait of an approval from outside, as a workflow's own watchdog may. */
    void fail(String approvalId, String error) {
        String token = token(approvalId);
        steps.sendTaskFailure(send -> send.taskToken(token).error(error).cause("The test said so."));
    }

    @Override
    public void close() {
        for (String execution : executions) {
            if (sandbox.executions().get(execution).isRunning()) {
                steps.stopExecution(stop -> stop.executionArn(execution));
            }
        }
        steps.close();
        table.close();
    }
}

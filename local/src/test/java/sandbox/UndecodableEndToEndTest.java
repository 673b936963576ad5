package sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.sqs.model.Message;

/** Events that no channel can decode. Whoever waits is told; only what nobody waits for is set aside. */
@ExtendWith(SharedSandbox.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UndecodableEndToEndTest {

    /** What steps of one's own put into their event in place of what belongs there. */
    private static final List<String> WRONG = List.of(
            "{'deadline': 5}",
            "{'deadline': 'tomorrow'}",
            "{'request': null}",
            "{'request': 'Deploy'}",
            "{'attempt': 'first'}",
            "{'approvalId': 'no / id'}",
            "{'executionArn': {'name': 1}}",
            "{'startedBy': ['nobody']}");

    private static final List<Integer> TOO_DEEP = List.of(300, 1_500);

    /** How a message may go on after its token. */
    private static final List<String> ENDS =
            List.of("", ", \"request\": {]}", "}}} {\"event\": 1}", "}}, \"settings\": ");

    private final Map<String, String> executions = new LinkedHashMap<>();
    private OwnWaits waits;
    private Queues queues;

    @BeforeAll
    void startAll(Sandbox sandbox) {
        waits = new OwnWaits(sandbox);
        queues = new Queues(sandbox);
        for (String wrong : WRONG) {
            start(wrong, detail -> Asking.json(wrong).asMap().forEach(detail::add));
        }
        for (int levels : TOO_DEEP) {
            start(levels + " levels", detail -> detail.add("request", nested(levels)));
        }
        start("no request", detail -> detail.remove("request"));
        for (String queue : List.of("EmailQueue", "SlackQueue")) {
            for (String end : ENDS) {
                executions.put(queue + end, startWithMessage(queues.url(queue), end));
            }
        }
    }

    private void start(String name, Consumer<JsonObject> change) {
        JsonObject ask = waits.ask(UUID.randomUUID().toString(), "Undecodable");
        change.accept(OwnWaits.detail(ask));
        executions.put(name, waits.start(ask));
    }

    private static JsonObject nested(int levels) {
        JsonObject nested = new JsonObject();
        for (int i = 1; i < levels; i++) {
            JsonObject around = new JsonObject();
            around.add("a", nested);
            nested = around;
        }
        return nested;
    }

    /** Starts a workflow whose token reaches that channel's queue in a message of such an end. */
    private String startWithMessage(String queue, String end) {
        String own = queues.create();
        JsonObject ask = Asking.json("""
                {'Type': 'Task', 'Resource': 'arn:aws:states:::sqs:sendMessage.waitForTaskToken', 'End': true,
                 'TimeoutSeconds': 60, 'Arguments': {'MessageBody': '{% $states.context.Task.Token %}'}}""");
        ask.getAsJsonObject("Arguments").addProperty("QueueUrl", own);
        String execution = waits.start(ask);
        String token = queues.await(own, message -> true).body();
        queues.send(queue, message("\"taskToken\": \"" + token + "\"" + end));
        return execution;
    }

    private static String message(String detail) {
        String settings = "{\"settings\": {}, \"event\": {\"version\": \"0\", ";
        String event = "\"detail-type\": \"Approval Requested\", \"source\": \"human-approval\", ";
        return settings + event + "\"time\": \"2026-01-31T12:00:00Z\", \"detail\": {\"approvalId\": \"x\", " + detail;
    }

    @AfterAll
    void end() {
        waits.close();
        queues.close();
    }

    Stream<String> whoWaitsIsToldAtOnce() {
        return executions.keySet().stream();
    }

    @ParameterizedTest
    @MethodSource
    void whoWaitsIsToldAtOnce(String name) {
        Execution ended = waits.end(executions.get(name));
        assertTrue(ended.error().orElse("").matches("(?s)Approval\\.InvalidRequest: .*\\."), ended.toString());
    }

    @Test
    void whatNobodyWaitsForIsKeptInTheDeadLetterQueue() {
        String email = queues.url("EmailQueue");
        queues.giveUpAtOnce(email);
        String body = message("\"mark\": \"" + UUID.randomUUID() + "\"");
        queues.send(email, body);
        Message kept = queues.await(
                queues.url("EmailDeadLetterQueue"), message -> message.body().equals(body));
        assertEquals(body, kept.body());
    }
}

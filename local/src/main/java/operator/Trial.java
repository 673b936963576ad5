package operator;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;
import software.amazon.awssdk.services.sfn.model.HistoryEventType;

/**
 * An approval that is asked for to see what becomes of it.
 *
 * @param request as it was asked
 * @param started when Step Functions started the execution
 */
record Trial(Deployed stack, JsonObject request, String execution, Instant started) {

    private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

    static Trial start(Deployed stack, JsonObject request) {
        var started = stack.aws()
                .states()
                .startExecution(start -> start.stateMachineArn(stack.output("StateMachineHumanApprovalArn"))
                        .input(request.toString()));
        return new Trial(stack, request, started.executionArn(), started.startDate());
    }

    Optional<ApprovalRecord> record() {
        return Records.of(stack).of(execution);
    }

    /** Whether the record is there and like this. */
    boolean is(Predicate<ApprovalRecord> like) {
        return record().filter(like).isPresent();
    }

    /** Whether every channel that it was asked through has delivered something. */
    boolean isDelivered() {
        return is(record -> record.outboxes().keySet().stream()
                .allMatch(channel -> record.delivered(channel).isPresent()));
    }

    /** From the execution's start until a channel's service had taken the first message. */
    Optional<Duration> delivery(String channel) {
        return record().flatMap(record -> record.delivered(channel)).map(at -> Duration.between(started, at));
    }

    DescribeExecutionResponse described() {
        return stack.aws().states().describeExecution(describe -> describe.executionArn(execution));
    }

    boolean hasEnded() {
        return !described().statusAsString().equals("RUNNING");
    }

    void stop() {
        stack.aws().states().stopExecution(stop -> stop.executionArn(execution).cause("./approvals verify"));
    }

    /** From the vote's arrival at ApprovalCallback until Step Functions went on: two clocks of AWS. */
    Optional<Duration> resumed() {
        var goneOn = stack
                .aws()
                .states()
                .getExecutionHistory(get -> get.executionArn(execution).includeExecutionData(false))
                .events()
                .stream()
                .filter(event -> event.type() == HistoryEventType.TASK_SUCCEEDED)
                .map(HistoryEvent::timestamp)
                .findFirst();
        return record().filter(record -> !record.votes().isEmpty())
                .flatMap(record -> goneOn.map(
                        then -> Duration.between(record.votes().getLast().at(), then)));
    }

    /** SHA-256 over the canonical form (RFC 8785) of a request that has only plain text and small whole numbers. */
    String digest() {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256")
                            .digest(GSON.toJson(sorted(request)).getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256.", e);
        }
    }

    private static JsonElement sorted(JsonElement json) {
        if (!(json instanceof JsonObject object)) {
            return json;
        }
        var sorted = new JsonObject();
        new TreeMap<>(object.asMap()).forEach((name, value) -> sorted.add(name, sorted(value)));
        return sorted;
    }

    static JsonArray array(List<JsonElement> values) {
        var array = new JsonArray();
        values.forEach(array::add);
        return array;
    }

    static JsonElement text(String value) {
        return new JsonPrimitive(value);
    }
}

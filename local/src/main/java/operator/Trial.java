package operator;

import com.google.gson.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;
import software.amazon.awssdk.services.sfn.SfnClient;
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

    static Trial start(Deployed stack, JsonObject request) {
        var started = stack.client(SfnClient.builder())
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
        return is(record -> record.delivered().keySet().equals(record.outboxes().keySet()));
    }

    DescribeExecutionResponse described() {
        return stack.client(SfnClient.builder()).describeExecution(describe -> describe.executionArn(execution));
    }

    boolean hasEnded() {
        return !described().statusAsString().equals("RUNNING");
    }

    void stop() {
        stack.client(SfnClient.builder())
                .stopExecution(stop -> stop.executionArn(execution).cause("./approvals verify"));
    }

    /** From the vote's arrival at ApprovalCallback until Step Functions went on: two clocks of AWS. */
    Optional<Duration> resumed() {
        var history = stack.client(SfnClient.builder())
                .getExecutionHistory(get -> get.executionArn(execution).includeExecutionData(false));
        var goneOn = history.events().stream()
                .filter(event -> event.type() == HistoryEventType.TASK_SUCCEEDED)
                .map(HistoryEvent::timestamp)
                .findFirst();
        return record().filter(record -> !record.votes().isEmpty())
                .flatMap(record -> goneOn.map(
                        then -> Duration.between(record.votes().getLast().at(), then)));
    }
}

package sandbox;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.ExecutionListItem;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;

/** The runs of one state machine. */
public final class Executions {
    private final SfnClient stepFunctions;
    private final String stateMachine;
    private final Map<String, Execution> ended = new ConcurrentHashMap<>();

    Executions(SfnClient stepFunctions, String stateMachine) {
        this.stepFunctions = stepFunctions;
        this.stateMachine = stateMachine;
    }

    /** Starts one with this input. */
    public Execution start(JsonObject input) {
        return start(input.toString());
    }

    /** Starts one with this text as its input, byte for byte. */
    Execution start(String input) {
        var started = stepFunctions.startExecution(
                request -> request.stateMachineArn(stateMachine).input(input));
        return get(started.executionArn());
    }

    /** How an execution is now. */
    public Execution get(String arn) {
        var known = ended.get(arn);
        if (known != null) {
            return known;
        }
        var told = stepFunctions.describeExecution(request -> request.executionArn(arn));
        var running = told.statusAsString().equals("RUNNING");
        var execution = new Execution(
                arn,
                told.name(),
                told.statusAsString(),
                running ? state(arn) : Optional.empty(),
                told.input(),
                // The emulator repeats the error as an output.
                Optional.ofNullable(told.error() == null ? told.output() : null)
                        .flatMap(JsonText::tree)
                        .filter(JsonElement::isJsonObject)
                        .map(JsonElement::getAsJsonObject),
                Optional.ofNullable(told.error())
                        .map(error -> error + (told.cause() == null ? "" : ": " + told.cause())),
                told.startDate());
        if (!running) {
            ended.put(arn, execution);
        }
        return execution;
    }

    /** The execution when it has ended, waiting for that as long as allowed; then it throws. */
    public Execution awaitEnd(String arn, Duration limit) {
        return new Patience(limit)
                .await(
                        () -> Optional.of(get(arn)).filter(execution -> !execution.isRunning()),
                        () -> "The execution has not ended; it is in "
                                + get(arn).state().orElse("no state") + ".");
    }

    /** The newest ones, newest first. */
    public List<Execution> newest(int count) {
        return stepFunctions
                .listExecutions(request -> request.stateMachineArn(stateMachine).maxResults(count))
                .executions()
                .stream()
                .sorted((one, other) -> other.startDate().compareTo(one.startDate()))
                .map(ExecutionListItem::executionArn)
                .map(this::get)
                .toList();
    }

    private Optional<String> state(String arn) {
        return stepFunctions
                .getExecutionHistory(request -> request.executionArn(arn)
                        .reverseOrder(true)
                        .maxResults(20)
                        .includeExecutionData(false))
                .events()
                .stream()
                .map(HistoryEvent::stateEnteredEventDetails)
                .filter(details -> details != null)
                .map(details -> details.name())
                .findFirst();
    }
}

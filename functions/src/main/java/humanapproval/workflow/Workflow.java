package humanapproval.workflow;

import com.google.gson.JsonObject;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.InvalidTokenException;
import software.amazon.awssdk.services.sfn.model.TaskDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.TaskTimedOutException;

/** The workflow that waits. Every method throws the SDK's exception when Step Functions does not answer. */
public final class Workflow {

    // Step Functions API Reference, SendTaskFailure.
    private static final int LONGEST_CAUSE = 32_768;

    private final Supplier<SfnClient> stepFunctions;

    /** Talks to Step Functions by {@code stepFunctions}. */
    public Workflow(Supplier<SfnClient> stepFunctions) {
        this.stepFunctions = stepFunctions;
    }

    /**
     * Resumes the paused step with {@code outcome}. False when its token counts no more: it was used, timed out or
     * stopped.
     */
    public boolean resume(String taskToken, JsonObject outcome) {
        return accepted(() -> stepFunctions
                .get()
                .sendTaskSuccess(send -> send.taskToken(taskToken).output(outcome.toString())));
    }

    /** Fails the paused step. False when its token counts no more. */
    public boolean fail(String taskToken, String error, String cause) {
        String shortened = cause.length() <= LONGEST_CAUSE ? cause : cause.substring(0, LONGEST_CAUSE);
        return accepted(() -> stepFunctions
                .get()
                .sendTaskFailure(send -> send.taskToken(taskToken).error(error).cause(shortened)));
    }

    /** When the execution was stopped, failed or timed out; empty while it runs, and where it came to its own end. */
    public Optional<Instant> stoppedAt(String executionArn) {
        try {
            DescribeExecutionResponse execution =
                    stepFunctions.get().describeExecution(describe -> describe.executionArn(executionArn));
            return switch (execution.status()) {
                case ABORTED, FAILED, TIMED_OUT -> Optional.of(execution.stopDate());
                case SUCCEEDED, RUNNING, PENDING_REDRIVE, UNKNOWN_TO_SDK_VERSION -> Optional.empty();
            };
        } catch (ExecutionDoesNotExistException e) {
            return Optional.of(Instant.EPOCH);
        }
    }

    private static boolean accepted(Runnable call) {
        try {
            call.run();
            return true;
        } catch (TaskTimedOutException | TaskDoesNotExistException | InvalidTokenException e) {
            return false;
        }
    }
}

package humanapproval.waiter;

import com.google.gson.JsonObject;
import java.time.Instant;
import java.util.Optional;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.InvalidTokenException;
import software.amazon.awssdk.services.sfn.model.TaskDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.TaskTimedOutException;

/** The steps of Step Functions that wait for a task token. */
public final class StepFunctions implements Waiters {

    // Step Functions API Reference, SendTaskFailure.
    private static final int LONGEST_CAUSE = 32_768;

    private final SfnClient stepFunctions;

    /** Talks to Step Functions by {@code stepFunctions}. */
    public StepFunctions(SfnClient stepFunctions) {
        this.stepFunctions = stepFunctions;
    }

    @Override
    public boolean resume(Waiter waiter, JsonObject outcome) {
        return accepted(() -> stepFunctions.sendTaskSuccess(
                send -> send.taskToken(waiter.taskToken()).output(outcome.toString())));
    }

    @Override
    public boolean fail(Waiter waiter, String error, String cause) {
        String shortened = cause.length() <= LONGEST_CAUSE ? cause : cause.substring(0, LONGEST_CAUSE);
        return accepted(() -> stepFunctions.sendTaskFailure(
                send -> send.taskToken(waiter.taskToken()).error(error).cause(shortened)));
    }

    @Override
    public Optional<Instant> stoppedAt(Waiter waiter) {
        try {
            DescribeExecutionResponse execution =
                    stepFunctions.describeExecution(describe -> describe.executionArn(waiter.executionArn()));
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

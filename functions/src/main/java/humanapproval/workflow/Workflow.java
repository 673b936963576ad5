package humanapproval.workflow;

import com.google.gson.JsonObject;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.ExecutionDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.InvalidTokenException;
import software.amazon.awssdk.services.sfn.model.TaskDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.TaskTimedOutException;

/** The workflow that waits. Every method throws the SDK's exception when Step Functions does not answer. */
public final class Workflow {

    // Step Functions API Reference, SendTaskFailure.
    private static final int LONGEST_CAUSE = 32_768;

    private final SfnClient stepFunctions;

    /** Talks to Step Functions by {@code stepFunctions}. */
    public Workflow(SfnClient stepFunctions) {
        this.stepFunctions = stepFunctions;
    }

    /** Resumes the paused step with {@code outcome}. False when its token counts no more: it was used, timed out or stopped. */
    public boolean resume(String taskToken, JsonObject outcome) {
        return accepted(() -> stepFunctions.sendTaskSuccess(send -> send.taskToken(taskToken).output(outcome.toString())));
    }

    /** Fails the paused step. False when its token counts no more. */
    public boolean fail(String taskToken, String error, String cause) {
        String shortened = cause.length() <= LONGEST_CAUSE ? cause : cause.substring(0, LONGEST_CAUSE);
        return accepted(() -> stepFunctions.sendTaskFailure(send -> send.taskToken(taskToken).error(error).cause(shortened)));
    }

    /** How the execution stands. */
    public Standing standing(String executionArn) {
        try {
            return switch (stepFunctions.describeExecution(describe -> describe.executionArn(executionArn)).status()) {
                case ABORTED, FAILED, TIMED_OUT -> Standing.STOPPED;
                case SUCCEEDED -> Standing.DONE;
                case RUNNING, PENDING_REDRIVE, UNKNOWN_TO_SDK_VERSION -> Standing.RUNNING;
            };
        } catch (ExecutionDoesNotExistException e) {
            return Standing.STOPPED;
        }
    }

    /** How an execution stands. */
    public enum Standing {
        /** It goes on. */
        RUNNING,
        /** It came to its own end. */
        DONE,
        /** It was stopped, failed or timed out, or it is gone. */
        STOPPED
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

package humanapproval.fake;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionRequest;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.InvalidTokenException;
import software.amazon.awssdk.services.sfn.model.SendTaskFailureRequest;
import software.amazon.awssdk.services.sfn.model.SendTaskFailureResponse;
import software.amazon.awssdk.services.sfn.model.SendTaskSuccessRequest;
import software.amazon.awssdk.services.sfn.model.SendTaskSuccessResponse;
import software.amazon.awssdk.services.sfn.model.SfnException;
import software.amazon.awssdk.services.sfn.model.TaskDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.TaskTimedOutException;

/** Step Functions in memory. A token counts once; executions run unless told otherwise. */
public final class FakeSfn implements SfnClient {

    /** A token that was accepted, with the output. */
    public record Success(String token, String output) {}

    /** A token that was accepted, with the error. */
    public record Failure(String token, String error, String cause) {}

    private final List<Success> successes = new ArrayList<>();
    private final List<Failure> failures = new ArrayList<>();
    private final Set<String> used = new HashSet<>();
    private final Deque<RuntimeException> answers = new ArrayDeque<>();
    private final Map<String, ExecutionStatus> statuses = new HashMap<>();
    private int calls;

    /** What resumed a step. */
    public List<Success> successes() {
        return List.copyOf(successes);
    }

    /** What failed a step. */
    public List<Failure> failures() {
        return List.copyOf(failures);
    }

    /** How often a token was sent, accepted or not. */
    public int calls() {
        return calls;
    }

    /** Answers the next call with a token so. */
    public void answerNext(RuntimeException answer) {
        answers.add(answer);
    }

    /** The execution is in that status from now on; null is one that Step Functions no longer knows. */
    public void status(String executionArn, ExecutionStatus status) {
        statuses.put(executionArn, status);
    }

    /** The token was used, timed out, or its execution was stopped. */
    public static TaskTimedOutException timedOut() {
        return TaskTimedOutException.builder().message("Task Timed Out: 'quotes the token'").build();
    }

    /** The token's task is gone. */
    public static TaskDoesNotExistException gone() {
        return TaskDoesNotExistException.builder().message("Task does not exist").build();
    }

    /** The token is none. */
    public static InvalidTokenException invalid() {
        return InvalidTokenException.builder().message("Invalid Token: 'quotes the token'").build();
    }

    /** Too many calls. */
    public static SfnException throttled() {
        return (SfnException) SfnException.builder().message("Rate exceeded").statusCode(400)
                .awsErrorDetails(AwsErrorDetails.builder().errorCode("ThrottlingException").build()).build();
    }

    @Override
    public SendTaskSuccessResponse sendTaskSuccess(SendTaskSuccessRequest request) {
        take(request.taskToken());
        successes.add(new Success(request.taskToken(), request.output()));
        return SendTaskSuccessResponse.builder().build();
    }

    @Override
    public SendTaskFailureResponse sendTaskFailure(SendTaskFailureRequest request) {
        take(request.taskToken());
        failures.add(new Failure(request.taskToken(), request.error(), request.cause()));
        return SendTaskFailureResponse.builder().build();
    }

    @Override
    public DescribeExecutionResponse describeExecution(DescribeExecutionRequest request) {
        ExecutionStatus status = statuses.getOrDefault(request.executionArn(), ExecutionStatus.RUNNING);
        if (status == null) {
            throw ExecutionDoesNotExistException.builder().message("Execution Does Not Exist").build();
        }
        return DescribeExecutionResponse.builder().executionArn(request.executionArn()).status(status).build();
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {
        // Nothing is open.
    }

    private void take(String token) {
        calls++;
        if (!answers.isEmpty()) {
            throw answers.remove();
        }
        if (!used.add(token)) {
            throw timedOut();
        }
    }
}

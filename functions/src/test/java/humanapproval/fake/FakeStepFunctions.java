package humanapproval.fake;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionRequest;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.SendTaskFailureRequest;
import software.amazon.awssdk.services.sfn.model.SendTaskFailureResponse;
import software.amazon.awssdk.services.sfn.model.SendTaskSuccessRequest;
import software.amazon.awssdk.services.sfn.model.SendTaskSuccessResponse;
import software.amazon.awssdk.services.sfn.model.SfnException;

/** Step Functions, as far as the functions talk to it. */
public final class FakeStepFunctions implements SfnClient {

    public final List<SendTaskSuccessRequest> successes = new ArrayList<>();
    public final List<SendTaskFailureRequest> failures = new ArrayList<>();
    /** What the next calls of SendTask* throw. */
    public final Deque<RuntimeException> faults = new ArrayDeque<>();
    /** What looking at an execution throws. */
    public RuntimeException gone;

    public ExecutionStatus status = ExecutionStatus.RUNNING;
    /** When it came to that status. */
    public Instant stoppedAt = Instant.EPOCH;

    @Override
    public SendTaskSuccessResponse sendTaskSuccess(SendTaskSuccessRequest request) {
        throwNext();
        limit("output", request.output(), 262_144);
        successes.add(request);
        return SendTaskSuccessResponse.builder().build();
    }

    @Override
    public SendTaskFailureResponse sendTaskFailure(SendTaskFailureRequest request) {
        throwNext();
        limit("error", request.error(), 256);
        limit("cause", request.cause(), 32_768);
        failures.add(request);
        return SendTaskFailureResponse.builder().build();
    }

    /** Step Functions API Reference, SendTaskSuccess and SendTaskFailure. */
    private static void limit(String name, String value, int most) {
        if (value.length() > most || value.getBytes(StandardCharsets.UTF_8).length > 262_144) {
            String message = "1 validation error detected: Value at '" + name
                    + "' failed to satisfy constraint: Member must have length less than or equal to " + most;
            throw SfnException.builder()
                    .message(message)
                    .statusCode(400)
                    .awsErrorDetails(AwsErrorDetails.builder()
                            .errorCode("ValidationException")
                            .errorMessage(message)
                            .build())
                    .build();
        }
    }

    @Override
    public DescribeExecutionResponse describeExecution(DescribeExecutionRequest request) {
        if (gone != null) {
            throw gone;
        }
        return DescribeExecutionResponse.builder()
                .status(status)
                .stopDate(stoppedAt)
                .build();
    }

    private void throwNext() {
        if (!faults.isEmpty()) {
            throw faults.pop();
        }
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}
}

package humanapproval.faults;

import com.google.gson.JsonParser;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionRequest;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.SendTaskFailureRequest;
import software.amazon.awssdk.services.sfn.model.SendTaskFailureResponse;
import software.amazon.awssdk.services.sfn.model.SendTaskSuccessRequest;
import software.amazon.awssdk.services.sfn.model.SendTaskSuccessResponse;
import software.amazon.awssdk.services.sfn.model.TaskTimedOutException;

/** Step Functions, as our functions call it. */
record Tokens(Execution execution) implements SfnClient {

    @Override
    public SendTaskSuccessResponse sendTaskSuccess(SendTaskSuccessRequest sent) {
        answer(
                sent.taskToken(),
                () -> execution.goOn(JsonParser.parseString(sent.output()).getAsJsonObject()));
        return SendTaskSuccessResponse.builder().build();
    }

    @Override
    public SendTaskFailureResponse sendTaskFailure(SendTaskFailureRequest sent) {
        answer(sent.taskToken(), () -> execution.fail(sent.error(), sent.cause()));
        return SendTaskFailureResponse.builder().build();
    }

    private void answer(String token, Runnable answer) {
        if (!execution.takes(token, answer)) {
            throw TaskTimedOutException.builder().message("Task timed out").build();
        }
    }

    @Override
    public DescribeExecutionResponse describeExecution(DescribeExecutionRequest described) {
        return DescribeExecutionResponse.builder()
                .status(execution.status())
                .stopDate(execution.stoppedAt())
                .build();
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}
}

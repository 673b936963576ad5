package humanapproval.waiter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import humanapproval.fake.FakeStepFunctions;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.sfn.model.ExecutionDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.InvalidTokenException;
import software.amazon.awssdk.services.sfn.model.SfnException;
import software.amazon.awssdk.services.sfn.model.TaskDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.TaskTimedOutException;

class ExecutionTest {

    private static final Waiter WAITER = new Waiter("arn", "t", 0);

    private static final String OWN = "arn:aws:states:eu-west-1:123456789012:execution:HumanApproval:run-1";

    @ParameterizedTest
    @CsvSource({
        "arn:aws:states:eu-west-1:123456789012:execution:Deploy:run-7, Deploy:run-7, true",
        "arn:aws:states:us-east-1:123456789012:execution:Deploy:run-7, Deploy:run-7, true",
        "arn:aws:states:eu-west-1:999999999999:execution:Deploy:run-7, Deploy:run-7, false",
        "arn:aws-cn:states:cn-north-1:123456789012:execution:Deploy:run-7, Deploy:run-7, false",
        "the board, the board, false",
        "arn:aws:states:eu-west-1:1:execution:a:b:c, arn:aws:states:eu-west-1:1:execution:a:b:c, false"
    })
    void aCallerIsShownAsSaidWithALinkForThisAccountOnly(String said, String shown, boolean linked) {
        Execution.Caller caller = new Execution(OWN).startedBy(said);
        assertEquals(shown, caller.name());
        assertEquals(linked, caller.consoleLink().isPresent());
    }

    @ParameterizedTest
    @CsvSource({
        "aws, eu-west-1, console.aws.amazon.com",
        "aws-cn, cn-north-1, console.amazonaws.cn",
        "aws-us-gov, us-gov-west-1, console.amazonaws-us-gov.com",
        "aws-eusc, eusc-de-east-1, console.amazonaws-eusc.eu"
    })
    void theConsoleLinkIsRightForThePartition(String partition, String region, String console) {
        String arn = "arn:" + partition + ":states:" + region + ":123456789012:execution:Machine:run-1";
        assertEquals(
                Optional.of("https://" + region + "." + console + "/states/home?region=" + region
                        + "#/v2/executions/details/" + arn),
                new Execution(arn).consoleLink());
    }

    @Test
    void withoutAPublicConsoleThereIsNoLink() {
        assertEquals(Optional.empty(), new Execution("arn:aws-iso:states:us-iso-east-1:1:execution:M:r").consoleLink());
        assertEquals(Optional.empty(), new Execution("nonsense").consoleLink());
        assertEquals(Optional.empty(), new Execution("arn:aws:states:evil.example/:1:execution:M:r").consoleLink());
    }

    @Test
    void anOddNameStaysPartOfTheLink() {
        String link = new Execution("arn:aws:states:eu-west-1:1:execution:M:a b\"ü")
                .consoleLink()
                .orElseThrow();
        assertTrue(link.endsWith("M:a%20b%22%C3%BC"), link);
    }

    @Test
    void aTokenThatCountsNoMoreIsNoError() {
        FakeStepFunctions sfn = new FakeStepFunctions();
        StepFunctions workflow = new StepFunctions(sfn);
        sfn.faults.add(TaskTimedOutException.builder().build());
        sfn.faults.add(TaskDoesNotExistException.builder().build());
        sfn.faults.add(InvalidTokenException.builder().build());
        assertFalse(workflow.resume(WAITER, new JsonObject()));
        assertFalse(workflow.resume(WAITER, new JsonObject()));
        assertFalse(workflow.fail(WAITER, "e", "c"));
        sfn.faults.add(SfnException.builder().message("throttled").build());
        assertThrows(SfnException.class, () -> workflow.resume(WAITER, new JsonObject()));
        assertTrue(workflow.fail(WAITER, "e", "c".repeat(40_000)));
        assertEquals(32_768, sfn.failures.getFirst().cause().length());
    }

    @Test
    void anExecutionThatIsGoneCountsAsStopped() {
        FakeStepFunctions sfn = new FakeStepFunctions();
        sfn.stoppedAt = Instant.parse("2026-01-31T12:00:00Z");
        for (ExecutionStatus goingOn :
                List.of(ExecutionStatus.RUNNING, ExecutionStatus.SUCCEEDED, ExecutionStatus.PENDING_REDRIVE)) {
            sfn.status = goingOn;
            assertEquals(Optional.empty(), new StepFunctions(sfn).stoppedAt(WAITER));
        }
        for (ExecutionStatus ended :
                List.of(ExecutionStatus.ABORTED, ExecutionStatus.FAILED, ExecutionStatus.TIMED_OUT)) {
            sfn.status = ended;
            assertEquals(Optional.of(sfn.stoppedAt), new StepFunctions(sfn).stoppedAt(WAITER));
        }
        sfn.gone = ExecutionDoesNotExistException.builder().build();
        assertEquals(Optional.of(Instant.EPOCH), new StepFunctions(sfn).stoppedAt(WAITER));
    }
}

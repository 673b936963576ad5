package sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.GetFunctionConfigurationResponse;

/** A deployment with other parameters than the playground's: as in a region without SnapStart, in a new account. */
@ExtendWith(SharedSandbox.class)
class SwitchesEndToEndTest {

    private final Sandbox sandbox;

    SwitchesEndToEndTest(Sandbox sandbox) {
        this.sandbox = sandbox;
    }

    @AfterEach
    void asItWas() {
        sandbox.redeploy(Map.of());
    }

    @Test
    void aChangedSwitchIsInANewVersionAndHostileFetchesAreThrottledWhileAnApprovalGoesOn() {
        String before = live().version();
        sandbox.redeploy(Map.of("SnapStart", "off", "Tracing", "off", "Throttling", "tight"));
        GetFunctionConfigurationResponse now = live();
        assertTrue(Integer.parseInt(now.version()) > Integer.parseInt(before), now.version());
        assertEquals("PassThrough", now.tracingConfig().modeAsString());
        assertEquals("None", now.snapStart().applyOnAsString());

        try (Asking asking = new Asking(sandbox)) {
            Mail mail = asking.ask(Asking.json("{'timeoutSeconds': 8}"));
            List<Integer> answers = IntStream.range(0, 40)
                    .parallel()
                    .mapToObj(time -> asking.visitor.open(mail.link("approve")).status())
                    .toList();
            assertTrue(answers.contains(429) && answers.stream().allMatch(status -> status == 200 || status == 429));
            assertEquals("EXPIRED", asking.end().outcome());
        }
    }

    private GetFunctionConfigurationResponse live() {
        try (LambdaClient lambda = sandbox.account().client(LambdaClient.builder())) {
            return lambda.getFunctionConfiguration(get -> get.functionName(Asking.resource(sandbox, "ApprovalCallback"))
                    .qualifier("live"));
        }
    }
}

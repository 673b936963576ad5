package sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;

/** Every file of events/, byte for byte, through the deployed functions. */
@ExtendWith(SharedSandbox.class)
class SampleEventsEndToEndTest {

    private static final Path EVENTS = Project.here().root().resolve("events");

    /** File, and what the function says about it in a stack that never asked for it. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "EmailChannel-requested.json | \"batchItemFailures\":[]",
                "EmailChannel-closed.json | \"batchItemFailures\":[]",
                "EmailChannel-malformed.json | 059f36b4-87a3-44ab-83d2-661975830a7d",
                "SlackChannel-requested.json | \"batchItemFailures\":[]",
                "SlackChannel-closed.json | \"batchItemFailures\":[]",
                "SlackChannel-malformed.json | 059f36b4-87a3-44ab-83d2-661975830a7d",
                "ApprovalCallback-slack.json | \"statusCode\":401",
                "ApprovalCallback-malformed-slack.json | \"statusCode\":401",
                "ApprovalCallback-show.json | \"statusCode\":",
                "ApprovalCallback-vote.json | \"statusCode\":",
                "ApprovalCallback-malformed-vote.json | \"statusCode\":4",
                "ApprovalCallback-settle.json | \"schemaVersion\":1",
                "ApprovalCallback-stopped.json | {}"
            })
    void aSampleIsAnswered(String file, String expected, Sandbox sandbox) {
        InvokeResponse response = invoke(sandbox, file);
        assertNull(response.functionError(), response.payload().asUtf8String());
        String answer =
                JsonParser.parseString(response.payload().asUtf8String()).toString();
        assertTrue(answer.contains(expected), answer);
    }

    @Test
    void aBadSampleFailsInTheFunctionsOwnWords(Sandbox sandbox) {
        InvokeResponse response = invoke(sandbox, "ApprovalCallback-unknown.json");
        assertNotNull(response.functionError());
        JsonObject error =
                JsonParser.parseString(response.payload().asUtf8String()).getAsJsonObject();
        assertTrue(error.get("errorMessage").getAsString().startsWith("The event must be"), error.toString());
    }

    @Test
    void noSampleIsForgotten() throws IOException {
        try (var files = Files.list(EVENTS)) {
            // SlackChannel-refused.json writes to Slack itself, so only the unit tests meet it.
            assertEquals(15, files.count());
        }
    }

    private static InvokeResponse invoke(Sandbox sandbox, String file) {
        try (LambdaClient lambda = sandbox.account().client(LambdaClient.builder())) {
            String function = Asking.resource(sandbox, file.substring(0, file.indexOf('-')));
            SdkBytes payload = SdkBytes.fromByteArray(Files.readAllBytes(EVENTS.resolve(file)));
            return lambda.invoke(
                    invoke -> invoke.functionName(function).qualifier("live").payload(payload));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.lambda.model.LogType;

/** What README.md says of the sample events with a stack is what comes. */
@ExtendWith(SharedSandbox.class)
class ReadmeSamplesEndToEndTest {

    private static final Path ROOT = Project.here().root();

    @Test
    void aSampleIsAnsweredAsTheTableSays(Sandbox sandbox) throws IOException {
        List<String> rows = Files.readAllLines(ROOT.resolve("README.md")).stream()
                .filter(line -> line.matches("\\| `\\w+-[\\w-]+\\.json` \\|.*"))
                .toList();
        assertEquals(15, rows.size());
        for (String row : rows) {
            String[] cells = row.split("\\|");
            String sample = texts(cells[1]).getFirst();
            // That one writes to Slack itself.
            if (!sample.equals("SlackChannel-refused.json")) {
                String answer = answer(sandbox, sample);
                List<String> expected = texts(cells[cells[3].strip().equals("the same") ? 2 : 3]);
                assertFalse(expected.isEmpty(), row);
                expected.forEach(text -> assertTrue(answer.contains(text), text + " is not in " + answer));
            }
        }
    }

    /** What stands between backticks. */
    private static List<String> texts(String cell) {
        return Pattern.compile("`([^`]+)`")
                .matcher(cell)
                .results()
                .map(text -> text.group(1))
                .toList();
    }

    /** The answer without blanks, as JSON may have some or none, and the log. */
    private static String answer(Sandbox sandbox, String sample) throws IOException {
        SdkBytes payload = SdkBytes.fromByteArray(Files.readAllBytes(ROOT.resolve("events/" + sample)));
        String function = Asking.resource(sandbox, sample.substring(0, sample.indexOf('-')));
        try (LambdaClient lambda = sandbox.account().client(LambdaClient.builder())) {
            InvokeResponse answer = lambda.invoke(invoke -> invoke.functionName(function)
                    .qualifier("live")
                    .logType(LogType.TAIL)
                    .payload(payload));
            return answer.payload().asUtf8String().replace(" ", "")
                    + new String(Base64.getDecoder().decode(answer.logResult()), StandardCharsets.UTF_8);
        }
    }
}

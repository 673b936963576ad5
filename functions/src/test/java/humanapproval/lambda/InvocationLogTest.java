package humanapproval.lambda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import humanapproval.json.MalformedException;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.sfn.model.SfnException;

class InvocationLogTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final InvocationLog log =
            new InvocationLog(new PrintStream(out, true, StandardCharsets.UTF_8), "EmailChannel");

    private String written() {
        log.write("request-1");
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void anInvocationIsOneLineThatNamesWhatWasDoneToWhat() {
        log.step("approval-1", "SENT");
        log.step(null, "NOOP");
        String line = written();
        assertEquals(1, line.lines().count());
        JsonObject json = JsonParser.parseString(line).getAsJsonObject();
        assertEquals("EmailChannel", json.get("function").getAsString());
        assertEquals("request-1", json.get("requestId").getAsString());
        assertTrue(json.get("version").getAsString().matches("[0-9]+\\.[0-9]+\\.[0-9]+"), line);
        assertEquals(
                "approval-1",
                json.getAsJsonArray("steps")
                        .get(0)
                        .getAsJsonObject()
                        .get("approvalId")
                        .getAsString());
        assertEquals(
                "NOOP",
                json.getAsJsonArray("steps")
                        .get(1)
                        .getAsJsonObject()
                        .get("result")
                        .getAsString());
    }

    @Test
    void ofAnothersExceptionOnlyTheKindIsTold() {
        log.failed(
                "approval-1",
                SfnException.builder()
                        .message("Invalid Token: 'the-token'")
                        .awsErrorDetails(AwsErrorDetails.builder()
                                .errorCode("InvalidToken")
                                .errorMessage("the-token")
                                .build())
                        .build());
        log.failed(null, new IllegalStateException("the-token", new IllegalArgumentException("the-token")));
        String line = written();
        assertFalse(line.contains("the-token"), line);
        assertTrue(
                line.contains("SfnException InvalidToken")
                        && line.contains("IllegalStateException")
                        && line.contains("IllegalArgumentException"),
                line);
    }

    @Test
    void ourOwnExceptionsSpeakForThemselvesAndSayWhere() {
        log.failed(null, new MalformedException("The message must be a JSON object."));
        JsonObject failed = JsonParser.parseString(written())
                .getAsJsonObject()
                .getAsJsonArray("steps")
                .get(0)
                .getAsJsonObject();
        assertEquals("The message must be a JSON object.", failed.get("error").getAsString());
        assertTrue(failed.get("at").getAsString().startsWith("InvocationLogTest.java:"), failed.toString());
    }
}

package humanapproval.lambda;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/**
 * One JSON line for each invocation of a function, which come one after the other. It names what was done to which
 * approval and, for a failure, the kind of error: never an event, a body, a link, a token, an address or an exception's
 * message, which may quote any of them.
 */
public final class InvocationLog {

    private static final String OURS = "humanapproval.";
    private static final String VERSION = version();

    private final PrintStream out;
    private final String function;
    private JsonArray steps = new JsonArray();

    /** The log of {@code function}. */
    public InvocationLog(PrintStream out, String function) {
        this.out = out;
        this.function = function;
    }

    /** Adds that {@code approvalId} (null when it is not known) came to one of the function's own words. */
    public void step(String approvalId, String result) {
        add(approvalId, result);
    }

    /** Adds that {@code approvalId} (null when it is not known) failed with {@code failure}. */
    public void failed(String approvalId, Throwable failure) {
        JsonObject step = add(approvalId, "FAILED");
        step.addProperty("error", named(failure));
        if (failure.getCause() != null) {
            step.addProperty("cause", named(failure.getCause()));
        }
        // The innermost frame of our own code: where to look, without a message.
        String at = Stream.of(failure.getStackTrace())
                .filter(frame -> frame.getClassName().startsWith(OURS))
                .findFirst()
                .map(frame -> frame.getFileName() + ":" + frame.getLineNumber())
                .orElse(null);
        step.addProperty("at", at);
    }

    private JsonObject add(String approvalId, String result) {
        JsonObject step = new JsonObject();
        step.addProperty("approvalId", approvalId);
        step.addProperty("result", result);
        steps.add(step);
        return step;
    }

    /** Writes the line of the invocation {@code requestId}; what is added from now on belongs to the next one. */
    public void write(String requestId) {
        JsonObject line = new JsonObject();
        line.addProperty("function", function);
        line.addProperty("version", VERSION);
        line.addProperty("requestId", requestId);
        line.add("steps", steps);
        out.println(line);
        steps = new JsonArray();
    }

    /** Maven writes the version of pom.xml into that file. */
    private static String version() {
        try (InputStream file = InvocationLog.class.getResourceAsStream("version.txt")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Our own exceptions speak in fixed sentences without values; of all others only the kind is told. */
    private static String named(Throwable failure) {
        String kind = failure.getClass().getSimpleName();
        if (failure.getClass().getName().startsWith(OURS)) {
            return failure.getMessage();
        }
        return failure instanceof AwsServiceException aws && aws.awsErrorDetails() != null
                ? kind + " " + aws.awsErrorDetails().errorCode()
                : kind;
    }
}

package humanapproval.lambda;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
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

    /**
     * Adds that {@code approvalId} (null when it is not known) came to {@code result}, one of the function's own words.
     */
    public void step(String approvalId, String result) {
        steps.add(entry(approvalId, result));
    }

    /** Adds that {@code approvalId} (null when it is not known) failed with {@code failure}. */
    public void failed(String approvalId, Throwable failure) {
        JsonObject entry = entry(approvalId, "FAILED");
        entry.addProperty("error", named(failure));
        if (failure.getCause() != null) {
            entry.addProperty("cause", named(failure.getCause()));
        }
        entry.addProperty("at", at(failure));
        steps.add(entry);
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

    private static JsonObject entry(String approvalId, String result) {
        JsonObject entry = new JsonObject();
        entry.addProperty("approvalId", approvalId);
        entry.addProperty("result", result);
        return entry;
    }

    /** Our own exceptions speak in fixed sentences without values; of all others only the kind is told. */
    private static String named(Throwable failure) {
        if (failure.getClass().getName().startsWith(OURS)) {
            return failure.getMessage();
        }
        return failure instanceof AwsServiceException aws && aws.awsErrorDetails() != null
                ? failure.getClass().getSimpleName() + " "
                        + aws.awsErrorDetails().errorCode()
                : failure.getClass().getSimpleName();
    }

    /** The innermost frame of our own code: where to look, without a message. */
    private static String at(Throwable failure) {
        for (StackTraceElement frame : failure.getStackTrace()) {
            if (frame.getClassName().startsWith(OURS)) {
                return frame.getFileName() + ":" + frame.getLineNumber();
            }
        }
        return null;
    }
}

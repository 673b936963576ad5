package humanapproval.fake;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import humanapproval.lambda.Environment;
import humanapproval.request.BusEvent;
import humanapproval.request.Limits;
import humanapproval.store.Approval;
import humanapproval.store.LinkCode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** A request, its record, and the sample events. */
public final class Samples {

    public static final String ID = "3f0c1d52-8f57-4f0e-9c4e-1a2b3c4d5e6f";
    public static final String EXECUTION = "arn:aws:states:eu-west-1:123456789012:execution:HumanApproval:run-1";
    public static final String TOKEN = "AQC-task-token-of-attempt-0";
    public static final String BOB = "bob@example.com";
    public static final String CODE = "abcdefghijklmnopqrstuv";
    public static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");
    public static final Instant DEADLINE = NOW.plusSeconds(3600);

    /** What template.yaml gives the functions. */
    public static final Environment ENVIRONMENT = new Environment(Map.of(
            "AWS_REGION",
            "eu-west-1",
            "APPROVAL_TABLE",
            "table",
            "APPROVAL_BUS",
            "bus",
            "APPROVAL_TOPIC",
            "topic",
            "EMAIL_QUEUE",
            "queue",
            "SLACK_QUEUE",
            "queue",
            "SLACK_BOT_TOKEN",
            "token",
            "SLACK_SIGNING_SECRET",
            "signing"));

    private Samples() {}

    public static JsonObject json(String text) {
        return JsonParser.parseString(text.replace('\'', '"')).getAsJsonObject();
    }

    public static BusEvent.Requested requested(String request) {
        return requested(request, 0, TOKEN);
    }

    public static BusEvent.Requested requested(String request, int attempt, String token) {
        return new BusEvent.Requested(
                ID, EXECUTION, token, attempt, NOW, DEADLINE, json(request), Optional.empty(), new Limits(true, false));
    }

    /** A request of an execution that says which one started it. */
    public static BusEvent.Requested startedBy(String execution) {
        return new BusEvent.Requested(
                ID, EXECUTION, TOKEN, 0, NOW, DEADLINE, json("{}"), Optional.of(execution), new Limits(true, false));
    }

    /** Open, mailed to Bob. */
    public static Approval open(String request) {
        return Approval.opened(requested(request)).withLink(LinkCode.hash(CODE), BOB);
    }

    /** A file of the project, from its root. */
    public static String file(String path) {
        try {
            return Files.readString(Path.of("..").resolve(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static JsonObject event(String name) {
        return JsonParser.parseString(file("events/" + name)).getAsJsonObject();
    }

    /** Invokes the handler as Lambda does. */
    public static JsonObject invoke(RequestStreamHandler handler, JsonObject event) {
        try {
            ByteArrayOutputStream output = new ByteArrayOutputStream();
            handler.handleRequest(
                    new ByteArrayInputStream(event.toString().getBytes(StandardCharsets.UTF_8)),
                    output,
                    new Invocation());
            return JsonParser.parseString(output.toString(StandardCharsets.UTF_8))
                    .getAsJsonObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record Invocation() implements Context {
        @Override
        public String getAwsRequestId() {
            return "request-1";
        }

        @Override
        public String getLogGroupName() {
            throw new UnsupportedOperationException();
        }

        @Override
        public String getLogStreamName() {
            throw new UnsupportedOperationException();
        }

        @Override
        public String getFunctionName() {
            throw new UnsupportedOperationException();
        }

        @Override
        public String getFunctionVersion() {
            throw new UnsupportedOperationException();
        }

        @Override
        public String getInvokedFunctionArn() {
            throw new UnsupportedOperationException();
        }

        @Override
        public CognitoIdentity getIdentity() {
            throw new UnsupportedOperationException();
        }

        @Override
        public ClientContext getClientContext() {
            throw new UnsupportedOperationException();
        }

        @Override
        public int getRemainingTimeInMillis() {
            throw new UnsupportedOperationException();
        }

        @Override
        public int getMemoryLimitInMB() {
            throw new UnsupportedOperationException();
        }

        @Override
        public LambdaLogger getLogger() {
            throw new UnsupportedOperationException();
        }
    }
}

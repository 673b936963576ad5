package humanapproval.fake;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import humanapproval.approval.Approval;
import humanapproval.approval.ChannelName;
import humanapproval.approval.Limits;
import humanapproval.approval.Question;
import humanapproval.approval.Reach;
import humanapproval.email.Links;
import humanapproval.events.ApprovalEvent;
import humanapproval.lambda.Environment;
import humanapproval.waiter.Waiter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
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

    public static ApprovalEvent.Requested requested(String request) {
        return requested(request, 0, TOKEN);
    }

    public static ApprovalEvent.Requested requested(String request, int attempt, String token) {
        return requested(json(request), new Waiter(EXECUTION, token, attempt), Optional.empty());
    }

    /** A request of {@code waiter}, started by an execution where it says so. */
    public static ApprovalEvent.Requested requested(JsonObject request, Waiter waiter, Optional<String> startedBy) {
        return new ApprovalEvent.Requested(ID, waiter, NOW, DEADLINE, request, startedBy);
    }

    /** A request of an execution that says which one started it. */
    public static ApprovalEvent.Requested startedBy(String execution) {
        return requested(new JsonObject(), new Waiter(EXECUTION, TOKEN, 0), Optional.of(execution));
    }

    /** The record that {@code event} opens, where the deployer allows all. */
    public static Approval opened(ApprovalEvent.Requested event) {
        Question question = Question.asked(
                event.request(), new Limits(true, false), event.askedAt(), event.deadline(), event.startedBy());
        return Approval.opened(event.approvalId(), event.waiter(), question);
    }

    /** Open, mailed to Bob. */
    public static Approval open(String request) {
        return linked(opened(requested(request)), CODE, BOB);
    }

    /** Where {@code channel} has said whom it reaches. */
    public static Approval reached(Approval approval, ChannelName channel, Reach reach) {
        return approval.with(channel, outbox -> outbox.reaching(reach));
    }

    /** With a link of that code, mailed to {@code approver}. */
    public static Approval linked(Approval approval, String code, String approver) {
        return approval.with(ChannelName.EMAIL, outbox -> {
            JsonObject own = outbox.own().deepCopy();
            JsonObject links = own.has("links") ? own.getAsJsonObject("links") : new JsonObject();
            links.addProperty(Links.hash(code), approver);
            own.add("links", links);
            return outbox.with(own);
        });
    }

    /** A file of the project, from its root. */
    public static String file(String path) {
        try {
            return Files.readString(Path.of("..").resolve(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An input from the field. */
    public static JsonObject showCase(String name) {
        return JsonParser.parseString(file("functions/src/test/resources/cases/" + name + ".json"))
                .getAsJsonObject();
    }

    public static JsonObject event(String name) {
        return JsonParser.parseString(file("events/" + name)).getAsJsonObject();
    }

    /** Invokes the handler as Lambda does. */
    public static JsonObject invoke(RequestStreamHandler handler, JsonObject event) {
        try {
            ByteArrayOutputStream output = new ByteArrayOutputStream();
            handler.handleRequest(
                    new ByteArrayInputStream(event.toString().getBytes(StandardCharsets.UTF_8)), output, context());
            return JsonParser.parseString(output.toString(StandardCharsets.UTF_8))
                    .getAsJsonObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Lambda's context of an invocation, as far as the functions look into it. */
    public static Context context() {
        return (Context) Proxy.newProxyInstance(
                Context.class.getClassLoader(),
                new Class<?>[] {Context.class},
                (context, method, arguments) -> switch (method.getName()) {
                    case "getAwsRequestId" -> "request-1";
                    case "getRemainingTimeInMillis" -> 30_000;
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }
}

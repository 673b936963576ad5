package humanapproval.callback;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import humanapproval.lambda.AwsClients;
import humanapproval.lambda.Environment;
import humanapproval.lambda.InvocationLog;
import humanapproval.lambda.Priming;
import humanapproval.lambda.Secret;
import humanapproval.request.BusEvent;
import humanapproval.request.JsonFields;
import humanapproval.request.MalformedException;
import humanapproval.store.Approvals;
import humanapproval.workflow.Announcer;
import humanapproval.workflow.Workflow;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sfn.SfnClient;

/**
 * Decides, for whoever calls: API Gateway with a person's vote, a state machine whose wait ended, EventBridge when an
 * execution was stopped. Answers people in pages, whatever happens; fails for the others, who try again.
 */
public final class ApprovalCallback implements RequestStreamHandler {

    private static final Gson GSON = new Gson();

    private final Approvals approvals;
    private final Decider decider;
    private final ApprovalPages approvalPages;
    private final SlackInteractions slackInteractions;
    private final Pages pages;
    private final Map<String, String> headers;
    private final PrintStream log;
    // The runtime holds it weakly.
    private Priming priming;

    /** As Lambda makes it: real clients, set up from the environment. */
    public ApprovalCallback() {
        this(Environment.ofProcess());
    }

    private ApprovalCallback(Environment environment) {
        this(new AwsClients(environment), environment);
    }

    private ApprovalCallback(AwsClients aws, Environment environment) {
        this(aws, environment, Clock.tickMillis(ZoneOffset.UTC), System.out);
        priming = Priming.beforeSnapshot(
                () -> Rehearsal.run(environment, Priming.TIMES), aws, () -> approvals.find("none"));
    }

    ApprovalCallback(AwsClients aws, Environment environment, Clock clock, PrintStream log) {
        this(
                new Approvals(aws.client(DynamoDbClient::builder), environment.get("APPROVAL_TABLE"), clock),
                new Workflow(aws.client(SfnClient::builder)),
                new Announcer(aws.client(EventBridgeClient::builder), environment.get("APPROVAL_BUS")),
                new Secret(aws.client(SecretsManagerClient::builder), environment.get("SLACK_SIGNING_SECRET"), clock),
                SlackInteractions.PATIENCE,
                clock,
                log);
    }

    ApprovalCallback(
            Approvals approvals,
            Workflow workflow,
            Announcer announcer,
            Secret signingSecret,
            Duration patience,
            Clock clock,
            PrintStream log) {
        this.approvals = approvals;
        this.decider = new Decider(approvals, workflow, announcer, clock);
        this.pages = new Pages();
        this.approvalPages = new ApprovalPages(approvals, decider, announcer, pages, clock);
        this.slackInteractions = new SlackInteractions(decider, announcer, signingSecret, patience, clock);
        this.headers = PageHeaders.with(pages.styleSource());
        this.log = log;
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        serve(input, output, context.getAwsRequestId());
    }

    void serve(InputStream input, OutputStream output, String requestId) throws IOException {
        InvocationLog line = new InvocationLog(log, "ApprovalCallback", requestId);
        try {
            JsonFields event = JsonFields.parse(new InputStreamReader(input, StandardCharsets.UTF_8), "event");
            output.write(answer(event, line).getBytes(StandardCharsets.UTF_8));
        } finally {
            line.write();
        }
    }

    private String answer(JsonFields event, InvocationLog line) {
        if (event.has("httpMethod")) {
            boolean slack = new JsonPrimitive(SlackInteractions.ROUTE)
                    .equals(event.json().get("resource"));
            return GSON.toJson(slack ? slack(event, line) : page(event, line));
        }
        try {
            if (event.has("settle")) {
                return settle(event.object("settle"), line);
            }
            if (event.optionalText("source").equals(Optional.of(BusEvent.SOURCE))) {
                return askedAgain(BusEvent.decode(event, JsonFields.of(new JsonObject(), "settings")), line);
            }
            if (event.has("detail-type")) {
                int closed = decider.stopped(event.object("detail").text("executionArn"));
                line.step(null, "STOPPED " + closed);
                return "{}";
            }
            if (event.flag("noop")) {
                line.step(null, "NOOP");
                return "{}";
            }
            throw new MalformedException(
                    "The event must be a request of API Gateway, a settle call, an execution's status change or "
                            + "a noop.");
        } catch (RuntimeException e) {
            line.failed(null, e);
            throw e;
        }
    }

    private String askedAgain(BusEvent event, InvocationLog line) {
        if (!(event instanceof BusEvent.Requested requested)) {
            throw new MalformedException("The event of the bus must be a request, asked once more.");
        }
        line.step(event.approvalId(), decider.askedAgain(requested) ? "RESUMED" : "ASKED_AGAIN");
        return "{}";
    }

    private String settle(JsonFields call, InvocationLog line) {
        String approvalId = call.text("approvalId");
        var outcome = decider.settle(
                approvalId, call.text("executionArn"), call.object("request").json());
        line.step(approvalId, "SETTLED " + outcome.get("outcome").getAsString());
        return outcome.toString();
    }

    /** Slack shows nobody the body of an answer. */
    private APIGatewayProxyResponseEvent slack(JsonFields event, InvocationLog line) {
        APIGatewayProxyResponseEvent response = new APIGatewayProxyResponseEvent()
                .withHeaders(Map.of("Cache-Control", "no-store"))
                .withBody("");
        try {
            SlackInteractions.Reply reply = slackInteractions.handle(HttpRequest.decode(event));
            if (reply.failure() != null) {
                line.failed(reply.approvalId(), reply.failure());
            } else {
                line.step(reply.approvalId(), reply.result());
            }
            return response.withStatusCode(reply.status());
        } catch (RuntimeException e) {
            line.failed(null, e);
            return response.withStatusCode(500);
        }
    }

    private APIGatewayProxyResponseEvent page(JsonFields event, InvocationLog line) {
        String approvalId = null;
        Page page;
        boolean head = false;
        try {
            HttpRequest request = HttpRequest.decode(event);
            head = request.method().equals("HEAD");
            page = approvalPages.handle(request);
            approvalId = page.status() == 404 ? null : request.approvalId();
            line.step(approvalId, request.method() + " " + page.status());
        } catch (RuntimeException e) {
            line.failed(approvalId, e);
            page = pages.notice(
                    500, "Something went wrong", "Please go back and try again. Pressing twice counts once.");
        }
        return new APIGatewayProxyResponseEvent()
                .withStatusCode(page.status())
                .withHeaders(headers)
                .withBody(head ? "" : page.html());
    }
}

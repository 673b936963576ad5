package humanapproval.callback;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import com.google.gson.Gson;
import com.google.gson.JsonPrimitive;
import humanapproval.channel.HttpRequest;
import humanapproval.channel.Openings;
import humanapproval.channel.WayBack;
import humanapproval.channel.WayBack.Ballot;
import humanapproval.channel.WayBack.Reading;
import humanapproval.channel.WayBack.Response;
import humanapproval.email.ApprovalPages;
import humanapproval.events.ApprovalEvent;
import humanapproval.events.EventPublisher;
import humanapproval.json.JsonFields;
import humanapproval.json.MalformedException;
import humanapproval.lambda.AwsClients;
import humanapproval.lambda.Environment;
import humanapproval.lambda.Invocation;
import humanapproval.lambda.InvocationLog;
import humanapproval.lambda.Priming;
import humanapproval.lambda.Rehearsal;
import humanapproval.lambda.StreamFunction;
import humanapproval.slack.SlackButtons;
import humanapproval.store.Approvals;
import humanapproval.waiter.StepFunctions;
import humanapproval.waiter.Waiters;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sfn.SfnClient;

/**
 * Decides, for whoever calls: API Gateway with a person's vote, a state machine whose wait ended, EventBridge when an
 * execution was stopped. Answers people, whatever happens; fails for the others, who try again.
 */
public final class ApprovalCallback implements StreamFunction {

    private static final Gson GSON = new Gson();

    /** After this long a call has failed: Slack gives up after 3 seconds and warns its person, who presses again. */
    static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Approvals approvals;
    private final Decisions decisions;
    private final Telling telling;
    private final ApprovalPages pages;
    private final List<WayBack> waysBack;
    private final InvocationLog log;
    private Priming priming;

    /** What it calls. */
    record Clients(DynamoDbClient table, SfnClient states, EventBridgeClient events, SecretsManagerClient secrets) {

        static Clients of(AwsClients aws) {
            return new Clients(
                    aws.client(DynamoDbClient.builder()),
                    aws.client(SfnClient.builder()),
                    aws.client(EventBridgeClient.builder()),
                    aws.client(SecretsManagerClient.builder()));
        }
    }

    /** As Lambda makes it: real clients, set up from the environment. */
    public ApprovalCallback() {
        Environment environment = Environment.ofProcess();
        Clients clients = Clients.of(new AwsClients(environment, PATIENCE));
        this(clients, environment, Clock.tickMillis(ZoneOffset.UTC), System.out);
        priming = Priming.beforeSnapshot(() -> rehearse(environment, Rehearsal.LAPS), () -> approvals.find("none"));
    }

    ApprovalCallback(Clients clients, Environment environment, Clock clock, PrintStream out) {
        log = new InvocationLog(out, "ApprovalCallback");
        approvals = new Approvals(clients.table(), environment.get("APPROVAL_TABLE"), clock);
        EventPublisher events = new EventPublisher(clients.events(), environment.get("APPROVAL_BUS"));
        Waiters waiters = new StepFunctions(clients.states());
        telling = new Telling(approvals, waiters, events, clock);
        decisions = new Decisions(approvals, new Openings(approvals, waiters, clock), telling, events, clock);
        pages = new ApprovalPages(approvals, telling::catchUp, clock);
        waysBack = List.of(pages, new SlackButtons(clients.secrets(), environment, clock, log));
    }

    @Override
    public void serve(InputStream input, OutputStream output, Invocation invocation) throws IOException {
        try {
            JsonFields event = JsonFields.parse(new InputStreamReader(input, StandardCharsets.UTF_8), "event");
            output.write(answer(event).getBytes(StandardCharsets.UTF_8));
        } finally {
            log.write(invocation.requestId());
        }
    }

    private String answer(JsonFields event) {
        if (event.has("httpMethod")) {
            Response response = respond(event);
            return GSON.toJson(new APIGatewayProxyResponseEvent()
                    .withStatusCode(response.status())
                    .withHeaders(response.headers())
                    .withBody(response.body()));
        }
        try {
            return act(event);
        } catch (RuntimeException e) {
            log.failed(null, e);
            throw e;
        }
    }

    private String act(JsonFields event) {
        if (event.has("settle")) {
            return settle(event.object("settle"));
        }
        if (event.optionalText("source").equals(Optional.of(ApprovalEvent.SOURCE))) {
            return askedAgain(ApprovalEvent.decode(event));
        }
        if (event.has("detail-type")) {
            log.step(null, "STOPPED " + decisions.stopped(event.object("detail").text("executionArn")));
            return "{}";
        }
        if (event.flag("sweep")) {
            log.step(null, "SWEPT " + telling.sweep(log::failed));
            return "{}";
        }
        throw new MalformedException(
                "The event must be a request of API Gateway, a settle call, an execution's status change or a sweep.");
    }

    private String settle(JsonFields call) {
        String approvalId = call.text("approvalId");
        var outcome = decisions.settle(
                approvalId,
                call.text("executionArn"),
                call.optionalText("startedBy").filter(arn -> !arn.isBlank()),
                call.object("request").json());
        log.step(approvalId, "SETTLED " + outcome.get("outcome").getAsString());
        return outcome.toString();
    }

    private String askedAgain(ApprovalEvent event) {
        if (!(event instanceof ApprovalEvent.Requested requested)) {
            throw new MalformedException("The event of the bus must be a request, asked once more.");
        }
        log.step(event.approvalId(), decisions.askedAgain(requested) ? "RESUMED" : "ASKED_AGAIN");
        return "{}";
    }

    /** The route's answer; whoever takes a wrong turn gets a page. */
    private Response respond(JsonFields event) {
        WayBack way = waysBack.stream()
                .filter(each ->
                        new JsonPrimitive(each.route()).equals(event.json().get("resource")))
                .findFirst()
                .orElse(pages);
        Optional<Ballot> ballot = Optional.empty();
        try {
            HttpRequest request = HttpRequest.decode(event);
            Reading reading = way.read(request);
            if (reading instanceof Ballot read) {
                ballot = Optional.of(read);
            }
            Response response = switch (reading) {
                case Response answer -> answer;
                case Ballot read -> way.reply(request, read, decisions.vote(read));
            };
            log.step(response.approvalId().orElse(null), response.word());
            return response;
        } catch (RuntimeException e) {
            log.failed(ballot.map(Ballot::approvalId).orElse(null), e);
            return way.failed(ballot, e);
        }
    }

    /** Plays the samples so many times; how often they went well. */
    static int rehearse(Environment environment, int laps) throws IOException {
        return Rehearsal.play(
                ApprovalCallback.class,
                environment,
                laps,
                (aws, clock, log) -> new ApprovalCallback(Clients.of(aws), environment, clock, log));
    }
}

package humanapproval.callback;

import com.google.gson.JsonObject;
import humanapproval.lambda.AwsClients;
import humanapproval.lambda.Environment;
import humanapproval.lambda.RehearsalServer;
import humanapproval.request.BusEvent;
import humanapproval.request.Limits;
import humanapproval.store.Approval;
import humanapproval.store.Approvals;
import humanapproval.store.Approvals.Change;
import humanapproval.store.LinkCode;
import humanapproval.store.SlackMessage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * What people do, done with a copy of the function that reaches nobody: a page opened and answered, a button pressed.
 */
final class Rehearsal {

    private static final Instant NOW = Instant.EPOCH;
    private static final String ID = "rehearsal";
    private static final String CODE = "rehearsal";
    private static final String SECRET = "rehearsal";
    private static final Map<String, String> ANSWERS = Map.of(
            "GetSecretValue", "{\"SecretString\": \"" + SECRET + "\"}", "PutEvents", "{\"FailedEntryCount\": 0}");
    private static final String PRESS = """
            {"type": "block_actions", "team": {"id": "T1"}, "api_app_id": "A1", "user": {"id": "U1", "team_id":
            "T1", "name": "a"},
             "container": {"channel_id": "C1", "message_ts": "1.1"}, "actions": [{"action_id": "reject", "value":
             "rehearsal"}],
             "state": {"values": {"comment": {"comment": {"value": "No."}}}}}""";

    private Rehearsal() {}

    /** Does it so many times; the lines that the copy logged. */
    static String run(Environment environment, int times) throws IOException {
        Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        try (RehearsalServer server = new RehearsalServer(ANSWERS)) {
            AwsClients aws = AwsClients.rehearsing(environment, server);
            Approvals approvals = new Approvals(aws.client(DynamoDbClient::builder), ID, clock);
            ApprovalCallback copy =
                    new ApprovalCallback(aws, environment, clock, new PrintStream(log, true, StandardCharsets.UTF_8));
            for (int time = 0; time < times; time++) {
                approvals.update(ID, Optional.empty(), none -> Change.keep(asked()));
                serve(copy, page("GET", ""));
                serve(copy, page("POST", "decision=approve&confirm=yes&comment=Yes."));
                approvals.update(ID, Optional.empty(), none -> Change.keep(asked()));
                serve(copy, press());
            }
        }
        return log.toString(StandardCharsets.UTF_8);
    }

    private static void serve(ApprovalCallback copy, JsonObject event) throws IOException {
        copy.serve(
                new ByteArrayInputStream(event.toString().getBytes(StandardCharsets.UTF_8)),
                OutputStream.nullOutputStream(),
                ID);
    }

    private static Approval asked() {
        JsonObject request = new JsonObject();
        request.addProperty("title", "Rehearsal");
        return Approval.opened(new BusEvent.Requested(
                        ID,
                        "arn:aws:states:us-east-1:0:execution:a:b",
                        ID,
                        0,
                        NOW,
                        NOW.plusSeconds(1),
                        request,
                        Optional.empty(),
                        new Limits(false, false)))
                .withLink(LinkCode.hash(CODE), "a@example.com")
                .with(new SlackMessage("T1", "A1", "C1", Optional.of("1.1"), 1, Map.of()));
    }

    private static JsonObject page(String method, String body) {
        JsonObject path = new JsonObject();
        path.addProperty("approvalId", ID);
        path.addProperty("linkCode", CODE);
        JsonObject event = request(ApprovalPages.ROUTE, method, body);
        event.add("pathParameters", path);
        event.getAsJsonObject("headers").addProperty("Content-Type", "application/x-www-form-urlencoded");
        return event;
    }

    private static JsonObject press() {
        String body = "payload=" + URLEncoder.encode(PRESS, StandardCharsets.UTF_8);
        String timestamp = String.valueOf(NOW.getEpochSecond());
        JsonObject event = request(SlackInteractions.ROUTE, "POST", body);
        event.getAsJsonObject("headers").addProperty("X-Slack-Request-Timestamp", timestamp);
        event.getAsJsonObject("headers")
                .addProperty(
                        "X-Slack-Signature",
                        SlackSignature.sign(SECRET, timestamp, body.getBytes(StandardCharsets.UTF_8)));
        return event;
    }

    private static JsonObject request(String route, String method, String body) {
        JsonObject event = new JsonObject();
        event.addProperty("resource", route);
        event.addProperty("httpMethod", method);
        event.addProperty("body", body);
        event.add("headers", new JsonObject());
        return event;
    }
}

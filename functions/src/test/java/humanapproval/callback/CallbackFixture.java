package humanapproval.callback;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonObject;
import humanapproval.fake.FakeEventBridge;
import humanapproval.fake.FakeSecret;
import humanapproval.fake.FakeStepFunctions;
import humanapproval.fake.FakeTable;
import humanapproval.fake.Samples;
import humanapproval.fake.SteppingClock;
import humanapproval.lambda.Secret;
import humanapproval.store.Approval;
import humanapproval.store.Approvals;
import humanapproval.store.Approvals.Change;
import humanapproval.workflow.Announcer;
import humanapproval.workflow.Workflow;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;

/** The callback with everything around it faked. */
final class CallbackFixture {

    final FakeTable table = new FakeTable();
    final FakeStepFunctions stepFunctions = new FakeStepFunctions();
    final SteppingClock clock = new SteppingClock(Samples.NOW);
    final Approvals approvals = new Approvals(() -> table, "approvals", clock);
    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    final FakeSecret signingSecret = new FakeSecret();
    final FakeEventBridge events = new FakeEventBridge();
    private final ApprovalCallback callback;

    CallbackFixture() {
        this(SlackInteractions.PATIENCE);
    }

    CallbackFixture(Duration patience) {
        callback = new ApprovalCallback(
                approvals,
                new Workflow(() -> stepFunctions),
                new Announcer(() -> events, "bus"),
                new Secret(() -> signingSecret, "arn:signing", clock),
                patience,
                clock,
                new PrintStream(log, true, StandardCharsets.UTF_8));
    }

    /** What API Gateway gets back. */
    record Reply(int status, JsonObject headers, String body) {

        Document page() {
            return Jsoup.parse(body);
        }
    }

    CallbackFixture with(Approval approval) {
        approvals.update(approval.id(), record -> Change.keep(approval));
        return this;
    }

    /** With the signing secret that {@link SlackPress} signs with. */
    CallbackFixture inSlack() {
        signingSecret.value = SlackPress.SECRET;
        return this;
    }

    Approval record() {
        return approvals.find(Samples.ID).orElseThrow().kept(0);
    }

    String log() {
        return log.toString(StandardCharsets.UTF_8);
    }

    JsonObject invoke(JsonObject event) {
        return Samples.invoke(callback, event);
    }

    Reply http(JsonObject event) {
        JsonObject reply = invoke(event);
        return new Reply(
                reply.get("statusCode").getAsInt(),
                reply.getAsJsonObject("headers"),
                reply.get("body").getAsString());
    }

    Reply show() {
        return http(Samples.event("ApprovalCallback-show.json"));
    }

    /** A press, signed now. */
    Reply press(SlackPress press) {
        return http(
                press.signed(SlackPress.SECRET, String.valueOf(clock.instant().getEpochSecond())));
    }

    /** Nothing was recorded, announced or told to the workflow. */
    void assertUntouched(Approval before, String why) {
        assertEquals(before, record(), why);
        assertEquals(List.of(), events.entries, why);
        assertEquals(List.of(), stepFunctions.successes, why);
    }

    Reply post(String body) {
        return http(withBody(body));
    }

    static JsonObject withBody(String body) {
        JsonObject event = Samples.event("ApprovalCallback-vote.json");
        event.addProperty("body", body);
        return event;
    }

    static JsonObject withPath(String field, String value) {
        JsonObject event = Samples.event("ApprovalCallback-show.json");
        event.getAsJsonObject("pathParameters").addProperty(field, value);
        return event;
    }
}

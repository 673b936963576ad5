package humanapproval.callback;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonObject;
import humanapproval.approval.Approval;
import humanapproval.approval.Change;
import humanapproval.fake.FakeEventBridge;
import humanapproval.fake.FakeSecret;
import humanapproval.fake.FakeStepFunctions;
import humanapproval.fake.FakeTable;
import humanapproval.fake.Samples;
import humanapproval.fake.SteppingClock;
import humanapproval.slack.SlackPress;
import humanapproval.store.Approvals;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;

/** The callback with everything around it faked. */
public final class CallbackFixture {

    public final FakeTable table = new FakeTable();
    public final FakeStepFunctions stepFunctions = new FakeStepFunctions();
    public final SteppingClock clock = new SteppingClock(Samples.NOW);
    public final Approvals approvals = new Approvals(table, "table", clock);
    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    public final FakeSecret signingSecret = new FakeSecret();
    public final FakeEventBridge events = new FakeEventBridge();
    private final ApprovalCallback callback;

    public CallbackFixture() {
        callback = new ApprovalCallback(
                new ApprovalCallback.Clients(table, stepFunctions, events, signingSecret),
                Samples.ENVIRONMENT,
                clock,
                new PrintStream(log, true, StandardCharsets.UTF_8));
    }

    /** What API Gateway gets back. */
    public record Reply(int status, JsonObject headers, String body) {

        public Document page() {
            return Jsoup.parse(body);
        }
    }

    public CallbackFixture with(Approval approval) {
        approvals.update(approval.id(), record -> Change.keep(approval));
        return this;
    }

    /** With the signing secret that {@link SlackPress} signs with. */
    public CallbackFixture inSlack() {
        signingSecret.value = SlackPress.SECRET;
        return this;
    }

    public Approval record() {
        return approvals.find(Samples.ID).orElseThrow().kept(0);
    }

    public String log() {
        return log.toString(StandardCharsets.UTF_8);
    }

    public JsonObject invoke(JsonObject event) {
        return Samples.invoke(callback, event);
    }

    /** The wait has ended: what the workflow is told of its outcome. */
    JsonObject settle() {
        return invoke(Samples.event("ApprovalCallback-settle.json"));
    }

    public Reply http(JsonObject event) {
        JsonObject reply = invoke(event);
        return new Reply(
                reply.get("statusCode").getAsInt(),
                reply.getAsJsonObject("headers"),
                reply.get("body").getAsString());
    }

    public Reply show() {
        return http(Samples.event("ApprovalCallback-show.json"));
    }

    /** A press, signed now. */
    public Reply press(SlackPress press) {
        return http(
                press.signed(SlackPress.SECRET, String.valueOf(clock.instant().getEpochSecond())));
    }

    /** Nothing was recorded, announced or told to the workflow. */
    public void assertUntouched(Approval before, String why) {
        assertEquals(before, record(), why);
        assertEquals(List.of(), events.entries, why);
        assertEquals(List.of(), stepFunctions.successes, why);
    }

    public Reply post(String body) {
        return http(withBody(body));
    }

    public static JsonObject withBody(String body) {
        JsonObject event = Samples.event("ApprovalCallback-vote.json");
        event.addProperty("body", body);
        return event;
    }

    public static JsonObject withPath(String field, String value) {
        JsonObject event = Samples.event("ApprovalCallback-show.json");
        event.getAsJsonObject("pathParameters").addProperty(field, value);
        return event;
    }
}

package humanapproval.slack;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import humanapproval.fake.FakeEventBridge;
import humanapproval.fake.FakeSecret;
import humanapproval.fake.FakeSlack;
import humanapproval.fake.FakeSqs;
import humanapproval.fake.FakeStepFunctions;
import humanapproval.fake.FakeTable;
import humanapproval.fake.Samples;
import humanapproval.fake.SteppingClock;
import humanapproval.lambda.Secret;
import humanapproval.request.BusEvent;
import humanapproval.request.Press;
import humanapproval.store.Approval;
import humanapproval.store.Approvals;
import humanapproval.store.Approvals.Change;
import humanapproval.store.Decision;
import humanapproval.store.Delivery;
import humanapproval.store.SlackMessage;
import humanapproval.store.Vote;
import humanapproval.workflow.Announcer;
import humanapproval.workflow.Workflow;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import okhttp3.OkHttpClient;

/** The Slack channel with everything around it faked: Bob approves, Ana asks. */
final class SlackFixture {

    static final String QUEUE = "https://sqs.eu-west-1.amazonaws.com/123456789012/human-approval-SlackQueue";
    static final String BOB = "U0000000B0B";
    static final String ANA = "U0000000ANA";
    static final String PLACE = "C0123456789";
    static final String RESPONSE_URL = "https://hooks.slack.com/actions/T0123456789/1234567890/abcdefghijklmnop";

    final FakeTable table = new FakeTable();
    final FakeSlack slack = new FakeSlack();
    final FakeEventBridge events = new FakeEventBridge();
    final FakeStepFunctions stepFunctions = new FakeStepFunctions();
    final FakeSecret token = new FakeSecret();
    final FakeSqs sqs = new FakeSqs();
    final SteppingClock clock = new SteppingClock(Samples.NOW);
    final Approvals approvals = new Approvals(() -> table, "approvals", clock);
    /** The bounds that a random number was asked for below. */
    final List<Integer> bounds = new ArrayList<>();

    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private final SlackChannel channel;

    SlackFixture() {
        this(null);
    }

    /** With another HTTP client than the faked one; null is the faked one. */
    SlackFixture(OkHttpClient http) {
        token.value = "xoxb-1";
        slack.userByEmail.put(Samples.BOB, BOB);
        slack.userByEmail.put("ana@example.com", ANA);
        channel = new SlackChannel(
                approvals,
                new Workflow(() -> stepFunctions),
                new Announcer(() -> events, "bus"),
                http == null ? slack.client() : http,
                new Secret(() -> token, "arn:token", clock),
                () -> sqs,
                QUEUE,
                new Highest(),
                clock,
                new PrintStream(log, true, StandardCharsets.UTF_8));
    }

    /** Always the highest that may be. */
    private final class Highest implements RandomGenerator {

        @Override
        public long nextLong() {
            throw new UnsupportedOperationException();
        }

        @Override
        public int nextInt(int bound) {
            bounds.add(bound);
            return bound - 1;
        }
    }

    String log() {
        return log.toString(StandardCharsets.UTF_8);
    }

    JsonObject invoke(JsonObject event) {
        return Samples.invoke(channel, event);
    }

    /** Whether the queue's message is consumed; else it comes back. */
    boolean takes(JsonObject event) {
        return invoke(event).getAsJsonArray("batchItemFailures").isEmpty();
    }

    /** A sample whose bus event is changed. */
    static JsonObject changed(String sample, Consumer<JsonObject> change) {
        JsonObject event = Samples.event(sample);
        JsonObject message = event.getAsJsonArray("Records").get(0).getAsJsonObject();
        JsonObject body =
                JsonParser.parseString(message.get("body").getAsString()).getAsJsonObject();
        change.accept(body);
        message.addProperty("body", body.toString());
        return event;
    }

    static JsonObject detail(JsonObject body) {
        return body.getAsJsonObject("event").getAsJsonObject("detail");
    }

    static JsonObject requested() {
        return Samples.event("SlackChannel-requested.json");
    }

    static JsonObject requested(String request) {
        return requested(Samples.json(request));
    }

    static JsonObject requested(JsonObject request) {
        return changed("SlackChannel-requested.json", body -> detail(body).add("request", request));
    }

    static JsonObject received(JsonObject event, int times) {
        event.getAsJsonArray("Records")
                .get(0)
                .getAsJsonObject()
                .getAsJsonObject("attributes")
                .addProperty("ApproximateReceiveCount", String.valueOf(times));
        return event;
    }

    static JsonObject closed(String outcome) {
        return changed(
                "SlackChannel-closed.json",
                body -> detail(body).getAsJsonObject("outcome").addProperty("outcome", outcome));
    }

    static JsonObject refused(String ts, String responseUrl) {
        return changed("SlackChannel-refused.json", body -> detail(body).add("press", press(ts, responseUrl)));
    }

    static JsonObject recorded(String ts) {
        return recorded(ts, Samples.BOB, 1);
    }

    /** {@code approver} has approved by a press in that message, as the {@code approvals}th. */
    static JsonObject recorded(String ts, String approver, int approvals) {
        return changed("SlackChannel-refused.json", body -> {
            body.getAsJsonObject("event").addProperty("detail-type", BusEvent.VOTE_RECORDED);
            detail(body).add("press", press(ts, RESPONSE_URL));
            detail(body).add("vote", Samples.json("{'approver': '" + approver + "', 'decision': 'APPROVE'}"));
            detail(body).addProperty("approvals", approvals);
        });
    }

    private static JsonObject press(String ts, String responseUrl) {
        return new Press(BOB, PLACE, ts, responseUrl).write();
    }

    Approval record() {
        return approvals.find(Samples.ID).orElseThrow();
    }

    SlackMessage message() {
        return record().slack().orElseThrow();
    }

    /** How far the message came. */
    Delivery.Status posting() {
        return record().deliveries().get(SlackMessage.REQUEST).status();
    }

    /** How far its end came. */
    Delivery.Status ending() {
        return record().deliveries().get(SlackMessage.END).status();
    }

    void change(UnaryOperator<Approval> change) {
        approvals.update(Samples.ID, record -> Change.keep(change.apply(record.orElse(null))));
    }

    void decide(Vote vote) {
        change(before -> before.with(vote).closed(vote.decision().state(), clock.instant()));
    }

    Vote vote(String approver, humanapproval.request.Channel through, Decision decision, String comment) {
        return new Vote(approver, "bob", through, decision, comment, clock.instant());
    }

    List<FakeSlack.Call> posts() {
        return slack.calls("chat.postMessage");
    }

    List<FakeSlack.Call> updates() {
        return slack.calls("chat.update");
    }

    /** What the message shows now. */
    Shown shown() {
        List<FakeSlack.Call> updates = updates();
        return Shown.of(updates.isEmpty() ? posts().getFirst() : updates.getLast());
    }

    /** The pause that the queue was last asked for. */
    Duration setAside() {
        return Duration.ofSeconds(sqs.changes.getLast().visibilityTimeout());
    }

    /** Hands the event in, as often as it comes back, with its pauses. */
    int untilTaken(JsonObject event) {
        for (int times = 1; times <= 200; times++) {
            if (takes(received(event, times))) {
                return times;
            }
            clock.move(setAside());
        }
        throw new AssertionError("It came back 200 times.");
    }
}

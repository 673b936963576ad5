package humanapproval.slack;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import humanapproval.approval.Approval;
import humanapproval.approval.Change;
import humanapproval.approval.ChannelName;
import humanapproval.approval.Claim;
import humanapproval.approval.Decision;
import humanapproval.approval.Ending;
import humanapproval.approval.Outbox;
import humanapproval.approval.Vote;
import humanapproval.events.ApprovalEvent;
import humanapproval.fake.FakeEventBridge;
import humanapproval.fake.FakeSecret;
import humanapproval.fake.FakeSlack;
import humanapproval.fake.FakeSqs;
import humanapproval.fake.FakeStepFunctions;
import humanapproval.fake.FakeTable;
import humanapproval.fake.Samples;
import humanapproval.fake.SteppingClock;
import humanapproval.store.Approvals;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import okhttp3.OkHttpClient;

/** The Slack channel with everything around it faked: Bob approves, Ana asks. */
final class SlackFixture {

    static final String QUEUE = "queue";
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
    final Approvals approvals = new Approvals(table, "table", clock);
    /** The bounds that a random number was asked for below. */
    final List<Integer> bounds = new ArrayList<>();

    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private final OkHttpClient client;
    private final SlackChannel channel;

    SlackFixture() {
        this(null);
    }

    /** With another HTTP client than the faked one; null is the faked one. */
    SlackFixture(OkHttpClient http) {
        token.value = "xoxb-1";
        slack.userByEmail.put(Samples.BOB, BOB);
        slack.userByEmail.put("ana@example.com", ANA);
        client = http == null ? slack.client() : http;
        channel = another();
    }

    /** Another process of the same function. */
    SlackChannel another() {
        return new SlackChannel(
                new SlackChannel.Clients(table, stepFunctions, events, sqs, token, client),
                Samples.ENVIRONMENT,
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

    /** The same in another process. */
    boolean takesElsewhere(JsonObject event) {
        return Samples.invoke(another(), event)
                .getAsJsonArray("batchItemFailures")
                .isEmpty();
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
        return changed("SlackChannel-refused.json", body -> detail(body).add("origin", press(ts, responseUrl)));
    }

    static JsonObject recorded(String ts) {
        return recorded(ts, Samples.BOB, 1);
    }

    /** {@code approver} has approved by a press in that message, as the {@code approvals}th. */
    static JsonObject recorded(String ts, String approver, int approvals) {
        return changed("SlackChannel-refused.json", body -> {
            body.getAsJsonObject("event").addProperty("detail-type", ApprovalEvent.VOTE_RECORDED);
            detail(body).add("origin", press(ts, RESPONSE_URL));
            detail(body)
                    .add(
                            "vote",
                            Samples.json(
                                    "{'approver': '" + approver + "', 'channel': 'slack', 'decision': 'APPROVE'}"));
            detail(body).addProperty("approvals", approvals);
        });
    }

    private static JsonObject press(String ts, String responseUrl) {
        return new Press(BOB, PLACE, ts, Optional.empty(), responseUrl).write();
    }

    Approval record() {
        return approvals.find(Samples.ID).orElseThrow();
    }

    Outbox outbox() {
        return record().outbox(ChannelName.SLACK);
    }

    SlackState state() {
        return SlackState.of(record()).orElseThrow();
    }

    /** The message in the channel. */
    Post message() {
        return state().posts().get(SlackState.CHANNEL);
    }

    /** How far the message came. */
    Claim.Status posting() {
        return outbox().claims().get("request").status();
    }

    /** How far its end came. */
    Claim.Status ending() {
        return outbox().claims().get("end").status();
    }

    void change(UnaryOperator<Approval> change) {
        approvals.update(Samples.ID, record -> Change.keep(change.apply(record.orElse(null))));
    }

    void decide(Vote vote) {
        change(before -> before.with(vote).ended(Ending.of(vote.decision().state(), clock.instant())));
    }

    Vote vote(String approver, ChannelName through, Decision decision, String comment) {
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

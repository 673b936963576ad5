package humanapproval.slack;

import com.google.gson.JsonObject;
import humanapproval.approval.Approval;
import humanapproval.approval.Change;
import humanapproval.approval.ChannelName;
import humanapproval.approval.Claim;
import humanapproval.approval.Decision;
import humanapproval.approval.Ending;
import humanapproval.approval.Outbox;
import humanapproval.approval.Reach;
import humanapproval.approval.Vote;
import humanapproval.events.ApprovalEvent;
import humanapproval.fake.FakeEventBridge;
import humanapproval.fake.FakeSecret;
import humanapproval.fake.FakeSlack;
import humanapproval.fake.FakeSlack.Fault;
import humanapproval.fake.FakeSqs;
import humanapproval.fake.FakeStepFunctions;
import humanapproval.fake.FakeTable;
import humanapproval.fake.QueueEvents;
import humanapproval.fake.Samples;
import humanapproval.fake.SlackCall;
import humanapproval.fake.SteppingClock;
import humanapproval.store.Approvals;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import okhttp3.OkHttpClient;

/** The Slack channel with everything around it faked: Bob approves, Ana asks. */
final class SlackFixture {

    static final QueueEvents EVENTS = new QueueEvents("SlackChannel");
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

    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private final SlackChannel channel = process(slack.client());

    SlackFixture() {
        token.value = "xoxb-1";
        slack.userByEmail.put(Samples.BOB, BOB);
        slack.userByEmail.put("ana@example.com", ANA);
    }

    /** A process of the function. */
    SlackChannel process(OkHttpClient http) {
        return new SlackChannel(
                new SlackChannel.Clients(table, stepFunctions, events, sqs, token, http),
                Samples.ENVIRONMENT,
                new Highest(),
                clock,
                new PrintStream(log, true, StandardCharsets.UTF_8));
    }

    /** Always the highest that may be. */
    private static final class Highest implements RandomGenerator {

        @Override
        public long nextLong() {
            throw new UnsupportedOperationException();
        }

        @Override
        public int nextInt(int bound) {
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
        return QueueEvents.takes(channel, event);
    }

    /** The same in another process. */
    boolean takesElsewhere(JsonObject event) {
        return QueueEvents.takes(process(slack.client()), event);
    }

    /** What is posted of that request at first. */
    Shown posted(JsonObject event) {
        if (!takes(event)) {
            throw new AssertionError(log());
        }
        return posted();
    }

    static JsonObject requested() {
        return EVENTS.sample("requested");
    }

    static JsonObject requested(String request) {
        return requested(Samples.json(request));
    }

    static JsonObject requested(JsonObject request) {
        return EVENTS.requested(request);
    }

    static JsonObject reminder(int number) {
        return EVENTS.reminder(number);
    }

    static JsonObject undeliverable(String approver) {
        return EVENTS.typed(
                "requested", ApprovalEvent.UNDELIVERABLE, detail -> detail.addProperty("approver", approver));
    }

    static JsonObject closed(String outcome) {
        return EVENTS.detailed(
                "closed", detail -> detail.getAsJsonObject("outcome").addProperty("outcome", outcome));
    }

    /** A press in that message of the channel. */
    static Press press(String ts) {
        return new Press(BOB, PLACE, ts, Optional.empty(), RESPONSE_URL);
    }

    static JsonObject refused(Press press) {
        return EVENTS.detailed("refused", detail -> detail.add("origin", press.write()));
    }

    /** Bob has approved by a press in that message. */
    static JsonObject recorded(String ts) {
        return recorded(press(ts), Samples.BOB, 1);
    }

    /** {@code approver} has approved by that press, as the {@code approvals}th. */
    static JsonObject recorded(Press press, String approver, int approvals) {
        String vote = "{'approver': '" + approver + "', 'channel': 'slack', 'decision': 'APPROVE'}";
        return EVENTS.typed("refused", ApprovalEvent.VOTE_RECORDED, detail -> {
            detail.add("origin", press.write());
            detail.add("vote", Samples.json(vote));
            detail.addProperty("approvals", approvals);
        });
    }

    /** Something else happens before Slack answers to the next post. */
    void duringPost(Runnable other) {
        slack.fail("chat.postMessage", Fault.meanwhile(other));
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

    /** Whom Slack has said that it reaches. */
    Reach reach() {
        return outbox().reach().orElseThrow();
    }

    /** The message in the channel. */
    Post message() {
        return state().posts().get(SlackState.CHANNEL);
    }

    /** How far the delivery of that key came. */
    Claim.Status status(String key) {
        return outbox().claims().get(key).status();
    }

    void change(UnaryOperator<Approval> change) {
        approvals.update(Samples.ID, record -> Change.keep(change.apply(record.orElse(null))));
    }

    /** That request is open, and mail has said whom it reaches. */
    void mailReaches(String request, Reach reach) {
        change(none -> Samples.reached(Samples.opened(Samples.requested(request)), ChannelName.EMAIL, reach));
    }

    void decide(Vote vote) {
        change(before -> before.with(vote).ended(Ending.of(vote.decision().state(), clock.instant())));
    }

    Vote vote(String approver, ChannelName through, Decision decision, String comment) {
        return new Vote(approver, "bob", through, decision, comment, clock.instant());
    }

    List<SlackCall> posts() {
        return slack.calls("chat.postMessage");
    }

    List<SlackCall> updates() {
        return slack.calls("chat.update");
    }

    /** What the message showed at first. */
    Shown posted() {
        return Shown.of(posts().getFirst());
    }

    /** What the message shows now. */
    Shown shown() {
        return updates().isEmpty() ? posted() : Shown.of(updates().getLast());
    }

    /** What was last said to somebody alone by the response URL. */
    String note() {
        return slack.calls(RESPONSE_URL).getLast().argument("json");
    }

    /** The pause that the queue was last asked for. */
    Duration setAside() {
        return Duration.ofSeconds(sqs.changes.getLast().visibilityTimeout());
    }

    /** Hands the event in, as often as it comes back, with its pauses. */
    int untilTaken(JsonObject event) {
        for (int times = 1; times <= 200; times++) {
            if (takes(QueueEvents.received(event, times))) {
                return times;
            }
            clock.move(setAside());
        }
        throw new AssertionError("It came back 200 times.");
    }
}

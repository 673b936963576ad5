package humanapproval.email;

import com.google.gson.JsonObject;
import humanapproval.approval.Approval;
import humanapproval.approval.Change;
import humanapproval.approval.ChannelName;
import humanapproval.approval.Reach;
import humanapproval.fake.FakeEventBridge;
import humanapproval.fake.FakeSns;
import humanapproval.fake.FakeSqs;
import humanapproval.fake.FakeStepFunctions;
import humanapproval.fake.FakeTable;
import humanapproval.fake.QueueEvents;
import humanapproval.fake.Samples;
import humanapproval.fake.SteppingClock;
import humanapproval.store.Approvals;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.services.sfn.model.SendTaskFailureRequest;
import software.amazon.awssdk.services.sns.model.PublishRequest;

/** The email channel with everything around it faked. */
abstract class EmailChannelFixture {

    static final QueueEvents EVENTS = new QueueEvents("EmailChannel");

    final FakeTable table = new FakeTable();
    final FakeSns sns = new FakeSns();
    final FakeStepFunctions stepFunctions = new FakeStepFunctions();
    final SteppingClock clock = new SteppingClock(Samples.NOW);
    final Approvals approvals = new Approvals(table, "table", clock);

    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private final EmailChannel channel = new EmailChannel(
            new EmailChannel.Clients(table, sns, stepFunctions, new FakeEventBridge(), new FakeSqs()),
            Samples.ENVIRONMENT,
            clock,
            clock::move,
            new PrintStream(log, true, StandardCharsets.UTF_8));

    EmailChannelFixture() {
        this("bob@example.com", "carol@example.com", "dave@example.com");
    }

    /** The address book holds these people. */
    EmailChannelFixture(String... people) {
        for (String person : people) {
            sns.approver(person);
        }
    }

    static JsonObject requested() {
        return EVENTS.sample("requested");
    }

    static JsonObject requested(String request) {
        return EVENTS.requested(Samples.json(request));
    }

    static JsonObject closed() {
        return EVENTS.sample("closed");
    }

    JsonObject invoke(JsonObject event) {
        return Samples.invoke(channel, event);
    }

    /** Whether the queue's message is consumed; else it comes back. */
    boolean takes(JsonObject event) {
        return QueueEvents.takes(channel, event);
    }

    /** Whether a request like that is consumed. */
    boolean takes(String request) {
        return takes(requested(request));
    }

    static String to(PublishRequest mail) {
        return mail.messageAttributes().get("approver").stringValue();
    }

    List<String> mailed() {
        return sns.published.stream().map(EmailChannelFixture::to).toList();
    }

    /** What the workflow was told first. */
    SendTaskFailureRequest told() {
        return stepFunctions.failures.getFirst();
    }

    String log() {
        return log.toString(StandardCharsets.UTF_8);
    }

    Approval record() {
        return approvals.find(Samples.ID).orElseThrow();
    }

    void given(Approval approval) {
        approvals.update(approval.id(), before -> Change.keep(approval));
    }

    void change(UnaryOperator<Approval> change) {
        approvals.update(Samples.ID, before -> Change.keep(change.apply(before.orElseThrow())));
    }

    /** The same, which Slack can bring to nobody. */
    static Approval withoutSlack(Approval approval) {
        return Samples.reached(
                approval,
                ChannelName.SLACK,
                Reach.nobody(
                        Reach.Kind.NOT_CONFIGURED,
                        "It has no channel.",
                        approval.request().policy()));
    }

    /** The links that the record keeps, by their codes' hashes. */
    JsonObject links() {
        return record().outbox(ChannelName.EMAIL).own().getAsJsonObject("links");
    }
}

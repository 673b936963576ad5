package humanapproval.email;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import humanapproval.approval.Approval;
import humanapproval.approval.ChannelName;
import humanapproval.fake.FakeEventBridge;
import humanapproval.fake.FakeSns;
import humanapproval.fake.FakeSqs;
import humanapproval.fake.FakeStepFunctions;
import humanapproval.fake.FakeTable;
import humanapproval.fake.Samples;
import humanapproval.fake.SteppingClock;
import humanapproval.store.Approvals;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import software.amazon.awssdk.services.sns.model.PublishRequest;

/** The email channel with everything around it faked. */
abstract class EmailChannelFixture {

    final FakeTable table = new FakeTable();
    final FakeSns sns = new FakeSns()
            .approver("bob@example.com")
            .approver("carol@example.com")
            .approver("dave@example.com");
    final FakeStepFunctions stepFunctions = new FakeStepFunctions();
    final SteppingClock clock = new SteppingClock(Samples.NOW);
    final Approvals approvals = new Approvals(table, "table", clock);
    final ByteArrayOutputStream log = new ByteArrayOutputStream();
    final FakeSqs sqs = new FakeSqs();
    final EmailChannel channel = new EmailChannel(
            new EmailChannel.Clients(table, sns, stepFunctions, new FakeEventBridge(), sqs),
            Samples.ENVIRONMENT,
            clock,
            clock::move,
            new PrintStream(log, true, StandardCharsets.UTF_8));

    int failures(String request) {
        JsonObject event = Samples.event("EmailChannel-requested.json");
        JsonObject message = event.getAsJsonArray("Records").get(0).getAsJsonObject();
        JsonObject body =
                JsonParser.parseString(message.get("body").getAsString()).getAsJsonObject();
        body.getAsJsonObject("event").getAsJsonObject("detail").add("request", Samples.json(request));
        message.addProperty("body", body.toString());
        return Samples.invoke(channel, event)
                .getAsJsonArray("batchItemFailures")
                .size();
    }

    static String to(PublishRequest mail) {
        return mail.messageAttributes().get("approver").stringValue();
    }

    List<String> mailed() {
        return sns.published.stream().map(EmailChannelFixture::to).toList();
    }

    Approval record() {
        return approvals.find(Samples.ID).orElseThrow();
    }

    /** The links of the sample's approval, by their codes' hashes. */
    static JsonObject links(Approvals approvals) {
        Approval asked = approvals.find(Samples.ID).orElseThrow();
        return asked.outbox(ChannelName.EMAIL).own().getAsJsonObject("links");
    }
}

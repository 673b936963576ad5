package humanapproval.email;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import humanapproval.approval.Approval;
import humanapproval.approval.Change;
import humanapproval.approval.ChannelName;
import humanapproval.approval.Decision;
import humanapproval.approval.Ending;
import humanapproval.approval.Vote;
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
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sns.model.PublishRequest;

/** Mails after the first one: reminders, those who join, the result. */
class ReminderMailTest {

    private static final String REQUEST =
            "{'title': 'Deploy', 'requester': 'ana@example.com', 'approvers': ['bob@example.com', 'carol@example.com'],"
                    + " 'requiredApprovals': 2, 'remindEverySeconds': 60, 'escalateTo': ['lena@example.com']}";

    private final FakeSns sns = new FakeSns()
            .approver("bob@example.com")
            .approver("carol@example.com")
            .approver("lena@example.com")
            .approver("ana@example.com");
    private final SteppingClock clock = new SteppingClock(Samples.NOW);
    private final FakeTable table = new FakeTable();
    private final Approvals approvals = new Approvals(table, "table", clock);
    private final FakeSqs sqs = new FakeSqs();
    private final EmailChannel channel = new EmailChannel(
            new EmailChannel.Clients(table, sns, new FakeStepFunctions(), new FakeEventBridge(), sqs),
            Samples.ENVIRONMENT,
            clock,
            clock::move,
            new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8));

    private boolean takes(String sample, Consumer<JsonObject> change) {
        JsonObject event = Samples.event(sample);
        JsonObject message = event.getAsJsonArray("Records").get(0).getAsJsonObject();
        JsonObject body =
                JsonParser.parseString(message.get("body").getAsString()).getAsJsonObject();
        change.accept(body.getAsJsonObject("event"));
        message.addProperty("body", body.toString());
        return Samples.invoke(channel, event)
                .getAsJsonArray("batchItemFailures")
                .isEmpty();
    }

    private boolean ask() {
        return takes(
                "EmailChannel-requested.json",
                event -> event.getAsJsonObject("detail").add("request", Samples.json(REQUEST)));
    }

    private boolean remind(int number) {
        return takes("EmailChannel-requested.json", event -> {
            event.addProperty("detail-type", "Approval Reminder Due");
            event.getAsJsonObject("detail").addProperty("number", number);
        });
    }

    private List<String> mailed() {
        List<String> people = sns.published.stream()
                .map(mail -> mail.messageAttributes().get("approver").stringValue())
                .toList();
        sns.published.clear();
        return people;
    }

    private void change(UnaryOperator<Approval> change) {
        approvals.update(Samples.ID, record -> Change.keep(change.apply(record.orElseThrow())));
    }

    private Vote bobs() {
        return new Vote(
                "bob@example.com", "bob@example.com", ChannelName.EMAIL, Decision.APPROVE, "Fine.", clock.instant());
    }

    @Test
    void aReminderGoesToThoseWhoHaveNotAnsweredAndBringsOthersInOnce() {
        assertTrue(ask());
        assertEquals(List.of("bob@example.com", "carol@example.com"), mailed());
        change(before -> before.with(bobs()));
        assertTrue(remind(1));
        assertTrue(sns.published.getFirst().subject().startsWith("Deploy: reminder: ")
                && sns.published.getFirst().message().contains("\nA workflow is still waiting for your decision.\n"));
        assertEquals(List.of("carol@example.com", "lena@example.com"), mailed());
        assertTrue(remind(1));
        assertEquals(List.of(), mailed());
        assertTrue(remind(2));
        assertEquals(List.of("carol@example.com", "lena@example.com"), mailed());
        assertEquals(6, EmailChannelFixture.links(approvals).size(), "the old links stay");
    }

    @Test
    void nobodyIsRemindedOfWhatIsOverOrUnknownSoFar() {
        assertFalse(remind(1), "it comes back when the request is there");
        assertTrue(ask());
        mailed();
        clock.move(Duration.between(clock.instant(), Samples.DEADLINE));
        assertTrue(remind(1));
        change(before -> before.ended(Ending.of(Decision.REJECT.state(), clock.instant())));
        assertTrue(remind(2));
        assertEquals(List.of(), mailed());
    }

    @Test
    void everyOneOfTwoHundredRemindersComesAndTheirLinksStay() {
        assertTrue(ask());
        for (int number = 1; number <= 200; number++) {
            assertTrue(remind(number));
        }
        assertEquals(2 + 200 * 3, mailed().size());
        assertEquals(2 + 200 * 3, EmailChannelFixture.links(approvals).size());
    }

    @Test
    void aReminderThatWasOvertakenByTheNextIsNotSentAndWhoJoinsIsNotRemindedOfWhatTheyNeverHeard() {
        assertTrue(ask());
        mailed();
        assertTrue(remind(2));
        assertEquals(
                List.of("Deploy: reminder: ", "Deploy: reminder: ", "Deploy: required a"),
                sns.published.stream()
                        .map(mail -> mail.subject().substring(0, 18))
                        .toList());
        assertEquals(List.of("bob@example.com", "carol@example.com", "lena@example.com"), mailed());
        assertTrue(remind(1));
        assertEquals(List.of(), mailed());
    }

    @Test
    void theRequesterHearsTheResultOnceAndWithoutALink() {
        assertTrue(ask());
        mailed();
        change(before -> before.with(bobs()).ended(Ending.of(Decision.APPROVE.state(), clock.instant())));
        assertTrue(takes("EmailChannel-closed.json", event -> {}));
        PublishRequest mail = sns.published.getFirst();
        assertEquals("Deploy: approved", mail.subject());
        assertTrue(mail.message().contains("Approved by bob@example.com by email\n> Fine."), mail.message());
        assertFalse(mail.message().contains("/approvals/"));
        assertEquals(List.of("ana@example.com"), mailed());
        assertTrue(takes("EmailChannel-closed.json", event -> {}));
        assertEquals(List.of(), mailed());
    }
}

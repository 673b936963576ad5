package humanapproval.email;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import humanapproval.approval.ChannelName;
import humanapproval.approval.Decision;
import humanapproval.approval.Ending;
import humanapproval.approval.Vote;
import humanapproval.fake.Samples;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sns.model.PublishRequest;

/** Mails after the first one: reminders, those who join, the result. */
class ReminderMailTest extends EmailChannelFixture {

    private static final String REQUEST =
            "{'title': 'Deploy', 'requester': 'ana@example.com', 'approvers': ['bob@example.com', 'carol@example.com'],"
                    + " 'requiredApprovals': 2, 'remindEverySeconds': 60, 'escalateTo': ['lena@example.com']}";

    ReminderMailTest() {
        super("bob@example.com", "carol@example.com", "lena@example.com", "ana@example.com");
    }

    private boolean remind(int number) {
        return takes(EVENTS.reminder(number));
    }

    /** Whom the mails since the last look went to. */
    private List<String> mailedNow() {
        List<String> people = mailed();
        sns.published.clear();
        return people;
    }

    /** What the mails since the last look say that they are. */
    private List<String> kinds() {
        return sns.published.stream().map(mail -> mail.subject().split(" ")[1]).toList();
    }

    private Vote bobs() {
        return new Vote(
                "bob@example.com", "bob@example.com", ChannelName.EMAIL, Decision.APPROVE, "Fine.", clock.instant());
    }

    @Test
    void aReminderGoesToThoseWhoHaveNotAnsweredAndBringsOthersInOnce() {
        assertTrue(takes(REQUEST));
        assertEquals(List.of("bob@example.com", "carol@example.com"), mailedNow());
        change(before -> before.with(bobs()));
        assertTrue(remind(1));
        assertTrue(sns.published.getFirst().subject().startsWith("Deploy: reminder: ")
                && sns.published.getFirst().message().contains("\nA workflow is still waiting for your decision.\n"));
        assertEquals(List.of("carol@example.com", "lena@example.com"), mailedNow());
        assertTrue(remind(1));
        assertEquals(List.of(), mailedNow());
        assertTrue(remind(2));
        assertEquals(List.of("carol@example.com", "lena@example.com"), mailedNow());
        assertEquals(6, links().size(), "the old links stay");
    }

    @Test
    void aReminderWhoseFirstTryFailedSaysThatItIsOne() {
        assertTrue(takes(REQUEST));
        mailedNow();
        sns.failing = any -> true;
        assertFalse(remind(1));
        sns.failing = any -> false;
        sns.published.clear();
        assertTrue(remind(1));
        assertEquals(List.of("reminder:", "reminder:", "required"), kinds());
    }

    @Test
    void nobodyIsRemindedOfWhatIsOverOrUnknownSoFar() {
        assertFalse(remind(1), "it comes back when the request is there");
        assertTrue(takes(REQUEST));
        mailedNow();
        clock.move(Duration.between(clock.instant(), Samples.DEADLINE));
        assertTrue(remind(1));
        change(before -> before.ended(Ending.of(Decision.REJECT.state(), clock.instant())));
        assertTrue(remind(2));
        assertEquals(List.of(), mailedNow());
    }

    @Test
    void everyOneOfTwoHundredRemindersComesAndTheirLinksStay() {
        assertTrue(takes(REQUEST));
        for (int number = 1; number <= 200; number++) {
            assertTrue(remind(number));
        }
        assertEquals(2 + 200 * 3, mailedNow().size());
        assertEquals(2 + 200 * 3, links().size());
    }

    @Test
    void aReminderThatWasOvertakenByTheNextIsNotSentAndWhoJoinsIsNotRemindedOfWhatTheyNeverHeard() {
        assertTrue(takes(REQUEST));
        mailedNow();
        assertTrue(remind(2));
        assertEquals(List.of("reminder:", "reminder:", "required"), kinds());
        assertEquals(List.of("bob@example.com", "carol@example.com", "lena@example.com"), mailedNow());
        assertTrue(remind(1));
        assertEquals(List.of(), mailedNow());
    }

    @Test
    void theRequesterHearsTheResultOnceAndWithoutALink() {
        assertTrue(takes(REQUEST));
        mailedNow();
        change(before -> before.with(bobs()).ended(Ending.of(Decision.APPROVE.state(), clock.instant())));
        assertTrue(takes(closed()));
        PublishRequest mail = sns.published.getFirst();
        assertEquals("Deploy: approved", mail.subject());
        assertTrue(mail.message().contains("Approved by bob@example.com by email\n> Fine."), mail.message());
        assertFalse(mail.message().contains("/approvals/"));
        assertEquals(List.of("ana@example.com"), mailedNow());
        assertTrue(takes(closed()));
        assertEquals(List.of(), mailedNow());
    }
}

package humanapproval.slack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import humanapproval.approval.ChannelName;
import humanapproval.approval.Claim.Status;
import humanapproval.approval.Reach;
import humanapproval.fake.FakeSlack.Fault;
import humanapproval.fake.Samples;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who may decide: what the message says of it, and who joins later. */
class WhoDecidesTest {

    private static final String CAROL = "carol@example.com";
    private static final String JOINING = "{'title': 'Deploy', 'channels': ['slack'], 'approvers': ['bob@example.com'],"
            + " 'escalateTo': ['carol@example.com'], 'remindEverySeconds': 60}";
    private static final String EVERYBODY = "Approvers: Everybody who got this request. ";
    private static final String OTHERS = EVERYBODY + "People of other organisations can't decide here.\n";

    private final SlackFixture fixture = new SlackFixture();

    @BeforeEach
    void carolIsNotInTheChannel() {
        fixture.slack.userByEmail.put(CAROL, "U0000CAROL1");
        fixture.slack.outside.add("U0000CAROL1");
    }

    private String asked(String request) {
        assertTrue(fixture.takes(SlackFixture.requested(request)));
        return Shown.of(fixture.posts().getFirst()).all();
    }

    private boolean isReminded(int number) {
        return fixture.takes(SlackFixture.reminder(number));
    }

    @Test
    void whereNobodyIsNamedTheMessageSaysWhoMayDecideAndThatTheFirstAnswerDoes() {
        String shown = asked("{'title': 'Deploy'}");
        assertTrue(shown.contains(OTHERS + "The first answer decides.\nDigest: "), shown);
        fixture.takes(SlackFixture.closed("EXPIRED"));
        assertTrue(fixture.shown().all().contains(OTHERS + "Digest: "), "nothing is decided any more");
    }

    @Test
    void theRequesterWhoSeesItTooIsToldThatTheyMayNot() {
        String shown = asked("{'title': 'Deploy', 'requester': 'ana@example.com'}");
        String may = "The requester and people of other organisations can't decide here.\nThe first answer decides.\n";
        assertTrue(shown.contains(EVERYBODY + may), shown);
    }

    @Test
    void ofSeveralWhoAreNamedTheFirstAnswerDecidesUnlessMoreAreNeeded() {
        String shown = asked("{'approvers': ['bob@example.com', 'd@example.com']}");
        assertTrue(shown.contains("\nApprovers: , d@example.com\nThe first answer decides.\nDigest: "), shown);
        SlackFixture two = new SlackFixture();
        two.takes(SlackFixture.requested(
                "{'approvers': ['bob@example.com', 'ana@example.com'], 'requiredApprovals': 2}"));
        assertFalse(two.shown().all().contains("The first answer decides."), "it takes two, as stands above");
    }

    @Test
    void whereWhoIsNamedFirstMayNotDecideNobodyElseIsSaidTo() {
        String shown = asked("{'requester': 'bob@example.com', 'approvers': ['bob@example.com'], 'escalateTo': ["
                + "'carol@example.com'], 'remindEverySeconds': 60}");
        assertFalse(shown.contains("Everybody") || shown.contains("The first answer decides."), shown);
    }

    @Test
    void whoJoinsAndCanNotBeWrittenToIsAnnouncedAsUnreachedOnce() {
        asked(JOINING);
        fixture.slack.fail("chat.postMessage", Fault.error("messages_tab_disabled"));
        assertFalse(isReminded(1), "it comes back, as whoever can't be written to does at first");
        assertTrue(isReminded(1));
        Reach reach = fixture.outbox().reach().orElseThrow();
        assertEquals(Reach.Kind.REACHES, reach.kind());
        assertEquals(Set.of(CAROL), reach.unreached());
        assertTrue(reach.reason().contains("messages_tab_disabled"), reach.reason());
        assertEquals(List.of("Approval Undeliverable"), fixture.events.types());
        assertEquals(CAROL, fixture.events.lastDetail().get("approver").getAsString());
        assertTrue(isReminded(1));
        assertTrue(isReminded(2));
        assertEquals(1, fixture.events.entries.size());
        assertEquals(1 + 1 + 2, fixture.posts().size(), "the request, the try, and two reminders in the channel");
    }

    @Test
    void theLineBelowTheMessageNamesThem() {
        whoJoinsAndCanNotBeWrittenToIsAnnouncedAsUnreachedOnce();
        assertTrue(fixture.takes(SlackFixture.undeliverable(CAROL)));
        assertEquals(
                "carol@example.com is an approver, but no channel of this request reaches them.",
                Shown.of(fixture.posts().getLast()).all());
        assertEquals(Status.SENT, fixture.outbox().claims().get("unreached").status());
    }

    @Test
    void thoseWhoAreAskedFirstHaveOneLineThoughAReminderComesBetween() {
        asked("{'approvers': ['bob@example.com', 'n1@example.com', 'n2@example.com'], 'remindEverySeconds': 60}");
        assertTrue(fixture.takes(SlackFixture.undeliverable("n1@example.com")));
        int posts = fixture.posts().size();
        fixture.change(record -> record.reminded(1));
        assertTrue(fixture.takes(SlackFixture.undeliverable("n2@example.com")));
        assertEquals(posts, fixture.posts().size());
    }

    @Test
    void theyHaveALineOfTheirOwnWhereThoseOfTheRequestHadOneBefore() {
        asked(JOINING);
        assertTrue(fixture.takes(SlackFixture.undeliverable("nobody@example.com")));
        int posts = fixture.posts().size();
        fixture.change(record -> record.reminded(1));
        assertTrue(fixture.takes(SlackFixture.undeliverable(CAROL)));
        assertTrue(fixture.takes(SlackFixture.undeliverable(CAROL)));
        assertEquals(posts + 1, fixture.posts().size());
    }

    @Test
    void whomTheMailReachesIsNotAnnounced() {
        String both = JOINING.replace("['slack']", "['email', 'slack']");
        fixture.change(none -> Samples.opened(Samples.requested(both))
                .with(ChannelName.EMAIL, outbox -> outbox.reaching(Reach.allBut(Set.of()))));
        asked(both);
        fixture.slack.fail("chat.postMessage", Fault.error("messages_tab_disabled"));
        assertFalse(isReminded(1));
        assertTrue(isReminded(1));
        assertTrue(fixture.events.entries.isEmpty());
    }
}

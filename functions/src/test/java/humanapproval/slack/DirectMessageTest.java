package humanapproval.slack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import humanapproval.approval.ChannelName;
import humanapproval.approval.Claim.Status;
import humanapproval.approval.Decision;
import humanapproval.approval.Reach;
import humanapproval.fake.FakeSlack.Fault;
import humanapproval.fake.Samples;
import humanapproval.fake.SlackCall;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An approver who is not in the channel gets the request as a direct message. */
class DirectMessageTest {

    private static final String CAROL = "carol@example.com";
    private static final String CAROLS_USER = "U0000CAROL1";
    private static final String CAROLS_PLACE = "D0000CAROL1";
    private static final String BOTH = "{'title': 'Deploy', 'approvers': ['bob@example.com', 'carol@example.com']}";

    private final SlackFixture fixture = new SlackFixture();

    @BeforeEach
    void carolIsNotInTheChannel() {
        fixture.slack.userByEmail.put(CAROL, CAROLS_USER);
        fixture.slack.outside.add(CAROLS_USER);
    }

    private List<String> places(List<SlackCall> calls) {
        return calls.stream().map(call -> call.argument("channel")).toList();
    }

    /** The message in the channel is posted, but the direct message that follows comes to {@code fault}. */
    private void directMessageFails(Fault fault) {
        fixture.slack.fail("chat.postMessage", Fault.none()).fail("chat.postMessage", fault);
    }

    /** Carol has approved in her direct message. */
    private JsonObject pressedByCarol() {
        String ts = fixture.state().posts().get(CAROL).ts().orElseThrow();
        return SlackFixture.recorded(
                new Press(CAROLS_USER, CAROLS_PLACE, ts, Optional.empty(), SlackFixture.RESPONSE_URL), CAROL, 1);
    }

    @Test
    void aNamedApproverOutsideGetsTheSameFormByDirectMessageAndCountsAsReached() {
        assertTrue(fixture.takes(SlackFixture.requested(BOTH)));
        assertEquals(List.of(SlackFixture.PLACE, CAROLS_USER), places(fixture.posts()));
        assertEquals(
                fixture.posts().getFirst().blocks(), fixture.posts().getLast().blocks());
        assertEquals(Reach.allBut(Set.of()), fixture.reach());
        assertEquals(
                new Post(CAROLS_PLACE, Optional.of("1769860801.000002"), 1),
                fixture.state().posts().get(CAROL),
                "Slack answers with the channel that the two have");
        assertEquals(Status.SENT, fixture.status("dm " + CAROL));
    }

    @Test
    void theSameEventAgainSendsNothingAgain() {
        fixture.takes(SlackFixture.requested(BOTH));
        assertTrue(fixture.takes(SlackFixture.requested(BOTH)));
        assertEquals(2, fixture.posts().size());
    }

    @Test
    void everyCopyIsClosedAtTheEndWhereItIs() {
        fixture.takes(SlackFixture.requested(BOTH));
        fixture.decide(fixture.vote(Samples.BOB, ChannelName.EMAIL, Decision.APPROVE, ""));
        assertTrue(fixture.takes(SlackFixture.closed("APPROVED")));
        assertEquals(List.of(SlackFixture.PLACE, CAROLS_PLACE), places(fixture.updates()));
        fixture.updates().forEach(update -> assertFalse(Shown.of(update).hasButtons()));
        assertTrue(fixture.takes(SlackFixture.closed("APPROVED")));
        assertEquals(2, fixture.updates().size());
    }

    @Test
    void whatIsClosedWhileADirectMessageIsOnItsWayEndsUpClosed() {
        directMessageFails(Fault.meanwhile(() -> fixture.takesElsewhere(SlackFixture.closed("EXPIRED"))));
        fixture.takes(SlackFixture.requested(BOTH));
        assertTrue(fixture.takes(SlackFixture.requested(BOTH)));
        assertEquals(Set.of(SlackFixture.PLACE, CAROLS_PLACE), Set.copyOf(places(fixture.updates())));
    }

    @Test
    void progressIsShownInTheChannelAndWhoPressedInADirectMessageIsAnsweredThere() {
        fixture.takes(SlackFixture.requested(
                "{'approvers': ['bob@example.com', 'carol@example.com'], 'requiredApprovals': 2}"));
        fixture.change(before -> before.with(fixture.vote(CAROL, ChannelName.SLACK, Decision.APPROVE, "")));
        assertTrue(fixture.takes(pressedByCarol()));
        assertEquals(SlackFixture.PLACE, fixture.posts().getLast().argument("channel"));
        assertTrue(Shown.of(fixture.posts().getLast()).all().contains("1 of 2 approvals"));
        assertEquals(3, fixture.posts().size(), "no line in the direct message");
        assertTrue(fixture.note().contains("Your approval counts. More approvals are needed."), fixture.note());
        assertTrue(fixture.takes(pressedByCarol()));
        assertTrue(fixture.note().contains("You have approved already."), fixture.note());
    }

    @Test
    void aPressInADirectMessageThatTheRecordKnowsIsNoCopy() {
        fixture.takes(SlackFixture.requested(BOTH));
        fixture.decide(fixture.vote(CAROL, ChannelName.SLACK, Decision.APPROVE, ""));
        assertTrue(fixture.takes(pressedByCarol()));
        assertEquals(2, fixture.updates().size(), "each once");
    }

    @Test
    void atMostTwentyAreWrittenToAndTheOthersAreUnreached() {
        String people = IntStream.range(10, 33)
                .mapToObj(i -> {
                    fixture.slack.userByEmail.put("p" + i + "@example.com", "U00000000" + i);
                    fixture.slack.outside.add("U00000000" + i);
                    return "'p" + i + "@example.com'";
                })
                .collect(Collectors.joining(","));
        fixture.untilTaken(SlackFixture.requested("{'approvers': [" + people + "]}"));
        assertEquals(1 + 20, fixture.posts().size());
        assertEquals(
                Set.of("p30@example.com", "p31@example.com", "p32@example.com"),
                fixture.reach().unreached());
        assertEquals(
                "Of the approvers who are not in the channel, 20 are written to: invite the others.",
                fixture.reach().reason());
    }

    @ParameterizedTest
    @ValueSource(strings = {"messages_tab_disabled", "channel_not_found", "user_disabled"})
    void whoCanNotBeWrittenToCountsAsUnreached(String code) {
        directMessageFails(Fault.error(code));
        assertFalse(fixture.takes(SlackFixture.requested(BOTH)));
        assertTrue(fixture.takes(SlackFixture.requested(BOTH)));
        assertEquals(2, fixture.posts().size());
        assertEquals(Reach.Kind.REACHES, fixture.reach().kind());
        assertEquals(Set.of(CAROL), fixture.reach().unreached());
        assertTrue(fixture.reach().reason().contains(code), fixture.reach().reason());
    }

    @Test
    void whereNobodyIsReachedSlackReachesNobody() {
        directMessageFails(Fault.error("messages_tab_disabled"));
        fixture.untilTaken(SlackFixture.requested("{'approvers': ['carol@example.com'], 'channels': ['slack']}"));
        assertEquals(Reach.Kind.CANNOT, fixture.reach().kind());
        String cause = fixture.stepFunctions.failures.getFirst().cause();
        assertTrue(cause.contains("messages_tab_disabled"), cause);
    }

    @Test
    void aDirectMessageThatSlackWantsLaterDelaysOnlyItself() {
        directMessageFails(Fault.limit(5));
        assertFalse(fixture.takes(SlackFixture.requested(BOTH)));
        assertEquals(Status.SENT, fixture.status("request"));
        fixture.clock.move(fixture.setAside());
        assertTrue(fixture.takes(SlackFixture.requested(BOTH)));
        assertEquals(List.of(SlackFixture.PLACE, CAROLS_USER, CAROLS_USER), places(fixture.posts()));
        assertEquals(Reach.allBut(Set.of()), fixture.reach());
    }

    @Test
    void whoeverIsNamedTwiceGetsItOnce() {
        fixture.slack.userByEmail.put("c.weber@example.com", CAROLS_USER);
        fixture.takes(SlackFixture.requested("{'approvers': ['carol@example.com', 'c.weber@example.com']}"));
        assertEquals(2, fixture.posts().size());
    }

    @Test
    void withoutNamedApproversTheChannelIsAskedAndNobodyIsWrittenTo() {
        fixture.takes(SlackFixture.requested("{'title': 'T'}"));
        assertEquals(List.of(SlackFixture.PLACE), places(fixture.posts()));
        assertTrue(fixture.slack.calls("conversations.members").isEmpty());
    }

    @Test
    void whoeverJoinsLaterIsWrittenToThenAndRemindedThere() {
        assertTrue(fixture.takes(SlackFixture.requested("{'approvers': ['bob@example.com'], 'escalateTo': ["
                + "'carol@example.com'], 'remindEverySeconds': 60}")));
        assertEquals(1, fixture.posts().size());
        assertEquals(Reach.allBut(Set.of()), fixture.reach());
        assertTrue(fixture.takes(SlackFixture.reminder(1)));
        assertEquals(Set.of(SlackFixture.PLACE, CAROLS_USER), Set.copyOf(places(fixture.posts())));
        assertEquals(3, fixture.posts().size());
        assertTrue(fixture.takes(SlackFixture.reminder(2)));
        SlackCall last = fixture.posts().getLast();
        assertEquals(CAROLS_PLACE, last.argument("channel"));
        assertTrue(Shown.of(last).all().contains("still waiting"));
        fixture.change(before -> before.with(fixture.vote(CAROL, ChannelName.EMAIL, Decision.APPROVE, "")));
        int posts = fixture.posts().size();
        assertTrue(fixture.takes(SlackFixture.reminder(3)));
        assertEquals(posts + 1, fixture.posts().size(), "who has answered is not reminded");
    }

    @Test
    void aLongRequestStandsInFullInADirectMessageToo() {
        fixture.untilTaken(SlackFixture.requested(
                "{'description': '" + "x".repeat(5000) + "', 'approvers': ['carol@example.com']}"));
        assertEquals(List.of(SlackFixture.PLACE, CAROLS_PLACE), places(fixture.updates()));
        assertTrue(Shown.of(fixture.updates().getLast()).hasButtons());
        assertEquals("1769860801.000003", fixture.posts().getLast().argument("thread_ts"));
    }

    @Test
    void anAppWithoutTheNewScopesWorksAsBeforeAndTheReachSaysWhatIsMissing() {
        fixture.slack.lacking.add("channels:read");
        assertTrue(fixture.takes(SlackFixture.requested(BOTH)));
        assertEquals(List.of(SlackFixture.PLACE), places(fixture.posts()));
        assertEquals(Set.of(), fixture.reach().unreached());
        assertEquals(
                "Slack answered missing_scope: the app needs the scope channels:read. Until then approvers who are not "
                        + "in the channel are not notified.",
                fixture.reach().reason());
    }

    @Test
    void anAppThatIsInstalledForTheWholeOrganisationIsRefusedWithASentence() {
        fixture.slack.organisation = "E0123456789";
        fixture.slack.wide = true;
        assertTrue(fixture.takes(SlackFixture.requested(BOTH)));
        assertTrue(fixture.posts().isEmpty());
        assertEquals(
                "The Slack app is installed for the whole organisation: install it in the workspace that is asked.",
                fixture.reach().reason());
    }

    @Test
    void aRecordOfThePresentVersionIsStillClosed() {
        fixture.takes(SlackFixture.requested(BOTH));
        fixture.change(before -> before.with(
                ChannelName.SLACK,
                outbox -> outbox.with(Samples.json("{'team': 'T0123456789', 'app': 'A0123456789', 'channel': "
                        + "'C0123456789', 'ts': '1769860801.000001', 'posted': 1}"))));
        assertTrue(fixture.takes(SlackFixture.closed("EXPIRED")));
        assertEquals(List.of(SlackFixture.PLACE), places(fixture.updates()));
    }
}

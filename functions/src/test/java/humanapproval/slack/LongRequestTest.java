package humanapproval.slack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import humanapproval.approval.Claim.Status;
import humanapproval.approval.Reach;
import humanapproval.fake.FakeSlack.Fault;
import humanapproval.fake.SlackCall;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A request that one message can't hold goes on in its thread, and the buttons come when all of it is there. */
class LongRequestTest {

    /** How much of a description the message holds. */
    private static final int FIRST = 4400;
    /** And how much each part in the thread. */
    private static final int PART = 7000;

    private static final String SEVEN_POSTS = "x".repeat(FIRST + 6 * PART);
    private static final String TS = "1769860801.000001";

    private final SlackFixture fixture = new SlackFixture();

    private static JsonObject described(String text) {
        JsonObject request = new JsonObject();
        request.addProperty("description", text);
        return SlackFixture.requested(request);
    }

    /** What the last part in the thread says. */
    private String lastPart() {
        return Shown.joined(Shown.of(fixture.posts().getLast()).rich(0));
    }

    @ParameterizedTest
    @ValueSource(ints = {FIRST - 1, FIRST})
    void whatFitsIsOneMessage(int length) {
        assertTrue(fixture.posted(described("x".repeat(length))).hasButtons());
        assertEquals(1, fixture.posts().size());
        assertTrue(fixture.updates().isEmpty());
    }

    @Test
    void oneCharacterMoreMakesAThreadAndTheButtonsComeLast() {
        Shown first = fixture.posted(described("x".repeat(FIRST + 1)));
        assertEquals(2, fixture.posts().size());
        assertFalse(first.hasButtons());
        assertTrue(
                first.all().contains("It goes on in the thread. The buttons follow when all of it is there."),
                first.all());
        SlackCall second = fixture.posts().getLast();
        assertEquals(TS, second.argument("thread_ts"));
        assertEquals("x", lastPart());
        assertEquals("Your decision is required: The request goes on.", second.argument("text"));
        assertEquals("chat.update", fixture.slack.calls.getLast().method());
        assertEquals(TS, fixture.updates().getFirst().argument("ts"));
        Shown now = fixture.shown();
        assertTrue(now.hasButtons());
        assertEquals(first.rich(3), now.rich(3));
        assertFalse(now.all().contains("buttons follow"), now.all());
    }

    @Test
    void aPartEndsAtALineWhereOneIsNear() {
        Shown first = fixture.posted(described("x".repeat(4000) + "\n" + "y".repeat(1000)));
        assertTrue(Shown.joined(first.rich(3)).endsWith("x\n"));
        assertEquals("y".repeat(1000), lastPart());
    }

    @Test
    void aPartDoesNotEndFarTooEarlyForALine() {
        Shown first = fixture.posted(described("x\n" + "y".repeat(5000)));
        // A line break counts as two characters, as JSON writes it.
        assertEquals(FIRST - 1, Shown.joined(first.rich(3)).length());
    }

    @Test
    void aPartThatSlackCanNotShowLeavesTheMessageWithoutButtons() {
        fixture.slack.fail("chat.postMessage", Fault.none()).fail("chat.postMessage", Fault.error("invalid_blocks"));
        assertTrue(fixture.takes(described("x".repeat(FIRST + 101))));
        assertFalse(fixture.shown().hasButtons(), "nobody decides what they can't read");
        assertEquals("Slack can't show this request.", fixture.reach().reason());
    }

    @Test
    void aLongRequestIsPostedInPartsFourAtATimeAndGoesOnWhereItStopped() {
        assertFalse(fixture.takes(described(SEVEN_POSTS)));
        assertEquals(4, fixture.posts().size());
        assertTrue(fixture.updates().isEmpty());
        assertEquals(Status.UNCONFIRMED, fixture.status("request"));
        assertEquals(4, fixture.message().posted());
        assertTrue(fixture.outbox().reach().isEmpty());
        assertEquals(Duration.ofSeconds(2), fixture.setAside());
        fixture.slack.fail("chat.postMessage", Fault.limit(3));
        assertFalse(fixture.takes(described(SEVEN_POSTS)));
        fixture.clock.move(fixture.setAside());
        assertTrue(fixture.takes(described(SEVEN_POSTS)));
        assertEquals(8, fixture.posts().size(), "one of them in vain");
        assertEquals(8, fixture.message().posted(), "seven, and the buttons");
        assertEquals(1, fixture.updates().size());
        assertEquals(Status.SENT, fixture.status("request"));
        assertEquals(Reach.allBut(Set.of()), fixture.reach());
        List<String> threads = fixture.posts().stream()
                .skip(1)
                .map(post -> post.argument("thread_ts"))
                .distinct()
                .toList();
        assertEquals(List.of(TS), threads);
        assertTrue(fixture.posts().stream().noneMatch(post -> Shown.of(post).hasButtons()));
    }

    @Test
    void fourPartsAreOneInvocation() {
        assertTrue(fixture.takes(described("x".repeat(FIRST + 2 * PART))));
        assertEquals(3, fixture.posts().size());
        assertEquals(1, fixture.updates().size(), "the buttons are the fourth");
    }

    @Test
    void aMessageWhoseNoteFailedIsNotedBeforeTheInvocationEnds() {
        fixture.duringPost(() -> fixture.table.failingPuts = 1);
        assertFalse(fixture.takes(described(SEVEN_POSTS)));
        assertEquals(4, fixture.posts().size());
        assertEquals(Optional.of(TS), fixture.message().ts());
        assertTrue(fixture.untilTaken(described(SEVEN_POSTS)) > 0);
        assertEquals(7, fixture.posts().size(), "no second copy");
    }

    @Test
    void aLongRequestThatIsClosedMidwayIsNotContinued() {
        fixture.duringPost(() -> fixture.takes(SlackFixture.closed("EXPIRED")));
        assertTrue(fixture.takes(described(SEVEN_POSTS)));
        assertEquals(1, fixture.posts().size());
        assertFalse(fixture.shown().hasButtons());
        assertEquals(Status.SENT, fixture.status("end"));
    }

    @Test
    void theButtonsThatComeAfterTheEndAreTakenAwayAgainHoweverOftenThatFails() {
        JsonObject event = described("x".repeat(FIRST + 100));
        fixture.slack
                .fail("chat.update", Fault.meanwhile(() -> fixture.takes(SlackFixture.closed("EXPIRED"))))
                .fail("chat.update", Fault.none())
                .fail("chat.update", Fault.limit(5));
        assertFalse(fixture.takes(event));
        fixture.clock.move(fixture.setAside());
        assertTrue(fixture.takes(event));
        assertFalse(fixture.shown().hasButtons());
        assertEquals(Status.SENT, fixture.status("end"));
    }
}

package humanapproval.email;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;

import humanapproval.fake.Samples;
import humanapproval.store.Approval;
import humanapproval.store.Approvals.Change;
import humanapproval.store.Link;
import humanapproval.store.LinkCode;
import humanapproval.store.State;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DeliveryTest {

    private static final String CAROL = "carol@example.com";
    private static final Map<String, String> CODES = new LinkedHashMap<>(Map.of(Samples.BOB, "bobs-new-code", CAROL, "carols-new-code"));

    private final Approval asked = Approval.opened(Samples.requested("{}"));

    private static Change<Delivery.Plan> claim(Approval record, Instant now) {
        return Delivery.claim(Optional.ofNullable(record), Samples.requested("{}"), CODES, now);
    }

    private static Set<String> sent(Change<Delivery.Plan> change) {
        return assertInstanceOf(Delivery.Plan.Send.class, change.answer()).codes().keySet();
    }

    private static Link link(String person, Link.Status status, Instant at) {
        return new Link(LinkCode.hash("earlier code of " + person), person, 0, status, at);
    }

    @Test
    void aNewRequestIsClaimedForEveryoneBeforeAnythingIsSent() {
        Change<Delivery.Plan> change = claim(null, Samples.NOW);
        assertEquals(CODES.keySet(), sent(change));
        assertEquals(List.of(Link.Status.SENDING, Link.Status.SENDING), change.approval().links().stream().map(Link::status).toList());
        assertEquals(LinkCode.hash("bobs-new-code"), change.approval().links().stream().filter(l -> l.approver().equals(Samples.BOB)).findFirst().orElseThrow().codeHash());
    }

    @Test
    void ourOwnClaimIsRecognisedAfterTheAnswerToItsWriteWasLost() {
        Approval written = claim(null, Samples.NOW).approval();
        Change<Delivery.Plan> again = claim(written, Samples.NOW);
        assertEquals(CODES.keySet(), sent(again));
        assertEquals(written, again.approval());
    }

    @Test
    void onlyWhoeverIsMissingIsClaimed() {
        Approval record = asked.with(link(Samples.BOB, Link.Status.SENT, Samples.NOW)).with(link(CAROL, Link.Status.UNCONFIRMED, Samples.NOW));
        assertEquals(Set.of(CAROL), sent(claim(record, Samples.NOW)));
    }

    @Test
    void whatIsBeingSentIsLeftAloneAndTheRestIsSent() {
        Approval record = asked.with(link(Samples.BOB, Link.Status.SENDING, Samples.NOW));
        assertEquals(Set.of(CAROL), sent(claim(record, Samples.NOW)));
        assertInstanceOf(Delivery.Plan.Busy.class, claim(record.with(link(CAROL, Link.Status.SENT, Samples.NOW)), Samples.NOW).answer());
    }

    @Test
    void whoeverWasSendingForAMinuteIsTakenForDeadAndNotASecondEarlier() {
        Approval record = asked.with(link(Samples.BOB, Link.Status.SENDING, Samples.NOW)).with(link(CAROL, Link.Status.SENT, Samples.NOW));
        Instant end = Samples.NOW.plus(Delivery.ABANDONED);
        assertInstanceOf(Delivery.Plan.Busy.class, claim(record, end.minusSeconds(1)).answer());
        assertEquals(Set.of(Samples.BOB), sent(claim(record, end)));
    }

    @Test
    void theLinkOfWhoeverDiedStaysValidBesideTheNewOne() {
        Link first = link(Samples.BOB, Link.Status.SENDING, Samples.NOW);
        Approval claimed = claim(asked.with(first), Samples.NOW.plus(Delivery.ABANDONED)).approval();
        assertEquals(Optional.of(first), claimed.link(first.codeHash()));
        assertEquals(2, claimed.links().stream().filter(l -> l.approver().equals(Samples.BOB)).count());
    }

    @Test
    void aLaterAttemptOfTheStepBringsItsTokenAndMailsNobodyAgain() {
        Approval record = asked.with(link(Samples.BOB, Link.Status.SENT, Samples.NOW)).with(link(CAROL, Link.Status.SENT, Samples.NOW));
        Change<Delivery.Plan> change = Delivery.claim(Optional.of(record), Samples.requested("{'title': 'another'}", 1, "later-token"), CODES, Samples.NOW);
        assertInstanceOf(Delivery.Plan.Nothing.class, change.answer());
        assertEquals("later-token", change.approval().ask().orElseThrow().taskToken());
        assertEquals(record.ask().orElseThrow().request(), change.approval().ask().orElseThrow().request());
        assertEquals(record.links(), change.approval().links());
    }

    @ParameterizedTest
    @EnumSource(value = State.class, mode = EnumSource.Mode.EXCLUDE, names = "OPEN")
    void nothingIsSentOrWrittenOnceItIsClosed(State end) {
        Change<Delivery.Plan> change = claim(asked.closed(end, Samples.NOW), Samples.NOW.plus(Duration.ofMinutes(2)));
        assertInstanceOf(Delivery.Plan.Nothing.class, change.answer());
        assertNull(change.approval());
    }
}

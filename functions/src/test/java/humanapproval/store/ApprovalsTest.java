package humanapproval.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import humanapproval.fake.FakeTable;
import humanapproval.fake.Samples;
import humanapproval.fake.SteppingClock;
import humanapproval.request.Channel;
import humanapproval.store.Approvals.Change;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ApprovalsTest {

    private final FakeTable table = new FakeTable();
    private final SteppingClock clock = new SteppingClock(Samples.NOW);
    private final Approvals approvals = new Approvals(() -> table, "approvals", clock);
    private final Approval open = Samples.open("{'title': 'T'}");

    private void put(Approval approval) {
        approvals.update(approval.id(), record -> Change.keep(approval));
    }

    @Test
    void everyShapeOfARecordComesBackAsItWas() {
        Vote vote = new Vote(
                Samples.BOB,
                Samples.BOB,
                Channel.EMAIL,
                Decision.REJECT,
                "no\n\u202E",
                Instant.parse("2026-01-31T12:00:00.123Z"));
        Approval.Closing failed = new Approval.Closing(
                State.FAILED, Samples.NOW, Optional.of(new Approval.Failure("Approval.InvalidRequest", "why")));
        for (Approval approval : List.of(
                open,
                open.with(vote).closed(State.REJECTED, Samples.NOW).taken(),
                Approval.neverOpened(Samples.ID, Samples.EXECUTION, failed),
                open.askedAgain(Samples.requested("{}", 2, "later")),
                open.with(new SlackMessage("T", "A", "C", Optional.of("1.2"), 2, Map.of(Samples.BOB, "U1")))
                        .with("email " + Samples.BOB, new Delivery(2, Delivery.Status.SENT, "me", Samples.NOW))
                        .with(Channel.SLACK, new Verdict(Verdict.Kind.CANNOT, "why", Set.of("a@example.com")))
                        .reminded(2))) {
            assertEquals(approval, ApprovalJson.read(ApprovalJson.write(approval), 0));
        }
    }

    @Test
    void whoeverComesSecondSeesTheFirst() {
        put(open);
        table.beforeNextPut = () -> put(open.closed(State.EXPIRED, Samples.NOW));
        State seen = approvals.update(
                Samples.ID,
                record -> record.get().isOpen()
                        ? new Change<>(record.get().closed(State.APPROVED, Samples.NOW), Approval::state)
                        : Change.none(record.get().state()));
        assertEquals(State.EXPIRED, seen);
        assertEquals(State.EXPIRED, approvals.find(Samples.ID).orElseThrow().state());
    }

    @Test
    void ofTwoFirstWritesOneSeesTheOther() {
        table.beforeNextPut = () -> put(open);
        boolean existed = approvals.update(
                Samples.ID, record -> record.isPresent() ? Change.none(true) : new Change<>(open, kept -> false));
        assertTrue(existed);
    }

    @Test
    void aWriteWhoseAnswerWasLostIsFoundDone() {
        table.loseNextAnswer = true;
        approvals.update(open.id(), record -> Change.keep(record.orElse(open)));
        assertEquals(1, table.puts);
        assertEquals(open.kept(1), approvals.find(Samples.ID).orElseThrow());
    }

    @Test
    void nothingIsWrittenWhereNothingChanged() {
        put(open);
        approvals.update(
                Samples.ID,
                record -> Change.keep(record.orElseThrow().askedAgain(Samples.requested("{}", 0, "earlier"))));
        assertEquals(1, table.puts);
    }

    @Test
    void whatWasJustKeptIsWrittenAgainWithoutAReadUnlessSomebodyElseWrote() {
        put(open);
        Approval kept = approvals.update(
                Samples.ID, record -> Change.keep(record.orElseThrow().reminded(1)));
        table.beforeNextRead = () -> {
            throw new AssertionError("no read is needed");
        };
        Approval again = approvals.update(kept, record -> Change.keep(record.reminded(2)));
        assertEquals(3, again.version());
        table.beforeNextRead = null;
        assertEquals(
                List.of(3, State.EXPIRED),
                List.of(
                        approvals
                                .update(
                                        kept.closed(State.EXPIRED, Samples.NOW),
                                        record -> Change.keep(record.reminded(3).closed(State.EXPIRED, Samples.NOW)))
                                .reminders(),
                        approvals.find(Samples.ID).orElseThrow().state()));
        assertEquals(4, approvals.find(Samples.ID).orElseThrow().version());
    }

    @Test
    void ofVeryManyLinksTheOldestGo() {
        Approval full = open;
        for (int i = 0; i <= Approval.MOST_LINKS; i++) {
            full = full.withLink("hash" + i, Samples.BOB);
        }
        assertEquals(Approval.MOST_LINKS, full.links().size());
        assertTrue(full.links().containsKey("hash" + Approval.MOST_LINKS)
                && !full.links().containsKey("hash0"));
    }

    @Test
    void whatWasKeptLongEnoughIsGoneThoughTheTableStillHasIt() {
        put(open.closed(State.APPROVED, Samples.NOW));
        clock.move(Approval.KEPT);
        assertTrue(approvals.find(Samples.ID).isPresent());
        clock.move(Duration.ofSeconds(1));
        assertTrue(approvals.find(Samples.ID).isEmpty());
        put(open);
        assertEquals(2, table.puts);
    }

    @Test
    void aSilentTableIsSaidSo() {
        table.failingReads = 1;
        assertThrows(StoreException.class, () -> approvals.find(Samples.ID));
        table.failingPuts = 1;
        assertThrows(StoreException.class, () -> put(open));
    }

    @Test
    void theOpenOnesOfAnExecutionAreFound() {
        put(open);
        put(Approval.neverOpened(
                "other", Samples.EXECUTION, new Approval.Closing(State.EXPIRED, Samples.NOW, Optional.empty())));
        assertEquals(List.of(Samples.ID), approvals.openOf(Samples.EXECUTION));
    }

    @Test
    void aLaterAttemptBringsItsTokenAndNothingElse() {
        Approval again = open.askedAgain(Samples.requested("{'title': 'other'}", 1, "token-1"));
        assertEquals("token-1", again.ask().orElseThrow().taskToken());
        assertEquals(
                open.ask().orElseThrow().request(), again.ask().orElseThrow().request());
        assertEquals(again, again.askedAgain(Samples.requested("{}", 0, "token-0")));
    }

    @Test
    void aLinkCodeIs128BitsInAnAddress() {
        String code = LinkCode.mint(new SecureRandom());
        assertTrue(code.matches("[A-Za-z0-9_-]{22}"), code);
        assertEquals("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", LinkCode.hash("abc"));
    }

    @Test
    void whoIsTheRequesterInSlackIsSoByEveryEmail() {
        Approval asked = Samples.open(
                        "{'requester': {'email': 'ana@example.com', 'slack': 'U0000000ANA'}, 'approvers': "
                                + "['ana@corp.example', 'bob@example.com']}")
                .with(new SlackMessage(
                        "T",
                        "A",
                        "C",
                        Optional.of("1.2"),
                        1,
                        Map.of("ana@example.com", "U0000000ANA", "ana@corp.example", "U0000000ANA")));
        assertEquals(
                "ana@example.com",
                asked.slack()
                        .orElseThrow()
                        .approver(
                                "U0000000ANA",
                                asked.ask().orElseThrow().request().policy()));
        assertTrue(asked.refusal("ana@corp.example").orElseThrow().contains("your own request"));
        assertEquals(Optional.empty(), asked.refusal(Samples.BOB));
    }
}

package humanapproval.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import humanapproval.request.Channel;
import humanapproval.fake.FakeTable;
import humanapproval.fake.Samples;
import humanapproval.fake.SteppingClock;
import humanapproval.store.Approvals.Change;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ApprovalsTest {

    private final FakeTable table = new FakeTable();
    private final SteppingClock clock = new SteppingClock(Samples.NOW);
    private final Approvals approvals = new Approvals(table, "approvals", clock);
    private final Approval open = Samples.open("{'title': 'T'}");

    private void put(Approval approval) {
        approvals.update(approval.id(), record -> new Change<>(approval, null));
    }

    @Test
    void everyShapeOfARecordComesBackAsItWas() {
        Vote vote = new Vote(Samples.BOB, Samples.BOB, Channel.EMAIL, Decision.REJECT, "no\n\u202E", Instant.parse("2026-01-31T12:00:00.123Z"));
        Approval.Closing failed = new Approval.Closing(State.FAILED, Samples.NOW, Optional.of(new Approval.Failure("Approval.InvalidRequest", "why")));
        for (Approval approval : List.of(open, open.with(vote).closed(State.REJECTED, Samples.NOW).taken(),
                Approval.neverOpened(Samples.ID, Samples.EXECUTION, failed), open.askedAgain(Samples.requested("{}", 2, "later")))) {
            assertEquals(approval, ApprovalJson.read(ApprovalJson.write(approval)));
        }
    }

    @Test
    void whoeverComesSecondSeesTheFirst() {
        put(open);
        table.beforeNextPut = () -> put(open.closed(State.EXPIRED, Samples.NOW));
        State seen = approvals.update(Samples.ID, record -> record.get().isOpen()
                ? new Change<>(record.get().closed(State.APPROVED, Samples.NOW), State.APPROVED)
                : Change.none(record.get().state()));
        assertEquals(State.EXPIRED, seen);
        assertEquals(State.EXPIRED, approvals.find(Samples.ID).orElseThrow().state());
    }

    @Test
    void ofTwoFirstWritesOneSeesTheOther() {
        table.beforeNextPut = () -> put(open);
        boolean existed = approvals.update(Samples.ID, record -> record.isPresent() ? Change.none(true) : new Change<>(open, false));
        assertTrue(existed);
    }

    @Test
    void aWriteWhoseAnswerWasLostIsFoundDone() {
        table.loseNextAnswer = true;
        put(open);
        assertEquals(1, table.puts);
        assertEquals(open, approvals.find(Samples.ID).orElseThrow());
    }

    @Test
    void nothingIsWrittenWhereNothingChanged() {
        put(open);
        put(open);
        assertEquals(1, table.puts);
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
        put(Approval.neverOpened("other", Samples.EXECUTION, new Approval.Closing(State.EXPIRED, Samples.NOW, Optional.empty())));
        assertEquals(List.of(Samples.ID), approvals.openOf(Samples.EXECUTION));
    }

    @Test
    void aLaterAttemptBringsItsTokenAndNothingElse() {
        Approval again = open.askedAgain(Samples.requested("{'title': 'other'}", 1, "token-1"));
        assertEquals("token-1", again.ask().orElseThrow().taskToken());
        assertEquals(open.ask().orElseThrow().request(), again.ask().orElseThrow().request());
        assertEquals(again, again.askedAgain(Samples.requested("{}", 0, "token-0")));
    }

    @Test
    void aLinkCodeIs128BitsInAnAddress() {
        String code = LinkCode.mint(new SecureRandom());
        assertTrue(code.matches("[A-Za-z0-9_-]{22}"), code);
        assertEquals("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", LinkCode.hash("abc"));
    }
}

package humanapproval.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import humanapproval.approval.Approval;
import humanapproval.approval.Change;
import humanapproval.approval.Ending;
import humanapproval.approval.State;
import humanapproval.fake.FakeTable;
import humanapproval.fake.Samples;
import humanapproval.fake.SteppingClock;
import humanapproval.waiter.Waiter;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ApprovalsTest {

    private final FakeTable table = new FakeTable();
    private final SteppingClock clock = new SteppingClock(Samples.NOW);
    private final Approvals approvals = new Approvals(table, "table", clock);
    private final Approval open = Samples.open("{'title': 'T'}");

    private void put(Approval approval) {
        approvals.update(approval.id(), record -> Change.keep(approval));
    }

    @Test
    void whoeverComesSecondSeesTheFirst() {
        put(open);
        table.beforeNextPut = () -> put(open.ended(Ending.of(State.EXPIRED, Samples.NOW)));
        State seen = approvals.update(
                Samples.ID,
                record -> record.get().isOpen()
                        ? new Change<>(record.get().ended(Ending.of(State.APPROVED, Samples.NOW)), Approval::state)
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
        approvals.update(Samples.ID, record -> Change.keep(record.orElseThrow().reminded(0)));
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
        assertEquals(3, again.stored().version());
        table.beforeNextRead = null;
        assertEquals(
                List.of(3, State.EXPIRED),
                List.of(
                        approvals
                                .update(
                                        kept.ended(Ending.of(State.EXPIRED, Samples.NOW)),
                                        record -> Change.keep(
                                                record.reminded(3).ended(Ending.of(State.EXPIRED, Samples.NOW))))
                                .reminders(),
                        approvals.find(Samples.ID).orElseThrow().state()));
        assertEquals(4, approvals.find(Samples.ID).orElseThrow().stored().version());
    }

    @Test
    void whatWasKeptLongEnoughIsGoneThoughTheTableStillHasIt() {
        put(open.ended(Ending.of(State.APPROVED, Samples.NOW)));
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
        put(Approval.tombstone("other", Waiter.gone(Samples.EXECUTION), Ending.of(State.EXPIRED, Samples.NOW)));
        assertEquals(List.of(Samples.ID), approvals.of(Samples.EXECUTION, State.OPEN));
    }

    @Test
    void aLaterAttemptBringsItsTokenAndNothingElse() {
        Approval again = open.askedAgain(new Waiter(Samples.EXECUTION, "token-1", 1), Samples.DEADLINE);
        assertEquals("token-1", again.waiter().taskToken());
        assertEquals(
                open.question().orElseThrow().request(),
                again.question().orElseThrow().request());
        assertEquals(
                Samples.DEADLINE.plusSeconds(5),
                open.askedAgain(new Waiter(Samples.EXECUTION, "token-1", 1), Samples.DEADLINE.plusSeconds(5))
                        .asked()
                        .deadline(),
                "the later deadline counts");
    }
}

package humanapproval.callback;

import humanapproval.approval.Approval;
import humanapproval.approval.Change;
import humanapproval.approval.Ending;
import humanapproval.approval.Ending.Told;
import humanapproval.approval.OutcomeDocument;
import humanapproval.approval.State;
import humanapproval.approval.VotingRules;
import humanapproval.events.EventPublisher;
import humanapproval.store.Approvals;
import humanapproval.store.StoreException;
import humanapproval.waiter.Waiters;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.function.BiConsumer;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Tells whoever waits how an approval has ended, and the channels where whoever waited does not; whoever comes by does
 * it where that failed before, at the latest the sweep.
 */
record Telling(Approvals approvals, Waiters waiters, EventPublisher events, Clock clock) {

    /** Whether it has ended and whoever waits is not known to have taken it. */
    private static boolean isDue(Approval approval) {
        return is(approval, Told.NOT_YET);
    }

    private static boolean is(Approval approval, Told told) {
        return approval.ending().filter(end -> end.told() == told).isPresent();
    }

    /**
     * Does what is missing for all of whom it is time, each on its own, and settles what nobody settled; for how many.
     * {@code failed} hears of those where it failed.
     */
    int sweep(BiConsumer<String, RuntimeException> failed) {
        List<String> due = approvals.due();
        for (String id : due) {
            try {
                approvals
                        .find(id)
                        .map(approval -> approval.isOpen(clock.instant())
                                ? approval
                                : approvals.update(
                                        approval, record -> Change.keep(VotingRules.settled(record, clock.instant()))))
                        .ifPresent(this::finish);
            } catch (RuntimeException e) {
                failed.accept(id, e);
            }
        }
        return due.size();
    }

    /** Does what is missing for an approval that has ended; it may fail and is then missing for the next one. */
    Approval catchUp(Approval approval) {
        try {
            return isDue(approval) ? tell(approval) : approval;
        } catch (SdkException | EventPublisher.NotTakenException | StoreException e) {
            return approval;
        }
    }

    /** The same, throwing where it failed, and also for what was taken and not announced. */
    void finish(Approval approval) {
        if (is(approval, Told.RESUMED)) {
            announce(approval);
        } else if (isDue(approval)) {
            tell(approval);
        }
    }

    private Approval announce(Approval ended) {
        events.closed(ended);
        return noted(ended, Told.TAKEN);
    }

    /** Tells the end; the record after that. Throws when whoever waits, or EventBridge, was not reached. */
    Approval tell(Approval ended) {
        if (ended.state() == State.CANCELLED) {
            return announce(ended);
        }
        if (isTaken(ended)) {
            return noted(ended, Told.RESUMED);
        }
        // An answer is refused as well when there was one: whatever ended after the decision may have taken it.
        Instant at = ended.ending().orElseThrow().at();
        boolean byVote = ended.isDecided() && at.isBefore(ended.asked().deadline());
        if (byVote
                && waiters.stoppedAt(ended.waiter())
                        .filter(stop -> stop.isBefore(at))
                        .isPresent()) {
            return cancelled(ended);
        }
        // Whoever gave up this wait announces nothing.
        events.givenUp(ended);
        return noted(ended, Told.GIVEN_UP);
    }

    private boolean isTaken(Approval ended) {
        return ended.ending()
                .flatMap(Ending::failure)
                .map(failure -> waiters.fail(ended.waiter(), failure.name(), failure.cause()))
                .orElseGet(() -> waiters.resume(ended.waiter(), OutcomeDocument.of(ended)));
    }

    /** Nobody waited any more when it was decided. Whatever a channel noted meanwhile stays. */
    private Approval cancelled(Approval decided) {
        Ending end = Ending.of(State.CANCELLED, clock.instant());
        return catchUp(approvals.update(
                decided, record -> Change.keep(record.isDecided() && isDue(record) ? record.ended(end) : record)));
    }

    /**
     * Without the note somebody tells it once more: not worth an error, as it is recorded and told. What another one
     * noted first stands, and a later attempt of the step has yet to be told.
     */
    private Approval noted(Approval approval, Told told) {
        try {
            return approvals.update(
                    approval,
                    record -> Change.keep(
                            record.waiter().isSameWait(approval.waiter())
                                            && (isDue(record) || told == Told.TAKEN && is(record, Told.RESUMED))
                                    ? record.told(told)
                                    : record));
        } catch (StoreException e) {
            return approval.told(told);
        }
    }
}

package humanapproval.callback;

import humanapproval.approval.Approval;
import humanapproval.approval.Change;
import humanapproval.approval.Ending;
import humanapproval.approval.Ending.Told;
import humanapproval.approval.Failure;
import humanapproval.approval.OutcomeDocument;
import humanapproval.approval.State;
import humanapproval.approval.VoteResult;
import humanapproval.approval.VotingRules;
import humanapproval.channel.WayBack;
import humanapproval.channel.WayBack.Answer;
import humanapproval.events.EventPublisher;
import humanapproval.store.Approvals;
import humanapproval.store.StoreException;
import humanapproval.waiter.Waiters;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Tells whoever waits how an approval has ended, and the channels where whoever waited does not; whoever comes by does
 * it where that failed before, at the latest the sweep.
 */
final class Telling {

    private final Approvals approvals;
    private final Waiters waiters;
    private final EventPublisher events;
    private final Clock clock;

    Telling(Approvals approvals, Waiters waiters, EventPublisher events, Clock clock) {
        this.approvals = approvals;
        this.waiters = waiters;
        this.events = events;
        this.clock = clock;
    }

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
        if (!isDue(approval)) {
            return approval;
        }
        try {
            tell(approval);
            return approvals.find(approval.id()).orElse(approval);
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

    private void announce(Approval ended) {
        events.closed(ended);
        note(ended, Told.TAKEN);
    }

    /** Tells the end. Throws when whoever waits, or EventBridge, was not reached. */
    Answer tell(Approval ended) {
        if (ended.state() == State.CANCELLED) {
            announce(ended);
            return new Answer(new VoteResult.NoLongerOpen(ended), WayBack.Told.YES);
        }
        if (isTaken(ended)) {
            note(ended, Told.RESUMED);
            return new Answer(new VoteResult.Decided(ended), WayBack.Told.YES);
        }
        // An answer is refused as well when there was one: whatever ended after the decision may have taken it.
        Instant at = ended.ending().orElseThrow().at();
        boolean byVote = ended.isDecided() && at.isBefore(ended.asked().deadline());
        if (byVote
                && waiters.stoppedAt(ended.waiter())
                        .filter(stop -> stop.isBefore(at))
                        .isPresent()) {
            return cancel(ended);
        }
        // Whoever gave up this wait announces nothing.
        events.givenUp(ended);
        note(ended, Told.GIVEN_UP);
        return new Answer(new VoteResult.Decided(ended), WayBack.Told.LATER);
    }

    private boolean isTaken(Approval ended) {
        Optional<Failure> failure = ended.ending().flatMap(Ending::failure);
        return failure.isPresent()
                ? waiters.fail(
                        ended.waiter(), failure.get().name(), failure.get().cause())
                : waiters.resume(ended.waiter(), OutcomeDocument.of(ended));
    }

    /** Nobody waited any more when it was decided. Whatever a channel noted meanwhile stays. */
    private Answer cancel(Approval decided) {
        Ending end = Ending.of(State.CANCELLED, clock.instant());
        Approval now = approvals.update(
                decided, record -> Change.keep(record.isDecided() && isDue(record) ? record.ended(end) : record));
        return now.state() == State.CANCELLED
                ? new Answer(new VoteResult.NoLongerOpen(catchUp(now)), WayBack.Told.YES)
                : new Answer(new VoteResult.Decided(now), WayBack.Told.YES);
    }

    /** Not worth an error: it is recorded and told; without the note somebody tells it once more. */
    private void note(Approval approval, Told told) {
        try {
            approvals.update(approval, record -> Change.keep(record.told(told)));
        } catch (StoreException e) {
            return;
        }
    }
}

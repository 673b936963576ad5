package humanapproval.callback;

import humanapproval.approval.Approval;
import humanapproval.approval.Change;
import humanapproval.approval.Ending;
import humanapproval.approval.Failure;
import humanapproval.approval.OutcomeDocument;
import humanapproval.approval.State;
import humanapproval.approval.VoteResult;
import humanapproval.channel.WayBack.Answer;
import humanapproval.channel.WayBack.Told;
import humanapproval.events.EventPublisher;
import humanapproval.store.Approvals;
import humanapproval.store.StoreException;
import humanapproval.waiter.Waiters;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;

/** Tells whoever waits how an approval has ended, whoever comes by first where that failed before. */
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

    /** Whether whoever waits is not known to have taken the end. */
    private static boolean isDue(Approval approval) {
        return approval.ending()
                .filter(end -> end.told() == Ending.Told.NOT_YET)
                .isPresent();
    }

    /** Does what is missing for an approval that has ended; it may fail and is then missing for the next one. */
    Approval catchUp(Approval approval) {
        if (!isDue(approval)) {
            return approval;
        }
        try {
            if (approval.isDecided()) {
                resume(approval);
            } else {
                tell(approval);
                note(approval, Ending.Told.TAKEN);
            }
            return approvals.find(approval.id()).orElse(approval);
        } catch (SdkException | EventPublisher.NotTakenException | StoreException e) {
            return approval;
        }
    }

    private void tell(Approval ended) {
        Optional<Failure> failure = ended.ending().flatMap(Ending::failure);
        if (failure.isPresent()) {
            waiters.fail(ended.waiter(), failure.get().name(), failure.get().cause());
        } else if (ended.state() == State.EXPIRED) {
            waiters.resume(ended.waiter(), OutcomeDocument.of(ended));
        }
    }

    /** Lets whoever waits go on with a decision. Throws when they, or EventBridge, were not reached. */
    Answer resume(Approval approval) {
        if (waiters.resume(approval.waiter(), OutcomeDocument.of(approval))) {
            note(approval, Ending.Told.TAKEN);
            return new Answer(new VoteResult.Decided(approval), Told.YES);
        }
        // An answer is refused as well when there was one: whatever ended after the decision may have taken it.
        Instant decidedAt = approval.ending().orElseThrow().at();
        Optional<Instant> stopped = waiters.stoppedAt(approval.waiter()).filter(at -> at.isBefore(decidedAt));
        if (stopped.isPresent()) {
            return cancel(approval);
        }
        // Whoever gave up this wait announces nothing.
        events.givenUp(approval);
        note(approval, Ending.Told.GIVEN_UP);
        return new Answer(new VoteResult.Decided(approval), Told.LATER);
    }

    private Answer cancel(Approval approval) {
        Ending end = Ending.of(State.CANCELLED, clock.instant()).told(Ending.Told.TAKEN);
        events.closed(approval.ended(end));
        return approvals.update(
                approval,
                record -> !isDue(record)
                        ? Change.none(new Answer(new VoteResult.Decided(record), Told.YES))
                        // Whatever a channel noted meanwhile stays.
                        : new Change<>(
                                record.ended(end),
                                cancelled -> new Answer(new VoteResult.NoLongerOpen(cancelled), Told.YES)));
    }

    /** Not worth an error: it is recorded and told; without the note somebody tells it once more. */
    private void note(Approval approval, Ending.Told told) {
        try {
            approvals.update(approval, record -> Change.keep(record.told(told)));
        } catch (StoreException e) {
            return;
        }
    }
}

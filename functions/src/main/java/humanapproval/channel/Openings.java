package humanapproval.channel;

import humanapproval.approval.Approval;
import humanapproval.approval.Change;
import humanapproval.approval.Ending;
import humanapproval.approval.Failure;
import humanapproval.approval.InvalidRequestException;
import humanapproval.approval.Limits;
import humanapproval.approval.Question;
import humanapproval.approval.Repeat;
import humanapproval.approval.State;
import humanapproval.events.ApprovalEvent;
import humanapproval.json.MalformedException;
import humanapproval.store.Approvals;
import humanapproval.waiter.Waiter;
import humanapproval.waiter.Waiters;
import java.time.Clock;
import java.util.Optional;
import java.util.stream.Stream;

/** Opens the record of a request and closes it, whichever event comes first. Whoever waits in vain is told at once. */
public record Openings(Approvals approvals, Waiters waiters, Clock clock) {

    /**
     * The record of what {@code event} asks, new or with a later attempt of the step that waits; it may have ended.
     * None where the wait was failed: it can't be asked, or has another's approval id.
     */
    Optional<Approval> open(ApprovalEvent.Requested event, Limits limits) {
        Question question;
        try {
            question = Question.asked(event.request(), limits, event.askedAt(), event.deadline(), event.startedBy());
        } catch (InvalidRequestException | MalformedException e) {
            refuse(event, Failure.invalid(e.getMessage()));
            return Optional.empty();
        }
        Optional<Approval> kept = again(event)
                .or(() -> approvals.update(
                        event.approvalId(),
                        Optional.empty(),
                        record -> new Change<>(
                                        record.orElseGet(
                                                () -> Approval.opened(event.approvalId(), event.waiter(), question)),
                                        Optional::of)
                                .orIfFull(Optional.empty())));
        if (kept.isEmpty()) {
            refuse(event, Failure.TOO_LARGE);
            return Optional.empty();
        }
        Approval asked = kept.get();
        return switch (Repeat.of(asked, event.waiter(), event.request())) {
            case REDELIVERY, RETRY -> Optional.of(asked);
            case OVER -> failed(event.waiter(), Failure.OF_ENDED);
            case DUPLICATE -> failed(event.waiter(), Failure.OF_DUPLICATE);
        };
    }

    private Optional<Approval> failed(Waiter waiter, Failure failure) {
        fail(waiter, failure);
        return Optional.empty();
    }

    /**
     * The record of {@code event} where there is one, with a later attempt of the step that waits. An earlier attempt
     * waits no more; if it does, it was no attempt of the same wait, and is told so.
     */
    public Optional<Approval> again(ApprovalEvent.Requested event) {
        Optional<Approval> known = approvals.find(event.approvalId());
        known.filter(before -> isRetry(before, event)).ifPresent(before -> fail(before.waiter(), Failure.OF_DUPLICATE));
        return known.map(before -> approvals.update(
                before,
                record -> Change.keep(
                        isRetry(record, event) ? record.askedAgain(event.waiter(), event.deadline()) : record)));
    }

    private static boolean isRetry(Approval known, ApprovalEvent.Requested event) {
        return Repeat.of(known, event.waiter(), event.request()) == Repeat.RETRY;
    }

    /** Tells whoever waits for {@code event} that it can't be asked; the record of something else stays as it is. */
    void refuse(ApprovalEvent.Requested event, Failure failure) {
        Ending end = Ending.failed(failure, clock.instant());
        approvals.update(
                event.approvalId(),
                record -> Change.keep(
                        record.orElseGet(() -> Approval.tombstone(event.approvalId(), event.waiter(), end))));
        fail(event.waiter(), failure);
    }

    /** Tells {@code waiter} why it waits in vain; it may wait no more. */
    void fail(Waiter waiter, Failure failure) {
        waiters.fail(waiter, failure.name(), failure.cause());
    }

    /** The record as {@code event} ends it, unless it has ended; whatever arrives later finds it so. */
    Approval close(ApprovalEvent.Closed event) {
        Waiter waiter = Waiter.gone(event.executionArn());
        Ending end = Ending.of(state(event.outcome().text("outcome")), clock.instant());
        return approvals.update(
                event.approvalId(),
                record -> Change.keep(record.map(before -> closed(before, waiter, end, event.taken()))
                        .orElseGet(() -> Approval.tombstone(event.approvalId(), waiter, end))));
    }

    private static Approval closed(Approval before, Waiter waiter, Ending end, boolean taken) {
        if (!before.waiter().isOfSameExecution(waiter)) {
            return before;
        }
        if (before.isOpen()) {
            return before.ended(end.told(Ending.Told.TAKEN));
        }
        return taken && before.state() == end.state() ? before.told(Ending.Told.TAKEN) : before;
    }

    /** Whatever ended in a way that we do not know has ended all the same. */
    private static State state(String outcome) {
        return Stream.of(State.APPROVED, State.REJECTED, State.EXPIRED, State.CANCELLED)
                .filter(state -> state.name().equals(outcome))
                .findFirst()
                .orElse(State.FAILED);
    }

    /** The record, ended where its execution was stopped: that may have been told before there was anything to end. */
    Approval lookAgain(Approval delivered) {
        return delivered.isOpen() && waiters.stoppedAt(delivered.waiter()).isPresent()
                ? approvals.update(
                        delivered,
                        record -> Change.keep(
                                record.isOpen() ? record.ended(Ending.of(State.CANCELLED, clock.instant())) : record))
                : delivered;
    }
}

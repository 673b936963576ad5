package humanapproval.callback;

import humanapproval.request.Request;
import humanapproval.store.Approval;
import humanapproval.store.Approvals.Change;
import humanapproval.store.State;
import humanapproval.store.Vote;
import java.time.Instant;
import java.util.Optional;

/** The rules of the decision, as pure functions of the record and the clock. */
final class Voting {

    private Voting() {}

    /** What a vote came to. */
    sealed interface Answer {

        /** It decided, now or when this person said the same before. */
        record Decided(Approval approval) implements Answer {}

        /** Somebody decided earlier. */
        record AlreadyDecided(Approval approval) implements Answer {}

        /** The deadline is over or the execution was stopped. */
        record NoLongerOpen(Approval approval) implements Answer {}

        /** This person may not decide; the reason is a sentence. */
        record Refused(Approval approval, String reason) implements Answer {}
    }

    /** Counts {@code vote}: one approval approves, one rejection rejects, the first of both decides. */
    static Change<Answer> cast(Approval approval, Vote vote) {
        Optional<String> refusal = approval.ask().flatMap(ask -> Request.read(ask.request()).refusal(vote.approver()));
        if (refusal.isPresent()) {
            return Change.none(new Answer.Refused(approval, refusal.get()));
        }
        return switch (approval.state()) {
            case APPROVED, REJECTED -> Change.none(approval.votes().stream().anyMatch(before -> same(before, vote))
                    ? new Answer.Decided(approval)
                    : new Answer.AlreadyDecided(approval));
            case EXPIRED, FAILED, CANCELLED -> Change.none(new Answer.NoLongerOpen(approval));
            case OPEN -> {
                if (isOver(approval, vote.at())) {
                    yield Change.none(new Answer.NoLongerOpen(approval));
                }
                Approval decided = approval.with(vote).closed(vote.decision().state(), vote.at());
                yield new Change<>(decided, new Answer.Decided(decided));
            }
        };
    }

    /** Ends the wait: what was decided stands, else it expires with the votes so far. */
    static Approval settled(Approval approval, Instant now) {
        return approval.isOpen() ? approval.closed(State.EXPIRED, now) : approval;
    }

    /** Ends the wait because the execution was stopped. */
    static Approval stopped(Approval approval, Instant now) {
        return approval.isOpen() ? approval.closed(State.CANCELLED, now) : approval;
    }

    /** Whether the deadline has passed although nobody closed it yet. */
    static boolean isOver(Approval approval, Instant now) {
        return approval.isOpen() && approval.ask().filter(ask -> now.isBefore(ask.deadline())).isEmpty();
    }

    private static boolean same(Vote before, Vote vote) {
        return before.approver().equals(vote.approver()) && before.decision() == vote.decision();
    }
}

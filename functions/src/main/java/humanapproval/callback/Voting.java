package humanapproval.callback;

import humanapproval.request.Policy;
import humanapproval.request.Request;
import humanapproval.store.Approval;
import humanapproval.store.Approvals.Change;
import humanapproval.store.Decision;
import humanapproval.store.State;
import humanapproval.store.Vote;
import java.time.Instant;
import java.util.Optional;

/** The rules of the decision, as pure functions of the record and the clock. */
final class Voting {

    /** The execution's error when nobody decided in time and the request asks for it. */
    static final String TIMED_OUT = "Approval.TimedOut";

    private Voting() {}

    /** What a vote came to. */
    sealed interface Answer {

        /** It decided, now or when this person said the same before. */
        record Decided(Approval approval) implements Answer {}

        /** It counts, and more approvals are needed. */
        record Counted(Approval approval) implements Answer {}

        /** It does not count without a comment. */
        record CommentMissing(Approval approval) implements Answer {}

        /** Somebody decided earlier. */
        record AlreadyDecided(Approval approval) implements Answer {}

        /** The deadline is over or the execution was stopped. */
        record NoLongerOpen(Approval approval) implements Answer {}

        /** This person may not decide; the reason is a sentence. */
        record Refused(Approval approval, String reason) implements Answer {}
    }

    /** Counts {@code vote}, once for each person: one rejection rejects, as many approvals as the policy asks for approve. */
    static Change<Answer> cast(Approval approval, Vote vote) {
        Optional<Policy> policy = approval.ask().map(ask -> ask.read().policy());
        Optional<String> refusal = policy.flatMap(rules -> rules.refusal(vote.approver(), approval.isEscalated()));
        if (refusal.isPresent()) {
            return Change.none(new Answer.Refused(approval, refusal.get()));
        }
        return switch (approval.state()) {
            case APPROVED, REJECTED -> Change.none(approval.votes().stream().anyMatch(before -> same(before, vote))
                    ? new Answer.Decided(approval)
                    : new Answer.AlreadyDecided(approval));
            case EXPIRED, FAILED, CANCELLED -> Change.none(new Answer.NoLongerOpen(approval));
            case OPEN -> {
                if (isOver(approval, vote.at()) || policy.isEmpty()) {
                    yield Change.none(new Answer.NoLongerOpen(approval));
                }
                yield count(approval, vote, policy.get());
            }
        };
    }

    private static Change<Answer> count(Approval approval, Vote vote, Policy policy) {
        if (approval.votes().stream().anyMatch(before -> same(before, vote))) {
            return Change.none(new Answer.Counted(approval));
        }
        if (vote.comment().isEmpty() && policy.needsComment(vote.decision() == Decision.REJECT)) {
            return Change.none(new Answer.CommentMissing(approval));
        }
        Approval counted = approval.with(vote);
        if (vote.decision() == Decision.APPROVE && counted.approvals() < policy.requiredApprovals()) {
            return new Change<>(counted, new Answer.Counted(counted));
        }
        Approval decided = counted.closed(vote.decision().state(), vote.at());
        return new Change<>(decided, new Answer.Decided(decided));
    }

    /** Ends the wait: what was decided stands, else it ends as the request says, with the votes so far. */
    static Approval settled(Approval approval, Request.OnTimeout onTimeout, Instant now) {
        return approval.isOpen() ? approval.closed(atTimeout(onTimeout, now)) : approval;
    }

    /** How the wait ends when nobody decided. */
    static Approval.Closing atTimeout(Request.OnTimeout onTimeout, Instant now) {
        return switch (onTimeout) {
            case EXPIRE -> new Approval.Closing(State.EXPIRED, now, Optional.empty());
            case REJECT -> new Approval.Closing(State.REJECTED, now, Optional.empty());
            case FAIL -> new Approval.Closing(State.FAILED, now, Optional.of(new Approval.Failure(TIMED_OUT, "Nobody decided before the deadline.")));
        };
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

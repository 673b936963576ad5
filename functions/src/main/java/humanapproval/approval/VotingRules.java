package humanapproval.approval;

import java.time.Instant;
import java.util.Optional;

/** The rules of the decision, as pure functions of the record and the clock. */
public final class VotingRules {

    /** The longest comment, in UTF-16 units as browsers count them for maxlength. */
    public static final int LONGEST_COMMENT = 1000;

    private VotingRules() {}

    /** Why a comment is too long to be kept, as a sentence. */
    public static Optional<String> tooLong(String comment) {
        return comment.length() <= LONGEST_COMMENT
                ? Optional.empty()
                : Optional.of(Words.tooLong(comment.length(), LONGEST_COMMENT));
    }

    /**
     * Counts {@code vote}, once for each person: one rejection rejects, as many approvals as the policy asks for
     * approve.
     */
    public static Change<VoteResult> cast(Approval approval, Vote vote) {
        Optional<String> refusal = approval.refusal(vote.approver());
        if (refusal.isPresent()) {
            return Change.none(new VoteResult.Refused(approval, refusal.get()));
        }
        return switch (approval.state()) {
            case APPROVED, REJECTED -> {
                boolean again = approval.votes().stream().anyMatch(vote::repeats)
                        && vote.decision().state() == approval.state();
                yield Change.none(again ? new VoteResult.Decided(approval) : new VoteResult.AlreadyDecided(approval));
            }
            case EXPIRED, FAILED, CANCELLED -> Change.none(new VoteResult.NoLongerOpen(approval));
            case OPEN ->
                approval.isOpen(vote.at()) ? count(approval, vote) : Change.none(new VoteResult.NoLongerOpen(approval));
        };
    }

    private static Change<VoteResult> count(Approval approval, Vote vote) {
        if (approval.votes().stream().anyMatch(vote::repeats)) {
            return Change.none(new VoteResult.Counted(approval));
        }
        Optional<String> tooLong = tooLong(vote.comment());
        if (tooLong.isPresent()) {
            return Change.none(new VoteResult.CommentRefused(approval, tooLong.get()));
        }
        Policy policy = approval.request().policy();
        if (vote.comment().isEmpty() && policy.needsComment(vote.decision() == Decision.REJECT)) {
            return Change.none(new VoteResult.CommentRefused(approval, Words.NEEDS_COMMENT));
        }
        Approval counted = approval.with(vote);
        Change<VoteResult> change = vote.decision() == Decision.APPROVE
                        && counted.approvals() < policy.requiredApprovals()
                ? new Change<>(counted, VoteResult.Counted::new)
                : new Change<>(counted.ended(Ending.of(vote.decision().state(), vote.at())), VoteResult.Decided::new);
        // There is always room for a vote.
        return vote.comment().isEmpty()
                ? change
                : change.orIfFull(new VoteResult.CommentRefused(approval, Words.NO_ROOM));
    }

    /** Ends the wait: what was decided stands, else it ends as the request says, with the votes so far. */
    public static Approval settled(Approval approval, Instant now) {
        return approval.isOpen()
                ? approval.ended(Ending.atTimeout(
                        approval.question()
                                .map(asked -> asked.request().onTimeout())
                                .orElse(Request.OnTimeout.EXPIRE),
                        now))
                : approval;
    }

    /** Ends the wait because the execution was stopped; after the deadline that is how it ends by itself. */
    public static Approval stopped(Approval approval, Instant now) {
        if (!approval.isOpen()) {
            return approval;
        }
        return approval.isOpen(now) ? approval.ended(Ending.of(State.CANCELLED, now)) : settled(approval, now);
    }
}

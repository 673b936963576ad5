package humanapproval.callback;

import humanapproval.request.Policy;
import humanapproval.request.Request;
import humanapproval.store.Approval;
import humanapproval.store.Approvals.Change;
import humanapproval.store.Decision;
import humanapproval.store.State;
import humanapproval.store.Vote;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/** The rules of the decision, as pure functions of the record and the clock. */
final class Voting {

    /**
     * UTF-8 bytes of all comments: with the request they fit into an item of 400 KB, and without it into an outcome of
     * 256 KiB.
     */
    static final int MOST_COMMENT_BYTES = 60_000;

    private Voting() {}

    /** What a vote came to. */
    sealed interface Answer {

        /** It decided, now or when this person said the same before. */
        record Decided(Approval approval) implements Answer {}

        /** It counts, and more approvals are needed. */
        record Counted(Approval approval) implements Answer {}

        /** It does not count with this comment, or without one; why is a sentence. */
        record CommentRefused(Approval approval, String reason) implements Answer {}

        /** Somebody decided earlier. */
        record AlreadyDecided(Approval approval) implements Answer {}

        /** The deadline is over or the execution was stopped. */
        record NoLongerOpen(Approval approval) implements Answer {}

        /** This person may not decide; why is a sentence. */
        record Refused(Approval approval, String reason) implements Answer {}

        /** There is no such request, or not for whoever answers. */
        record Unknown() implements Answer {}
    }

    /**
     * Counts {@code vote}, once for each person: one rejection rejects, as many approvals as the policy asks for
     * approve.
     */
    static Change<Answer> cast(Approval approval, Vote vote) {
        Optional<String> refusal = approval.refusal(vote.approver());
        if (refusal.isPresent()) {
            return Change.none(new Answer.Refused(approval, refusal.get()));
        }
        return switch (approval.state()) {
            case APPROVED, REJECTED ->
                Change.none(
                        approval.votes().stream().anyMatch(before -> same(before, vote))
                                        && vote.decision().state() == approval.state()
                                ? new Answer.Decided(approval)
                                : new Answer.AlreadyDecided(approval));
            case EXPIRED, FAILED, CANCELLED -> Change.none(new Answer.NoLongerOpen(approval));
            case OPEN ->
                approval.isOpen(vote.at()) ? count(approval, vote) : Change.none(new Answer.NoLongerOpen(approval));
        };
    }

    private static Change<Answer> count(Approval approval, Vote vote) {
        if (approval.votes().stream().anyMatch(before -> same(before, vote))) {
            return Change.none(new Answer.Counted(approval));
        }
        Policy policy = approval.ask().orElseThrow().request().policy();
        if (vote.comment().isEmpty() && policy.needsComment(vote.decision() == Decision.REJECT)) {
            return Change.none(new Answer.CommentRefused(
                    approval, "Please write a comment, then answer again: this request asks for one."));
        }
        Approval counted = approval.with(vote);
        if (counted.votes().stream()
                        .mapToInt(each -> each.comment().getBytes(StandardCharsets.UTF_8).length)
                        .sum()
                > MOST_COMMENT_BYTES) {
            return Change.none(new Answer.CommentRefused(
                    approval, "There is no room for so long a comment any more: please shorten it."));
        }
        if (vote.decision() == Decision.APPROVE && counted.approvals() < policy.requiredApprovals()) {
            return new Change<>(counted, Answer.Counted::new);
        }
        return new Change<>(counted.closed(vote.decision().state(), vote.at()), Answer.Decided::new);
    }

    /** Ends the wait: what was decided stands, else it ends as the request says, with the votes so far. */
    static Approval settled(Approval approval, Instant now) {
        return approval.isOpen()
                ? approval.closed(atTimeout(
                        approval.ask().map(ask -> ask.request().onTimeout()).orElse(Request.OnTimeout.EXPIRE), now))
                : approval;
    }

    /** How the wait ends when nobody decided. */
    static Approval.Closing atTimeout(Request.OnTimeout onTimeout, Instant now) {
        return switch (onTimeout) {
            case EXPIRE -> new Approval.Closing(State.EXPIRED, now, Optional.empty());
            case REJECT -> new Approval.Closing(State.REJECTED, now, Optional.empty());
            case FAIL ->
                new Approval.Closing(
                        State.FAILED,
                        now,
                        Optional.of(new Approval.Failure(
                                Approval.Failure.TIMED_OUT, "Nobody decided before the deadline.")));
        };
    }

    /** Ends the wait because the execution was stopped; after the deadline that is how it ends by itself. */
    static Approval stopped(Approval approval, Instant now) {
        return approval.isOpen() && !approval.isOpen(now)
                ? settled(approval, now)
                : approval.isOpen() ? approval.closed(State.CANCELLED, now) : approval;
    }

    private static boolean same(Vote before, Vote vote) {
        return before.approver().equals(vote.approver()) && before.decision() == vote.decision();
    }
}

package humanapproval.approval;

/** What a vote came to. */
public sealed interface VoteResult {

    /** It decided, now or when this person said the same before. */
    record Decided(Approval approval) implements VoteResult {

        /** Whether whoever waits has been told, where they still wait; else the same vote again tells them. */
        public boolean isTold() {
            return approval.ending().orElseThrow().told() != Ending.Told.NOT_YET;
        }
    }

    /** It counts, and more approvals are needed. */
    record Counted(Approval approval) implements VoteResult {}

    /** It does not count with this comment, or without one; why is a sentence. */
    record CommentRefused(Approval approval, String reason) implements VoteResult {}

    /** Somebody decided earlier. */
    record AlreadyDecided(Approval approval) implements VoteResult {}

    /** The deadline is over or the execution was stopped. */
    record NoLongerOpen(Approval approval) implements VoteResult {}

    /** This person may not decide; why is a sentence. */
    record Refused(Approval approval, String reason) implements VoteResult {}

    /** There is no such request, or not for whoever answers. */
    record Unknown() implements VoteResult {}
}

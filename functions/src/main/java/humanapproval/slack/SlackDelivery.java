package humanapproval.slack;

import humanapproval.approval.Approval;
import humanapproval.approval.ChannelName;
import humanapproval.approval.Claim.Status;
import humanapproval.approval.Request;
import humanapproval.channel.Delivery;
import humanapproval.events.ApprovalEvent;
import java.util.Optional;

/** Something on its way to Slack. */
sealed interface SlackDelivery extends Delivery {

    /** The key of {@link Request}. */
    String REQUEST = "request";

    /** The message with all its parts. */
    record Request() implements SlackDelivery {

        @Override
        public Optional<String> key() {
            return Optional.of(REQUEST);
        }

        @Override
        public boolean isDue(Approval approval) {
            return approval.isOpen() && SlackState.of(approval).isPresent();
        }

        @Override
        public boolean isRequest() {
            return true;
        }
    }

    /**
     * The end in place of the message's buttons.
     *
     * @param round how many parts are there: one that was posted after the end was shown may have brought buttons back
     */
    record End(int round) implements SlackDelivery {

        @Override
        public Optional<String> key() {
            return Optional.of("end");
        }

        @Override
        public boolean isDue(Approval approval) {
            return !approval.isOpen()
                    && SlackState.of(approval).flatMap(SlackState::ts).isPresent();
        }
    }

    /** The end in place of the buttons of a copy that the record does not know: its post was never confirmed. */
    record Copy(Press press) implements SlackDelivery {

        @Override
        public Optional<String> key() {
            return Optional.empty();
        }

        @Override
        public boolean isDue(Approval approval) {
            return !approval.isOpen()
                    && SlackState.of(approval)
                            .filter(state -> !state.ts().equals(Optional.of(press.ts())))
                            .isPresent();
        }
    }

    /** Something for one person only. One that can't be shown is dropped: its person sees the message. */
    record Note(Press press, String reason) implements SlackDelivery {

        @Override
        public Optional<String> key() {
            return Optional.empty();
        }

        @Override
        public boolean isDue(Approval approval) {
            return true;
        }
    }

    /** A line below the message, which itself is changed only to close it, as that wipes what somebody is typing. */
    sealed interface Line extends SlackDelivery {

        /** Whether it is news of an open approval. */
        default boolean isOfOpen() {
            return true;
        }

        @Override
        default boolean isDue(Approval approval) {
            return approval.isOpen() == isOfOpen()
                    && approval.outbox(ChannelName.SLACK).is(REQUEST, Status.SENT)
                    && SlackState.of(approval).isPresent();
        }
    }

    /** Who has approved just now, while others are missing. */
    record Progress(ApprovalEvent.VoteRecorded vote) implements Line {

        @Override
        public Optional<String> key() {
            return Optional.of("vote " + vote.approver());
        }
    }

    /** Mentions those who have not answered. */
    record Reminder(int round) implements Line {

        @Override
        public Optional<String> key() {
            return Optional.of("reminder");
        }
    }

    /** That no channel reaches somebody. */
    record Unreached(String approver) implements Line {

        @Override
        public Optional<String> key() {
            return Optional.of("unreached " + approver);
        }
    }

    /** The end, for the requester. */
    record Result() implements Line {

        @Override
        public Optional<String> key() {
            return Optional.of("result");
        }

        @Override
        public boolean isOfOpen() {
            return false;
        }
    }
}

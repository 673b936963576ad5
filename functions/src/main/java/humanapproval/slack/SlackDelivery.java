package humanapproval.slack;

import humanapproval.approval.Approval;
import humanapproval.approval.ChannelName;
import humanapproval.approval.Claim.Status;
import humanapproval.channel.Delivery;
import humanapproval.events.ApprovalEvent;
import java.util.Optional;

/**
 * Something on its way to Slack; {@code to} is {@link SlackState#CHANNEL} or the email of an approver who gets a
 * message of their own.
 */
sealed interface SlackDelivery extends Delivery {

    /** A message with all its parts. */
    record Request(String to) implements SlackDelivery {}

    /**
     * The end in place of a message's buttons.
     *
     * @param round how many parts are there: one that was posted after the end was shown may have brought buttons back
     */
    record End(String to, int round) implements SlackDelivery {}

    /** The end in place of the buttons of a copy that the record does not know: its post was never confirmed. */
    record Copy(Press press) implements SlackDelivery {}

    /** Something for one person only. One that can't be shown is dropped: its person sees the message. */
    record Note(Press press, String reason) implements SlackDelivery {}

    /** The end, for the requester alone. */
    record Result() implements SlackDelivery {}

    /** A line below a message, which itself is changed only to close it, as that wipes what somebody is typing. */
    sealed interface Line extends SlackDelivery {

        /** Below which message. */
        default String to() {
            return SlackState.CHANNEL;
        }
    }

    /** Who has approved just now, while others are missing. */
    record Progress(ApprovalEvent.VoteRecorded vote) implements Line {}

    /** For those who have not answered. */
    record Reminder(String to, int round) implements Line {}

    /** Whom no channel reaches, all in one line. */
    record Unreached(String approver) implements Line {}

    @Override
    default Optional<String> key() {
        return switch (this) {
            case Request request -> Optional.of(request.to().isEmpty() ? "request" : "dm " + request.to());
            case End end -> Optional.of(("end " + end.to()).strip());
            case Copy _, Note _ -> Optional.empty();
            case Result _ -> Optional.of("result");
            case Progress progress -> Optional.of("vote " + progress.vote().approver());
            case Reminder reminder -> Optional.of(("reminder " + reminder.to()).strip());
            case Unreached _ -> Optional.of("unreached");
        };
    }

    @Override
    default boolean isDue(Approval approval) {
        boolean open = approval.isOpen();
        Optional<SlackState> state = SlackState.of(approval);
        return switch (this) {
            // Whoever joins later gets it when they join.
            case Request request ->
                open
                        && state.flatMap(known -> known.post(request.to())).isPresent()
                        && (request.to().isEmpty()
                                || approval.request()
                                        .policy()
                                        .named(approval.isEscalated())
                                        .anyMatch(person -> person.email().equals(request.to())));
            case End end ->
                !open
                        && state.flatMap(known -> known.post(end.to()))
                                .flatMap(Post::ts)
                                .isPresent();
            case Copy copy ->
                !open
                        && state.filter(known ->
                                        known.posts().values().stream().noneMatch(post -> post.is(copy.press())))
                                .isPresent();
            case Note _ -> true;
            case Result _ -> !open && isPosted(approval, SlackState.CHANNEL);
            case Reminder reminder ->
                open
                        && isPosted(approval, reminder.to())
                        && (reminder.to().isEmpty()
                                || approval.voteOf(reminder.to()).isEmpty());
            case Line line -> open && isPosted(approval, line.to());
        };
    }

    @Override
    default boolean isRequest() {
        return this instanceof Request;
    }

    /** Whether all of the message stands there, unless it is lost. */
    static boolean isPosted(Approval approval, String to) {
        return SlackState.of(approval).flatMap(state -> state.post(to)).isPresent()
                && approval.outbox(ChannelName.SLACK).is(new Request(to).key().orElseThrow(), Status.SENT);
    }
}

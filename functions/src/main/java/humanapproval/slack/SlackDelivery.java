package humanapproval.slack;

import com.google.gson.JsonObject;
import humanapproval.approval.Approval;
import humanapproval.approval.ChannelName;
import humanapproval.approval.Claim.Status;
import humanapproval.approval.Person;
import humanapproval.approval.Words;
import humanapproval.channel.Delivery;
import humanapproval.channel.TryLaterException;
import humanapproval.events.ApprovalEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

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

    /** Whom no channel reaches, all in one line; those who join with a reminder in another. */
    record Unreached(String approver, int round) implements Line {

        private static Unreached of(String approver, Approval approval) {
            boolean joins = approval.question().stream()
                    .flatMap(asked -> asked.request().policy().escalateTo().stream())
                    .anyMatch(person -> person.email().equals(approver));
            return new Unreached(approver, joins ? 1 : 0);
        }
    }

    /** What {@code event} gives, and, where it is known by then, the end. */
    static Stream<SlackDelivery> of(ApprovalEvent event, Approval approval, Instant now) {
        return Stream.concat(news(event, approval, now), approval.isOpen() ? Stream.empty() : ends(approval));
    }

    private static Stream<SlackDelivery> ends(Approval approval) {
        return Stream.concat(
                SlackState.of(approval).stream()
                        .flatMap(state -> state.posts().entrySet().stream())
                        .map(post -> new End(post.getKey(), post.getValue().posted())),
                Stream.of(new Result()));
    }

    private static Stream<SlackDelivery> news(ApprovalEvent event, Approval approval, Instant now) {
        return switch (event) {
            case ApprovalEvent.Requested _ -> everywhere(approval, Request::new);
            case ApprovalEvent.ReminderDue due when approval.isOpen(now) -> reminder(due, approval);
            case ApprovalEvent.ReminderDue _, ApprovalEvent.Closed _ -> Stream.empty();
            case ApprovalEvent.VoteRecorded vote ->
                Stream.concat(
                        vote.approves() ? Stream.of(new Progress(vote)) : Stream.empty(),
                        press(vote.origin())
                                .flatMap(press ->
                                        Stream.concat(Stream.of(new Copy(press)), counted(press, vote, approval))));
            case ApprovalEvent.VoteRefused refused ->
                press(refused.origin()).flatMap(press -> Stream.of(new Copy(press), new Note(press, refused.reason())));
            case ApprovalEvent.Undeliverable unreached -> Stream.of(Unreached.of(unreached.approver(), approval));
        };
    }

    /** To the channel and to everybody who may get a message of their own, sooner or later. */
    private static Stream<SlackDelivery> everywhere(Approval approval, Function<String, SlackDelivery> delivery) {
        Stream<String> named = approval.question().stream()
                .flatMap(asked -> asked.request().policy().named(true))
                .map(Person::email);
        return Stream.concat(Stream.of(SlackState.CHANNEL), named).map(delivery);
    }

    /** A reminder that overtakes its message waits for it; who joins now gets the request first. */
    private static Stream<SlackDelivery> reminder(ApprovalEvent.ReminderDue due, Approval approval) {
        if (SlackState.of(approval).isPresent()
                && !isPosted(approval, SlackState.CHANNEL)
                && approval.outbox(ChannelName.SLACK).reach().isEmpty()) {
            throw new TryLaterException("The message is not there yet.", Duration.ofSeconds(10));
        }
        return Stream.concat(
                everywhere(approval, Request::new).skip(1), everywhere(approval, to -> new Reminder(to, due.number())));
    }

    /** What the channel does not show whoever pressed: that it counted before, or counts, with nobody else there. */
    private static Stream<Note> counted(Press press, ApprovalEvent.VoteRecorded vote, Approval approval) {
        boolean before = approval.outbox(ChannelName.SLACK).is("vote " + vote.approver(), Status.SENT);
        return approval.isOpen() && (before || press.isDirect())
                ? Stream.of(new Note(press, before ? Words.APPROVED_ALREADY : Words.APPROVAL_COUNTS))
                : Stream.empty();
    }

    private static Stream<Press> press(Optional<JsonObject> origin) {
        return origin.flatMap(Press::read).stream();
    }

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
        return switch (this) {
            // Whoever joins later gets it when they join.
            case Request request ->
                open
                        && post(approval, request.to()).isPresent()
                        && (request.to().equals(SlackState.CHANNEL)
                                || approval.request()
                                        .policy()
                                        .named(approval.isEscalated())
                                        .anyMatch(person -> person.email().equals(request.to())));
            case End end -> !open && post(approval, end.to()).flatMap(Post::ts).isPresent();
            case Copy copy ->
                !open
                        && SlackState.of(approval)
                                .filter(state ->
                                        state.posts().values().stream().noneMatch(post -> post.is(copy.press())))
                                .isPresent();
            case Note _ -> true;
            case Result _ -> !open && isPosted(approval, SlackState.CHANNEL);
            // Nobody has the channel for a name.
            case Reminder reminder ->
                open
                        && isPosted(approval, reminder.to())
                        && approval.voteOf(reminder.to()).isEmpty();
            case Line line -> open && isPosted(approval, line.to());
        };
    }

    @Override
    default boolean isRequest() {
        return this instanceof Request;
    }

    private static Optional<Post> post(Approval approval, String to) {
        return SlackState.of(approval).flatMap(state -> state.post(to));
    }

    /** Whether all of the message stands there, unless it is lost. */
    private static boolean isPosted(Approval approval, String to) {
        return post(approval, to).isPresent()
                && approval.outbox(ChannelName.SLACK).is(new Request(to).key().orElseThrow(), Status.SENT);
    }
}

package humanapproval.store;

import humanapproval.request.BusEvent;
import humanapproval.request.Channel;
import humanapproval.request.Person;
import humanapproval.store.Delivery.Turn;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The record of one request.
 *
 * @param version counts its writes; 0 as long as it is not kept
 * @param ask what was asked; absent when its end came first, as events keep no order
 * @param links the approver of each mailed link, by the SHA-256 of its code in hex: whoever reads the table can't vote
 * @param slack the message in Slack; absent as long as nobody began to post it
 * @param deliveries how far everything came that has to reach people once, by a name of its own
 * @param verdicts what each channel made of it, as far as it is known
 * @param reminders how often people were reminded, so far
 * @param votes the last one of each person
 * @param closing how it ended; absent while it is open
 * @param resumed whether the workflow took the outcome
 */
public record Approval(
        String id,
        String executionArn,
        long version,
        Optional<Ask> ask,
        Map<String, String> links,
        Optional<SlackMessage> slack,
        Map<String, Delivery> deliveries,
        Map<Channel, Verdict> verdicts,
        int reminders,
        List<Vote> votes,
        Optional<Closing> closing,
        boolean resumed) {

    /** How long a record stays after its end, for those who open an old link. */
    public static final Duration KEPT = Duration.ofDays(7);

    /**
     * Links of one approval: with a request of 230 KB they leave room in an item of 400 KB (DynamoDB quotas). The
     * oldest go.
     */
    public static final int MOST_LINKS = 500;

    /** How it ended. */
    public record Closing(State state, Instant at, Optional<Failure> failure) {}

    /** Why it could not be asked: an error name of the workflow and its cause. */
    public record Failure(String name, String cause) {

        /** The input is not of the agreed form. */
        public static final String INVALID_REQUEST = "Approval.InvalidRequest";

        /** No channel reaches enough of those who may decide. */
        public static final String UNDELIVERABLE = "Approval.Undeliverable";

        /** Nobody decided in time, and the request says that this is a failure. */
        public static final String TIMED_OUT = "Approval.TimedOut";

        /** The approval has ended before: its execution was stopped and goes on by a redrive. */
        public static final String OVER = "Approval.Over";

        /** Another wait has this approval id. */
        public static final String DUPLICATE_ID = "Approval.DuplicateId";

        /** What a wait fails with whose approval has ended. */
        public static final Failure OF_ENDED =
                new Failure(OVER, "This approval has ended before. Start a new execution to ask again.");

        /** What a wait fails with that is not the one its approval id belongs to. */
        public static final Failure OF_DUPLICATE = new Failure(
                DUPLICATE_ID,
                "Another step waits or has waited with this approvalId. Mint a new one for each ask, in the state right"
                        + " before it and inside of a Map or a loop.");
    }

    /** What one more request for this approval is. */
    public enum Repeat {
        /** The same event again. */
        REDELIVERY,
        /** A later attempt of the waiting step: the answer belongs to its token. */
        RETRY,
        /** A wait of the same execution, after its approval has ended without a decision. */
        OVER,
        /** A wait that has nothing to do with this approval but its id. */
        DUPLICATE
    }

    /** What {@code event}, which has this approval's id, is. */
    public Repeat repeated(BusEvent.Requested event) {
        if (!executionArn.equals(event.executionArn())) {
            return Repeat.DUPLICATE;
        }
        if (isAskedBy(event)) {
            return Repeat.REDELIVERY;
        }
        boolean later = ask.filter(first -> event.attempt() > first.attempt()).isPresent();
        return switch (state()) {
            case CANCELLED -> Repeat.OVER;
            case OPEN, APPROVED, REJECTED -> later ? Repeat.RETRY : Repeat.DUPLICATE;
            case EXPIRED, FAILED -> later || ask.isEmpty() ? Repeat.OVER : Repeat.DUPLICATE;
        };
    }

    /** Whether the answer belongs to the token of {@code event}. */
    public boolean isAskedBy(BusEvent.Requested event) {
        return ask.filter(known -> known.taskToken().equals(event.taskToken())).isPresent();
    }

    /** Whether people have decided it. */
    public boolean isDecided() {
        return state() == State.APPROVED || state() == State.REJECTED;
    }

    /** Keeps its own copies of the collections. */
    public Approval {
        links = Collections.unmodifiableMap(new LinkedHashMap<>(links));
        deliveries = Map.copyOf(deliveries);
        verdicts = Map.copyOf(verdicts);
        votes = List.copyOf(votes);
    }

    /** A new, open one. Throws {@link humanapproval.request.InvalidRequestException}. */
    public static Approval opened(BusEvent.Requested event) {
        return new Approval(
                event.approvalId(),
                event.executionArn(),
                0,
                Optional.of(Ask.of(event)),
                Map.of(),
                Optional.empty(),
                Map.of(),
                Map.of(),
                0,
                List.of(),
                Optional.empty(),
                false);
    }

    /** One that ended before anything was delivered: whatever arrives later finds it closed. */
    public static Approval neverOpened(String id, String executionArn, Closing closing) {
        return new Approval(
                id,
                executionArn,
                0,
                Optional.empty(),
                Map.of(),
                Optional.empty(),
                Map.of(),
                Map.of(),
                0,
                List.of(),
                Optional.of(closing),
                true);
    }

    /** A copy that is being changed, as records have no other way to change one of many components. */
    private static final class Draft {
        private long version;
        private Optional<Ask> ask;
        private final Map<String, String> links;
        private Optional<SlackMessage> slack;
        private final Map<String, Delivery> deliveries;
        private final Map<Channel, Verdict> verdicts = new EnumMap<>(Channel.class);
        private int reminders;
        private final List<Vote> votes;
        private Optional<Closing> closing;
        private boolean resumed;

        private Draft(Approval from) {
            version = from.version;
            ask = from.ask;
            links = new LinkedHashMap<>(from.links);
            slack = from.slack;
            deliveries = new LinkedHashMap<>(from.deliveries);
            verdicts.putAll(from.verdicts);
            reminders = from.reminders;
            votes = new ArrayList<>(from.votes);
            closing = from.closing;
            resumed = from.resumed;
        }
    }

    private Approval changed(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return new Approval(
                id,
                executionArn,
                draft.version,
                draft.ask,
                draft.links,
                draft.slack,
                draft.deliveries,
                draft.verdicts,
                draft.reminders,
                draft.votes,
                draft.closing,
                draft.resumed);
    }

    /** As it is kept after its {@code version}th write. */
    public Approval kept(long version) {
        return changed(draft -> draft.version = version);
    }

    /** Where it stands. */
    public State state() {
        return closing.map(Closing::state).orElse(State.OPEN);
    }

    /** Whether people can vote, the clock aside. */
    public boolean isOpen() {
        return closing.isEmpty();
    }

    /** Whether people can vote at that time. */
    public boolean isOpen(Instant now) {
        return isOpen() && ask.filter(asked -> now.isBefore(asked.deadline())).isPresent();
    }

    /** When the record may go: some days after its end, or after its deadline where nobody told its end. */
    public Instant expiresAt() {
        return closing.map(Closing::at)
                .or(() -> ask.map(Ask::deadline))
                .orElseThrow()
                .plus(KEPT);
    }

    /** Ended now. */
    public Approval closed(State state, Instant at) {
        return closed(new Closing(state, at, Optional.empty()));
    }

    /** Ended so. */
    public Approval closed(Closing end) {
        return changed(draft -> draft.closing = Optional.of(end));
    }

    /** With the token of a later attempt of the waiting step; unchanged for anything else. */
    public Approval askedAgain(BusEvent.Requested event) {
        return ask.filter(first -> repeated(event) == Repeat.RETRY)
                .map(first ->
                        changed(draft -> draft.ask = Optional.of(first.again(event.taskToken(), event.attempt()))))
                .orElse(this);
    }

    /** With that vote, in place of an earlier one of the same person. */
    public Approval with(Vote vote) {
        return changed(draft -> {
            draft.votes.removeIf(before -> before.approver().equals(vote.approver()));
            draft.votes.add(vote);
        });
    }

    /** With the {@code number}th reminder, unless a later one was noted. */
    public Approval reminded(int number) {
        return changed(draft -> draft.reminders = Math.max(reminders, number));
    }

    /** Whether those of {@code escalateTo} have joined. */
    public boolean isEscalated() {
        return reminders > 0;
    }

    /**
     * Why {@code approver} may not decide, as a sentence; empty when they may. Who is the requester in Slack is so by
     * mail too.
     */
    public Optional<String> refusal(String approver) {
        return ask.map(asked -> asked.request().policy())
                .flatMap(policy -> policy.refusal(approver, isEscalated())
                        .or(() -> slack.flatMap(
                                        message -> message.user(approver).map(user -> message.approver(user, policy)))
                                .flatMap(policy::ownRequest)));
    }

    /** How people know that approver. */
    public String nameOf(String approver) {
        return ask.flatMap(asked -> asked.request()
                        .policy()
                        .named(true)
                        .filter(person -> person.email().equals(approver))
                        .findFirst())
                .map(Person::shownName)
                .orElse(approver);
    }

    /** Whether that person has answered. */
    public boolean hasVoteOf(String approver) {
        return votes.stream().anyMatch(vote -> vote.approver().equals(approver));
    }

    /** How many people approve. */
    public int approvals() {
        return (int) votes.stream()
                .filter(vote -> vote.decision() == Decision.APPROVE)
                .count();
    }

    /** How many have to; 1 where nobody knows. */
    public int requiredApprovals() {
        return ask.map(asked -> asked.request().policy().requiredApprovals()).orElse(1);
    }

    /** With the link whose code hashes to {@code codeHash}. */
    public Approval withLink(String codeHash, String approver) {
        return changed(draft -> {
            draft.links.put(codeHash, approver);
            if (draft.links.size() > MOST_LINKS) {
                draft.links.remove(draft.links.keySet().iterator().next());
            }
        });
    }

    /** With its message in Slack as it is now. */
    public Approval with(SlackMessage message) {
        return changed(draft -> draft.slack = Optional.of(message));
    }

    /** Whose turn it is to deliver {@code what} for the {@code round}th time, seen by {@code by}. */
    public Turn turn(String what, int round, String by, Instant now) {
        return Optional.ofNullable(deliveries.get(what))
                .map(before -> before.turn(round, by, now))
                .orElse(Turn.OURS);
    }

    /** With {@code what} as far as it came. */
    public Approval with(String what, Delivery delivery) {
        return changed(draft -> draft.deliveries.put(what, delivery));
    }

    /**
     * With {@code what}, which was being delivered, as far as it came; unchanged where it is at another round by now.
     */
    public Approval reached(String what, int round, Delivery.Status status, Instant at) {
        return Optional.ofNullable(deliveries.get(what))
                .filter(before -> before.round() == round)
                .map(before -> with(what, new Delivery(round, status, before.by(), at)))
                .orElse(this);
    }

    /** Whether {@code what} is at that status. */
    public boolean is(String what, Delivery.Status status) {
        return Optional.ofNullable(deliveries.get(what))
                .filter(delivery -> delivery.status() == status)
                .isPresent();
    }

    /** With that channel's verdict, in place of an earlier one. */
    public Approval with(Channel channel, Verdict verdict) {
        return changed(draft -> draft.verdicts.put(channel, verdict));
    }

    /** Its outcome taken by the workflow. */
    public Approval taken() {
        return changed(draft -> draft.resumed = true);
    }
}

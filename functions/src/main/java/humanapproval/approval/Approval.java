package humanapproval.approval;

import com.google.gson.JsonObject;
import humanapproval.waiter.Waiter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * The record of one question.
 *
 * @param stored what only the table's room reads
 * @param waiter who waits for the outcome
 * @param question what was asked; absent in a tombstone, whose end came first, as events keep no order
 * @param votes the last one of each person
 * @param reminders how often people were reminded, so far
 * @param outboxes what each channel has done, by the channels that it was asked through
 * @param ending how it ended; absent while it is open
 */
public record Approval(
        String id,
        Stored stored,
        Waiter waiter,
        Optional<Question> question,
        List<Vote> votes,
        int reminders,
        Map<ChannelName, Outbox> outboxes,
        Optional<Ending> ending) {

    /** How long a record stays after its end, for those who open an old link. */
    public static final Duration KEPT = Duration.ofDays(7);

    /**
     * What belongs to the stored document.
     *
     * @param version counts its writes; 0 as long as it is not kept
     * @param unknown what a newer version of the functions wrote into it, lists aside; it is kept
     */
    public record Stored(long version, JsonObject unknown) {

        /** Nothing is kept yet. */
        public static Stored notYet() {
            return new Stored(0, new JsonObject());
        }
    }

    /** Keeps its own copies of the collections. */
    public Approval {
        votes = List.copyOf(votes);
        outboxes = Map.copyOf(outboxes);
    }

    /** A new, open one. */
    public static Approval opened(String id, Waiter waiter, Question question) {
        Map<ChannelName, Outbox> outboxes = new HashMap<>();
        question.request().channels().forEach(channel -> outboxes.put(channel, Outbox.empty()));
        return new Approval(
                id, Stored.notYet(), waiter, Optional.of(question), List.of(), 0, outboxes, Optional.empty());
    }

    /** A tombstone: one that ended before anything was delivered. Whatever arrives later finds it closed. */
    public static Approval tombstone(String id, Waiter waiter, Ending ending) {
        Optional<Ending> taken = Optional.of(ending.told(Ending.Told.TAKEN));
        return new Approval(id, Stored.notYet(), waiter, Optional.empty(), List.of(), 0, Map.of(), taken);
    }

    private Approval with(List<Vote> votes, int reminders, Optional<Ending> ending) {
        return new Approval(id, stored, waiter, question, votes, reminders, outboxes, ending);
    }

    /** As it is kept after its {@code version}th write. */
    public Approval kept(long version) {
        return new Approval(
                id, new Stored(version, stored.unknown()), waiter, question, votes, reminders, outboxes, ending);
    }

    /** Where it stands. */
    public State state() {
        return ending.map(Ending::state).orElse(State.OPEN);
    }

    /** Whether people can vote, the clock aside. */
    public boolean isOpen() {
        return ending.isEmpty();
    }

    /** Whether people can vote at that time. */
    public boolean isOpen(Instant now) {
        return isOpen()
                && question.filter(asked -> now.isBefore(asked.deadline())).isPresent();
    }

    /** Whether people have decided it, or its deadline has for them. */
    public boolean isDecided() {
        return state() == State.APPROVED || state() == State.REJECTED;
    }

    /** When the record may go: some days after its end, or after its deadline where nobody told its end. */
    public Instant expiresAt() {
        return ending.map(Ending::at)
                .or(() -> question.map(Question::deadline))
                .orElseThrow()
                .plus(KEPT);
    }

    /** What was asked, of an approval that was; only a tombstone has none. */
    public Question asked() {
        return question.orElseThrow();
    }

    /** What the input says, of an approval that was asked. */
    public Request request() {
        return asked().request();
    }

    /** Ended so. */
    public Approval ended(Ending end) {
        return with(votes, reminders, Optional.of(end));
    }

    /** Its end taken by whoever waits, or known not to be. */
    public Approval told(Ending.Told told) {
        return with(votes, reminders, ending.map(end -> end.told(told)));
    }

    /** With a later attempt of the waiting step, which knows nothing of the end yet and may wait longer. */
    public Approval askedAgain(Waiter attempt, Instant deadline) {
        Optional<Ending> untold = ending.map(end -> end.told(Ending.Told.NOT_YET));
        Optional<Question> longer = question.map(asked -> asked.until(deadline));
        return new Approval(id, stored, attempt, longer, votes, reminders, outboxes, untold);
    }

    /** With that vote, in place of an earlier one of the same person. */
    public Approval with(Vote vote) {
        List<Vote> counted = new ArrayList<>(votes);
        counted.removeIf(before -> before.approver().equals(vote.approver()));
        counted.add(vote);
        return with(counted, reminders, ending);
    }

    /** With the {@code number}th reminder, unless a later one was noted. */
    public Approval reminded(int number) {
        return with(votes, Math.max(reminders, number), ending);
    }

    /** Whether those of {@code escalateTo} have joined. */
    public boolean isEscalated() {
        return reminders > 0;
    }

    /** What {@code channel} has done; nothing where it was not asked. */
    public Outbox outbox(ChannelName channel) {
        return outboxes.getOrDefault(channel, Outbox.empty());
    }

    /** With what {@code channel} has done now; unchanged where it was not asked. */
    public Approval with(ChannelName channel, UnaryOperator<Outbox> change) {
        Map<ChannelName, Outbox> changed = new HashMap<>(outboxes);
        changed.computeIfPresent(channel, (name, outbox) -> change.apply(outbox));
        return new Approval(id, stored, waiter, question, votes, reminders, changed, ending);
    }

    /** Why {@code approver} may not decide, as a sentence; empty when they may. */
    public Optional<String> refusal(String approver) {
        return policy().flatMap(policy -> policy.refusal(approver, isEscalated()))
                .or(() -> isRequester(approver) ? Optional.of(Words.OWN_REQUEST) : Optional.empty());
    }

    /** The emails of those who are named and may decide, sooner or later; who asks does not, under any email. */
    public Set<String> eligible() {
        Set<String> eligible = new TreeSet<>(request().policy().eligible());
        eligible.removeIf(this::isRequester);
        return eligible;
    }

    /** Whether {@code approver} asks: who asks by one alias asks by all. */
    private boolean isRequester(String approver) {
        return policy().stream()
                .anyMatch(policy -> aliases(approver).map(this::person).anyMatch(policy::isRequester));
    }

    /** The names by which channels know who has that email. */
    private Stream<String> aliases(String email) {
        return outboxes.values().stream()
                .flatMap(outbox -> Stream.ofNullable(outbox.aliases().get(email)));
    }

    /** Who that alias is: the email where a channel found it; the requester's where it is one of several. */
    public String person(String alias) {
        List<String> emails = outboxes.values().stream()
                .flatMap(outbox -> outbox.aliases().entrySet().stream())
                .filter(known -> known.getValue().equals(alias))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
        return policy().flatMap(Policy::requester)
                .map(Person::email)
                .filter(emails::contains)
                .orElse(emails.isEmpty() ? alias : emails.getFirst());
    }

    /** How people know that approver. */
    public String nameOf(String approver) {
        return named(approver).flatMap(Person::name).orElse(approver);
    }

    /** The person whom the request names by that email. */
    public Optional<Person> named(String email) {
        return policy().stream()
                .flatMap(policy -> policy.named(true))
                .filter(person -> person.email().equals(email))
                .findFirst();
    }

    /** That person's answer so far. */
    public Optional<Vote> voteOf(String approver) {
        return votes.stream().filter(vote -> vote.approver().equals(approver)).findFirst();
    }

    /** How many people approve: who is known by one alias under two emails is one. */
    public int approvals() {
        return (int) votes.stream()
                .filter(vote -> vote.decision() == Decision.APPROVE)
                .map(vote -> aliases(vote.approver()).findFirst().orElse(vote.approver()))
                .distinct()
                .count();
    }

    /** How many have to; 1 where nobody knows. */
    public int requiredApprovals() {
        return policy().map(Policy::requiredApprovals).orElse(1);
    }

    private Optional<Policy> policy() {
        return question.map(asked -> asked.request().policy());
    }
}

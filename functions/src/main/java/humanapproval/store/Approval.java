package humanapproval.store;

import com.google.gson.JsonObject;
import humanapproval.request.BusEvent;
import humanapproval.request.Channel;
import humanapproval.request.Request;
import humanapproval.request.RequestDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The record of one request.
 *
 * @param ask what was asked; absent when its end came first, as events keep no order
 * @param slack the message in Slack; absent as long as nobody began to post it
 * @param verdicts what each channel made of it, as far as it is known
 * @param reminders how often people were reminded, so far
 * @param votes the last one of each person
 * @param closing how it ended; absent while it is open
 * @param resumed whether the workflow took the outcome
 */
public record Approval(
        String id,
        String executionArn,
        Optional<Ask> ask,
        List<Link> links,
        Optional<SlackMessage> slack,
        Map<Channel, Verdict> verdicts,
        int reminders,
        List<Vote> votes,
        Optional<Closing> closing,
        boolean resumed) {

    /** How long a record stays after its end, for those who open an old link. */
    public static final Duration KEPT = Duration.ofDays(7);

    private static final int SHOWN_DIGEST = 12;

    /**
     * What was asked.
     *
     * @param attempt how often the waiting step was tried again before it got {@code taskToken}
     * @param selfApproval whether the deployer lets requests allow that their requester decides
     */
    public record Ask(String taskToken, int attempt, Instant askedAt, Instant deadline, JsonObject request, String digest, boolean selfApproval) {

        /** The beginning of the digest, for people who compare. */
        public String shortDigest() {
            return digest.substring(0, SHOWN_DIGEST) + "…";
        }

        /** The request, under what the deployer allows. */
        public Request read() {
            return Request.read(request).under(selfApproval);
        }
    }

    /** How it ended. */
    public record Closing(State state, Instant at, Optional<Failure> failure) {}

    /** Why it could not be asked: an error name of the workflow and its cause. */
    public record Failure(String name, String cause) {}

    /** Keeps its own copies of the collections. */
    public Approval {
        links = List.copyOf(links);
        verdicts = Map.copyOf(verdicts);
        votes = List.copyOf(votes);
    }

    /** A new, open one. */
    public static Approval opened(BusEvent.Requested event) {
        Ask ask = new Ask(event.taskToken(), event.attempt(), event.askedAt(), event.deadline(), event.request(), RequestDigest.of(event.request()),
                event.selfApproval());
        return new Approval(event.approvalId(), event.executionArn(), Optional.of(ask), List.of(), Optional.empty(), Map.of(), 0, List.of(), Optional.empty(), false);
    }

    /** One that ended before anything was delivered: whatever arrives later finds it closed. */
    public static Approval neverOpened(String id, String executionArn, Closing closing) {
        return new Approval(id, executionArn, Optional.empty(), List.of(), Optional.empty(), Map.of(), 0, List.of(), Optional.of(closing), true);
    }

    /** Where it stands. */
    public State state() {
        return closing.map(Closing::state).orElse(State.OPEN);
    }

    /** Whether people can vote, the clock aside. */
    public boolean isOpen() {
        return closing.isEmpty();
    }

    /** When the record may go: some days after its end, or after its deadline where nobody told its end. */
    public Instant expiresAt() {
        return closing.map(Closing::at).or(() -> ask.map(Ask::deadline)).orElseThrow().plus(KEPT);
    }

    /** Ended now. */
    public Approval closed(State state, Instant at) {
        return closed(new Closing(state, at, Optional.empty()));
    }

    /** Ended so. */
    public Approval closed(Closing end) {
        return new Approval(id, executionArn, ask, links, slack, verdicts, reminders, votes, Optional.of(end), resumed);
    }

    /** With the token of a later attempt of the waiting step; unchanged for an earlier one or another execution's. */
    public Approval askedAgain(BusEvent.Requested event) {
        return ask.filter(first -> executionArn.equals(event.executionArn()) && event.attempt() > first.attempt())
                .map(first -> new Ask(event.taskToken(), event.attempt(), first.askedAt(), first.deadline(), first.request(), first.digest(), first.selfApproval()))
                .map(again -> new Approval(id, executionArn, Optional.of(again), links, slack, verdicts, reminders, votes, closing, resumed))
                .orElse(this);
    }

    /** With that vote, in place of an earlier one of the same person. */
    public Approval with(Vote vote) {
        List<Vote> others = votes.stream().filter(before -> !before.approver().equals(vote.approver())).toList();
        return new Approval(id, executionArn, ask, links, slack, verdicts, reminders, added(others, vote), closing, resumed);
    }

    /** With the {@code number}th reminder, unless a later one was noted. */
    public Approval reminded(int number) {
        return new Approval(id, executionArn, ask, links, slack, verdicts, Math.max(reminders, number), votes, closing, resumed);
    }

    /** Whether those of {@code escalateTo} have joined. */
    public boolean isEscalated() {
        return reminders > 0;
    }

    /** Whether that person has answered. */
    public boolean hasVoteOf(String approver) {
        return votes.stream().anyMatch(vote -> vote.approver().equals(approver));
    }

    /** How many people approve. */
    public int approvals() {
        return (int) votes.stream().filter(vote -> vote.decision() == Decision.APPROVE).count();
    }

    /** How many have to; 1 where nobody knows. */
    public int requiredApprovals() {
        return ask.map(asked -> asked.read().policy().requiredApprovals()).orElse(1);
    }

    /** With one more link. */
    public Approval with(Link link) {
        return new Approval(id, executionArn, ask, added(links, link), slack, verdicts, reminders, votes, closing, resumed);
    }

    /** With the link of that hash in its new status. */
    public Approval linkReached(String codeHash, Link.Status status, Instant at) {
        List<Link> changed = links.stream().map(link -> link.codeHash().equals(codeHash) ? link.reached(status, at) : link).toList();
        return new Approval(id, executionArn, ask, changed, slack, verdicts, reminders, votes, closing, resumed);
    }

    /** With its message in Slack as it is now. */
    public Approval with(SlackMessage message) {
        return new Approval(id, executionArn, ask, links, Optional.of(message), verdicts, reminders, votes, closing, resumed);
    }

    /** With that channel's verdict, in place of an earlier one. */
    public Approval with(Channel channel, Verdict verdict) {
        Map<Channel, Verdict> changed = new EnumMap<>(Channel.class);
        changed.putAll(verdicts);
        changed.put(channel, verdict);
        return new Approval(id, executionArn, ask, links, slack, changed, reminders, votes, closing, resumed);
    }

    /** Who is named as an approver and reached by no channel; nobody, as long as a channel's verdict is missing. */
    public Set<String> unreached() {
        Set<String> nobody = new TreeSet<>();
        if (verdicts.size() == Channel.values().length) {
            verdicts.values().forEach(verdict -> nobody.addAll(verdict.unreached()));
            verdicts.values().forEach(verdict -> nobody.retainAll(verdict.unreached()));
        }
        return nobody;
    }

    /** Taken by the workflow. */
    public Approval taken() {
        return new Approval(id, executionArn, ask, links, slack, verdicts, reminders, votes, closing, true);
    }

    /** The link whose code hashes to {@code codeHash}. */
    public Optional<Link> link(String codeHash) {
        return links.stream().filter(link -> link.codeHash().equals(codeHash)).findFirst();
    }

    private static <T> List<T> added(List<T> list, T element) {
        List<T> longer = new ArrayList<>(list);
        longer.add(element);
        return longer;
    }
}

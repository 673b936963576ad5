package humanapproval.email;

import humanapproval.request.BusEvent;
import humanapproval.request.Policy;
import humanapproval.store.Approval;
import humanapproval.store.Approvals.Change;
import humanapproval.store.Link;
import humanapproval.store.LinkCode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a channel has to do about a request, decided on the record alone: whoever writes "sending" first sends. An event
 * may come twice, at the same time or long after, and never sends twice. {@code codes} holds a fresh code for each person
 * that may get one; all of it is pure, so that it can run again on a record that changed.
 */
final class Delivery {

    /** After this long whoever was sending is taken for dead: longer than an invocation may take. */
    static final Duration ABANDONED = Duration.ofSeconds(60);

    /** Links of one approval: with a request of 230 KB they leave room in an item of 400 KB (DynamoDB quotas). */
    static final int MOST_LINKS = 500;

    private Delivery() {}

    /** What is left to do. */
    sealed interface Plan {

        /** Send these people these links: code by person. */
        record Send(Approval approval, Map<String, String> codes) implements Plan {}

        /** Somebody else is sending: look again later. */
        record Busy() implements Plan {}

        /** Nothing: all of it is sent, it is decided, or it is not this execution's. */
        record Nothing() implements Plan {}
    }

    /** Claims the mails of a request that nobody has sent yet. */
    static Change<Plan> claim(Optional<Approval> record, BusEvent.Requested event, Map<String, String> codes, Instant now) {
        if (record.filter(before -> !before.isOpen() || !before.executionArn().equals(event.executionArn())).isPresent()) {
            return Change.none(new Plan.Nothing());
        }
        return open(record.map(before -> before.askedAgain(event)).orElseGet(() -> Approval.opened(event)), codes, 0, now);
    }

    /** Claims the mails of a reminder, to those who have not answered and those who join now. */
    static Change<Plan> remind(Optional<Approval> record, int number, Map<String, String> codes, Instant now) {
        return record.filter(before -> before.isOpen() && before.ask().isPresent() && before.links().size() + codes.size() <= MOST_LINKS)
                .map(before -> open(before.reminded(number), codes, number, now))
                .orElseGet(() -> Change.none(new Plan.Nothing()));
    }

    /** Claims the mail that tells the requester the result. */
    static Change<Plan> tell(Optional<Approval> record, Map<String, String> codes, Instant now) {
        return record.filter(before -> !before.isOpen()).map(before -> claim(before, codes, Link.RESULT, now))
                .orElseGet(() -> Change.none(new Plan.Nothing()));
    }

    private static Change<Plan> open(Approval approval, Map<String, String> codes, int round, Instant now) {
        // The first request set who may decide: a later event of the same approval invites nobody else.
        Policy policy = approval.ask().orElseThrow().read().policy();
        Map<String, String> invited = new LinkedHashMap<>(codes);
        invited.keySet().removeIf(person -> policy.refusal(person, approval.isEscalated()).isPresent() || approval.hasVoteOf(person));
        return claim(approval, invited, round, now);
    }

    private static Change<Plan> claim(Approval before, Map<String, String> codes, int round, Instant now) {
        Approval approval = before;
        List<String> mine = new ArrayList<>();
        boolean busy = false;
        for (Map.Entry<String, String> entry : codes.entrySet()) {
            String person = entry.getKey();
            String hash = LinkCode.hash(entry.getValue());
            if (approval.link(hash).isPresent()) {
                // Our own claim: it was written, only the answer got lost.
                mine.add(person);
            } else if (has(approval, person, round, Link.Status.SENT, Instant.MIN)) {
                continue;
            } else if (has(approval, person, round, Link.Status.SENDING, now.minus(ABANDONED))) {
                busy = true;
            } else {
                approval = approval.with(new Link(hash, person, round, Link.Status.SENDING, now));
                mine.add(person);
            }
        }
        if (mine.isEmpty()) {
            return new Change<>(approval, busy ? new Plan.Busy() : new Plan.Nothing());
        }
        Map<String, String> claimed = new LinkedHashMap<>(codes);
        claimed.keySet().retainAll(mine);
        return new Change<>(approval, new Plan.Send(approval, claimed));
    }

    private static boolean has(Approval approval, String person, int round, Link.Status status, Instant since) {
        return approval.links().stream().anyMatch(link -> link.approver().equals(person) && link.round() == round
                && link.status() == status && link.at().isAfter(since));
    }
}

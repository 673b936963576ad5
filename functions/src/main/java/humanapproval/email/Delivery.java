package humanapproval.email;

import humanapproval.request.BusEvent;
import humanapproval.request.Request;
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
 * may come twice, at the same time or long after, and never sends twice.
 */
final class Delivery {

    /** After this long whoever was sending is taken for dead: longer than an invocation may take. */
    static final Duration ABANDONED = Duration.ofSeconds(60);

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

    /**
     * Claims the mails that nobody has sent yet. {@code codes} holds a fresh code for each person that should get one;
     * pure, so that it can run again on a record that changed.
     */
    static Change<Plan> claim(Optional<Approval> record, BusEvent.Requested event, Map<String, String> codes, Instant now) {
        if (record.filter(before -> !before.isOpen() || !before.executionArn().equals(event.executionArn())).isPresent()) {
            return Change.none(new Plan.Nothing());
        }
        Approval approval = record.map(before -> before.askedAgain(event)).orElseGet(() -> Approval.opened(event));
        // The first request set who may decide: a later event of the same approval invites nobody else.
        Request policy = Request.read(approval.ask().orElseThrow().request());
        List<String> mine = new ArrayList<>();
        boolean busy = false;
        for (Map.Entry<String, String> entry : codes.entrySet()) {
            String person = entry.getKey();
            String hash = LinkCode.hash(entry.getValue());
            if (policy.refusal(person).isPresent()) {
                continue;
            }
            if (approval.link(hash).isPresent()) {
                // Our own claim: it was written, only the answer got lost.
                mine.add(person);
            } else if (has(approval, person, Link.Status.SENT, Instant.MIN)) {
                continue;
            } else if (has(approval, person, Link.Status.SENDING, now.minus(ABANDONED))) {
                busy = true;
            } else {
                approval = approval.with(new Link(hash, person, Link.Status.SENDING, now));
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

    private static boolean has(Approval approval, String person, Link.Status status, Instant since) {
        return approval.links().stream()
                .anyMatch(link -> link.approver().equals(person) && link.status() == status && link.at().isAfter(since));
    }
}

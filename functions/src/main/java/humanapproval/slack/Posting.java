package humanapproval.slack;

import humanapproval.request.BusEvent;
import humanapproval.store.Approval;
import humanapproval.store.Approvals.Change;
import humanapproval.store.SlackMessage;
import humanapproval.store.SlackMessage.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Who posts a request, decided on the record alone: whoever writes "sending" first does. An event may come twice, at the
 * same time or long after, and never posts twice. Pure, so that it can run again on a record that changed.
 */
final class Posting {

    /** After this long whoever was posting is taken for dead: longer than an invocation may take. */
    static final Duration ABANDONED = Duration.ofSeconds(60);

    private Posting() {}

    /** What is left to do. */
    sealed interface Plan {

        /** Post what is missing. */
        record Post(Approval approval) implements Plan {}

        /** Somebody else is posting: look again later. */
        record Busy() implements Plan {}

        /** Nothing more to post. */
        record Nothing(Optional<Approval> approval) implements Plan {}
    }

    /** Claims the posting of {@code message}, or of what is missing of the one that was begun. */
    static Change<Plan> claim(Optional<Approval> record, BusEvent.Requested event, SlackMessage message, Instant now) {
        if (record.filter(before -> !before.executionArn().equals(event.executionArn())).isPresent()) {
            return Change.none(new Plan.Nothing(Optional.empty()));
        }
        Approval approval = record.map(before -> before.askedAgain(event)).orElseGet(() -> Approval.opened(event));
        SlackMessage begun = approval.slack().orElse(message);
        boolean busy = approval.slack().isPresent() && begun.status() == Status.SENDING && begun.at().isAfter(now.minus(ABANDONED));
        boolean done = switch (begun.status()) {
            case SENDING, WAITING -> false;
            case SENT, CLOSED, LOST -> true;
        };
        if (!approval.isOpen() || done) {
            return new Change<>(approval, new Plan.Nothing(Optional.of(approval)));
        }
        if (busy) {
            return new Change<>(approval, new Plan.Busy());
        }
        Approval claimed = approval.with(begun.reached(Status.SENDING, now));
        return new Change<>(claimed, new Plan.Post(claimed));
    }

    /** Notes how far the posting came; an end that came in between stays. */
    static Change<Approval> note(Approval before, SlackMessage message) {
        boolean ended = before.slack().filter(known -> known.status() == Status.CLOSED || known.status() == Status.LOST).isPresent();
        Approval noted = before.with(ended ? message.reached(before.slack().get().status(), before.slack().get().at()) : message);
        return new Change<>(noted, noted);
    }
}

package humanapproval.slack;

import humanapproval.request.BusEvent;
import humanapproval.store.Approval;
import humanapproval.store.Approvals;
import humanapproval.store.Approvals.Change;
import humanapproval.store.SlackMessage;
import humanapproval.store.SlackMessage.Status;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/**
 * Posts news below a message: the message itself is changed only to close it, as that wipes what somebody is typing. What
 * can't be posted there any more is dropped.
 */
final class ThreadPoster {

    private final Approvals approvals;
    private final SlackClient slack;
    private final Clock clock;

    ThreadPoster(Approvals approvals, SlackClient slack, Clock clock) {
        this.approvals = approvals;
        this.slack = slack;
        this.clock = clock;
    }

    /** Who has answered so far, while others are missing. Whether that is so. */
    boolean progress(String api, Optional<Approval> approval) {
        Optional<Approval> counting = approval.filter(open -> open.isOpen() && !open.votes().isEmpty());
        counting.ifPresent(open -> post(api, open, ThreadLines.progress(open)));
        return counting.isPresent();
    }

    /** Mentions those who have not answered, once for each reminder. Whether there was somebody to remind. */
    boolean remind(String api, BusEvent.ReminderDue due) {
        Instant now = clock.instant();
        Optional<Approval> waiting = approvals.find(due.approvalId()).filter(approval -> approval.isOpen()
                && approval.ask().filter(ask -> now.isBefore(ask.deadline())).isPresent()
                && approval.slack().filter(message -> message.status() == Status.SENT && message.reminded() < due.number()).isPresent());
        waiting.map(approval -> approval.reminded(due.number())).ifPresent(approval -> {
            post(api, approval, ThreadLines.reminder(approval));
            approvals.update(approval.id(), record -> {
                Approval before = record.orElse(approval);
                return new Change<>(before.reminded(due.number()).with(before.slack().orElseThrow().reminded(due.number())), null);
            });
        });
        return waiting.isPresent();
    }

    /** That no channel reaches {@code approver}. */
    void unreached(String api, String approvalId, String approver) {
        approvals.find(approvalId).filter(Approval::isOpen).ifPresent(approval -> post(api, approval, ThreadLines.unreached(approver)));
    }

    /** The end, to the requester. */
    void result(String api, Approval approval) {
        ThreadLines.result(approval).ifPresent(news -> post(api, approval, news));
    }

    private void post(String api, Approval approval, Content content) {
        SlackMessage message = approval.slack().filter(known -> known.status() == Status.SENT).orElse(null);
        if (message == null) {
            return;
        }
        try {
            slack.post(api, message.channel(), message.ts().orElseThrow(), content);
        } catch (SlackErrorException e) {
            if (!e.isLasting()) {
                throw e;
            }
        }
    }
}

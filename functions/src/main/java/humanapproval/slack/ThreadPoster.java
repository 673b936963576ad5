package humanapproval.slack;

import humanapproval.channel.Once;
import humanapproval.request.BusEvent;
import humanapproval.store.Approval;
import humanapproval.store.Approvals;
import humanapproval.store.Approvals.Change;
import humanapproval.store.Delivery.Status;
import humanapproval.store.SlackMessage;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Function;

/**
 * Posts news below a message, each once: the message itself is changed only to close it, as that wipes what somebody is
 * typing. What can't be posted there any more is dropped.
 */
final class ThreadPoster {

    private final Approvals approvals;
    private final Once once;
    private final SlackClient slack;
    private final Clock clock;

    ThreadPoster(Approvals approvals, Once once, SlackClient slack, Clock clock) {
        this.approvals = approvals;
        this.once = once;
        this.slack = slack;
        this.clock = clock;
    }

    /** Who has just approved, while others are missing. Whether there was something to say. */
    boolean progress(String api, Optional<Approval> record, BusEvent.VoteRecorded vote) {
        return record.filter(approval -> approval.isOpen() && vote.approves())
                .map(approval -> post(
                        api,
                        approval,
                        "slack vote " + vote.approver(),
                        0,
                        open -> Optional.of(ThreadLines.progress(open, vote))))
                .orElse(false);
    }

    /** Mentions those who have not answered, once for each reminder. Whether there was somebody to remind. */
    boolean remind(String api, BusEvent.ReminderDue due) {
        Optional<Approval> reminded = approvals.update(
                due.approvalId(),
                record -> record.filter(approval -> approval.isOpen(clock.instant()))
                        .map(approval -> new Change<>(approval.reminded(due.number()), Optional::of))
                        .orElseGet(() -> Change.none(Optional.empty())));
        return reminded.map(approval -> post(
                        api, approval, "slack reminder", due.number(), open -> Optional.of(ThreadLines.reminder(open))))
                .orElse(false);
    }

    /** That no channel reaches {@code approver}. */
    void unreached(String api, String approvalId, String approver) {
        approvals
                .find(approvalId)
                .filter(Approval::isOpen)
                .ifPresent(approval -> post(
                        api,
                        approval,
                        "slack unreached " + approver,
                        0,
                        open -> Optional.of(ThreadLines.unreached(approver))));
    }

    /** The end, to the requester. */
    void result(String api, Approval approval) {
        post(api, approval, "slack result", 0, ThreadLines::result);
    }

    private boolean post(
            String api, Approval approval, String what, int round, Function<Approval, Optional<Content>> news) {
        Optional<SlackMessage> message =
                approval.slack().filter(known -> approval.is(SlackMessage.REQUEST, Status.SENT));
        return message.isPresent()
                && once.runOrWait(approval, what, round, now -> {
                    try {
                        news.apply(now)
                                .ifPresent(content -> slack.post(
                                        api,
                                        message.get().channel(),
                                        message.get().ts().orElseThrow(),
                                        content));
                        return Status.SENT;
                    } catch (SlackErrorException e) {
                        if (e.isLasting()) {
                            return Status.LOST;
                        }
                        throw e;
                    }
                });
    }
}

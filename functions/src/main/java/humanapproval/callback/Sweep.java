package humanapproval.callback;

import humanapproval.approval.Approval;
import humanapproval.approval.Change;
import humanapproval.approval.VotingRules;
import humanapproval.events.EventPublisher;
import humanapproval.store.Approvals;
import java.time.Clock;
import java.util.List;

/**
 * Looks every few minutes after what nobody came by for: an end that whoever waits does not know, and an open approval
 * that nobody settled when its wait was over, as a workflow with a wait of its own may forget to announce the end.
 */
final class Sweep {

    private final Approvals approvals;
    private final Telling telling;
    private final EventPublisher events;
    private final Clock clock;

    Sweep(Approvals approvals, Telling telling, EventPublisher events, Clock clock) {
        this.approvals = approvals;
        this.telling = telling;
        this.events = events;
        this.clock = clock;
    }

    /** Does what is missing; for how many approvals. */
    int run() {
        List<String> due = approvals.due();
        for (String id : due) {
            approvals.find(id).ifPresent(this::mend);
        }
        return due.size();
    }

    private void mend(Approval approval) {
        if (!approval.isOpen()) {
            telling.catchUp(approval);
        } else if (!approval.isOpen(clock.instant())) {
            // Announced first, so that a failure is tried again by the next sweep.
            events.closed(VotingRules.settled(approval, clock.instant()));
            approvals.update(
                    approval,
                    record -> Change.keep(
                            record.isOpen()
                                    ? VotingRules.settled(record, clock.instant())
                                            .told()
                                    : record));
        }
    }
}

package humanapproval.callback;

import humanapproval.approval.Approval;
import humanapproval.approval.Change;
import humanapproval.approval.VotingRules;
import humanapproval.events.EventPublisher;
import humanapproval.store.Approvals;
import java.time.Clock;
import java.util.List;
import java.util.function.BiConsumer;

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

    /**
     * Does what is missing, for each on its own; for how many approvals. {@code failed} hears of those where it failed.
     */
    int run(BiConsumer<String, RuntimeException> failed) {
        List<String> due = approvals.due();
        for (String id : due) {
            try {
                approvals.find(id).ifPresent(this::mend);
            } catch (RuntimeException e) {
                failed.accept(id, e);
            }
        }
        return due.size();
    }

    private void mend(Approval approval) {
        if (!approval.isOpen()) {
            telling.catchUp(approval);
        } else if (!approval.isOpen(clock.instant())) {
            // Announced first, so that a failure is tried again by the next sweep.
            events.closed(VotingRules.settled(approval, clock.instant()));
            telling.catchUp(
                    approvals.update(approval, record -> Change.keep(VotingRules.settled(record, clock.instant()))));
        }
    }
}

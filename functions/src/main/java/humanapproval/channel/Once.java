package humanapproval.channel;

import humanapproval.store.Approval;
import humanapproval.store.Approvals;
import humanapproval.store.Approvals.Change;
import humanapproval.store.Delivery;
import humanapproval.store.Delivery.Status;
import humanapproval.store.Delivery.Turn;
import java.time.Clock;
import java.util.UUID;
import java.util.function.Function;

/** Does what has to be done once for an approval, however often and concurrently its event is delivered. */
public final class Once {

    private final Approvals approvals;
    private final Clock clock;

    /** Notes in {@code approvals} what is done. */
    public Once(Approvals approvals, Clock clock) {
        this.approvals = approvals;
        this.clock = clock;
    }

    /**
     * Does {@code work}, whose answer is how it ended, if it is our turn: not when it was done, a later {@code round}
     * of it was, or somebody else is at it. Whatever {@code work} throws is thrown, and it is the next one's turn.
     */
    public Turn run(Approval known, String what, int round, Function<Approval, Status> work) {
        String by = UUID.randomUUID().toString();
        Claim claim = approvals.update(known, approval -> {
            Turn turn = approval.turn(what, round, by, clock.instant());
            Approval claimed = turn == Turn.OURS
                    ? approval.with(what, new Delivery(round, Status.SENDING, by, clock.instant()))
                    : approval;
            return new Change<>(claimed, kept -> new Claim(turn, kept));
        });
        if (claim.turn() == Turn.OURS) {
            Status status = Status.UNCONFIRMED;
            try {
                status = work.apply(claim.approval());
            } finally {
                reached(claim.approval(), what, round, status);
            }
        }
        return claim.turn();
    }

    /** The same, which comes back while somebody else is at it: they may die. Whether it was our turn. */
    public boolean runOrWait(Approval known, String what, int round, Function<Approval, Status> work) {
        return switch (run(known, what, round, work)) {
            case OURS -> true;
            case NOBODYS -> false;
            case OTHERS -> throw new TryLaterException("Another invocation does this.", Delivery.ABANDONED);
        };
    }

    private record Claim(Turn turn, Approval approval) {}

    private void reached(Approval claimed, String what, int round, Status status) {
        approvals.update(claimed, approval -> Change.keep(approval.reached(what, round, status, clock.instant())));
    }
}

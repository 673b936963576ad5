package humanapproval.channel;

import humanapproval.approval.Approval;
import humanapproval.approval.Claim;
import humanapproval.approval.Outbox;
import humanapproval.channel.Channel.Delivered;
import humanapproval.store.StoreException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** What one event gives a channel to deliver, noted some at a time. */
final class Round<D extends Delivery> {

    /** So much is delivered between two notes: an invocation that is ended delivers no more than this twice. */
    static final int NOTED_TOGETHER = 10;

    private static final int TRIES_OF_A_NOTE = 3;

    /** So many parts of one delivery an invocation delivers: a long one leaves room for others. */
    private static final int PARTS_AT_ONCE = 4;

    private final Channel<D> channel;
    private final Claims claims;
    private final Map<D, Delivered> came = new LinkedHashMap<>();
    private Approval approval;

    Round(Channel<D> channel, Claims claims, Approval approval) {
        this.channel = channel;
        this.claims = claims;
        this.approval = approval;
    }

    /** Delivers all of {@code delivery}; whatever the channel throws is thrown, and is noted as not confirmed. */
    void deliver(D delivery, Settings settings) {
        boolean whole = false;
        try {
            for (int parts = 0; !whole && (!delivery.isRequest() || approval.isOpen()); parts++) {
                settings.patience().check();
                if (parts == PARTS_AT_ONCE) {
                    throw new TryLaterException("It is long: the next parts follow.", Duration.ofSeconds(1));
                }
                Delivered delivered = channel.deliver(delivery, approval, settings);
                came.put(delivery, delivered);
                if (!delivered.isWhole() || came.size() == NOTED_TOGETHER) {
                    note(UnaryOperator.identity(), settings.patience());
                }
                whole = delivered.isWhole();
            }
        } finally {
            if (!whole) {
                unconfirmed(delivery);
            }
        }
    }

    /** What it has changed by then, and could perhaps not be noted, is noted with it. */
    private void unconfirmed(D delivery) {
        UnaryOperator<Outbox> noted =
                Optional.ofNullable(came.get(delivery)).map(Delivered::noted).orElse(UnaryOperator.identity());
        came.put(delivery, new Delivered(noted, Claim.Status.UNCONFIRMED, true));
    }

    /**
     * Notes how far everything came, then {@code last}, which is pure. The record after that. What can't be noted is
     * delivered again, so it is tried a few times.
     */
    Approval note(UnaryOperator<Approval> last, Patience patience) {
        for (int tries = 1; ; tries++) {
            try {
                approval = claims.note(approval, came, last);
                came.clear();
                return approval;
            } catch (StoreException e) {
                if (came.isEmpty() || tries == TRIES_OF_A_NOTE || patience.isOver()) {
                    throw e;
                }
            }
        }
    }
}

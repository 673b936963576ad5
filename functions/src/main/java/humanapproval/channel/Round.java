package humanapproval.channel;

import humanapproval.approval.Approval;
import humanapproval.approval.Change;
import humanapproval.approval.ChannelName;
import humanapproval.approval.Claim;
import humanapproval.approval.Claim.Status;
import humanapproval.approval.Claim.Turn;
import humanapproval.approval.Outbox;
import humanapproval.channel.Channel.Delivered;
import humanapproval.store.Approvals;
import humanapproval.store.StoreException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * What one event gives a channel to deliver: claimed in the record in one write, delivered, and noted some at a time.
 */
final class Round<D extends Delivery> {

    /** So much is delivered between two notes: an invocation that is ended delivers no more than this twice. */
    static final int NOTED_TOGETHER = 10;

    private static final int TRIES_OF_A_NOTE = 3;

    /** So many parts of one delivery an invocation delivers: a long one leaves room for others. */
    private static final int PARTS_AT_ONCE = 4;

    private final Approvals approvals;
    private final ChannelName channel;
    private final Clock clock;
    private final String by;
    private final Patience patience;
    private final Map<D, Delivered> came = new LinkedHashMap<>();
    // What this round's claims have taken the place of, where that had arrived.
    private final Map<String, Claim> arrived = new HashMap<>();
    private Approval approval;

    /** One of {@code channel}, whose deliveries are claimed {@code by} a process. */
    Round(Approvals approvals, ChannelName channel, Clock clock, String by, Patience patience, Approval known) {
        this.approvals = approvals;
        this.channel = channel;
        this.clock = clock;
        this.by = by;
        this.patience = patience;
        this.approval = known;
    }

    /** Claims all of {@code deliveries} that are due, after {@code first}, which is pure; what to deliver now. */
    List<D> take(List<D> deliveries, UnaryOperator<Approval> first) {
        approval = approvals.update(approval, record -> {
            Approval claimed = first.apply(record);
            for (D delivery : deliveries) {
                if (turn(claimed, delivery) == Turn.OURS) {
                    claimed = claimed.with(channel, outbox -> claimed(outbox, delivery));
                }
            }
            Change<Approval> change = Change.keep(claimed);
            // News gives way where the record is full.
            return deliveries.stream().anyMatch(Delivery::isRequest) ? change : change.orIfFull(record);
        });
        return deliveries.stream()
                .filter(delivery -> delivery.isDue(approval)
                        && delivery.key()
                                .map(key -> isOurs(approval.outbox(channel), key, delivery))
                                .orElse(true))
                .toList();
    }

    /** Whether somebody else is delivering some of it right now. */
    boolean isShared(List<D> deliveries) {
        return deliveries.stream().anyMatch(delivery -> turn(approval, delivery) == Turn.OTHERS);
    }

    private Turn turn(Approval record, Delivery delivery) {
        return delivery.key()
                .filter(key -> delivery.isDue(record))
                .map(key -> record.outbox(channel)
                        .claim(key)
                        .map(claim -> claim.turn(delivery.round(), by, clock.instant()))
                        .orElse(Turn.OURS))
                .orElse(Turn.NOBODYS);
    }

    private boolean isOurs(Outbox outbox, String key, Delivery delivery) {
        return outbox.claim(key)
                .filter(claim -> claim.round() == delivery.round()
                        && claim.status() == Status.SENDING
                        && claim.by().equals(by))
                .isPresent();
    }

    private Outbox claimed(Outbox outbox, Delivery delivery) {
        String key = delivery.key().orElseThrow();
        arrived.remove(key);
        outbox.claim(key).filter(claim -> claim.status() == Status.SENT).ifPresent(claim -> arrived.put(key, claim));
        Claim claim = new Claim(delivery.round(), Status.SENDING, by, clock.instant());
        return outbox.with(key, claim).with(delivery.claimed(outbox.own()));
    }

    /**
     * Delivers all of {@code delivery} by {@code effect}, which gets the record as it was noted last; whatever that
     * throws is thrown, and is noted as not confirmed.
     */
    void deliver(D delivery, Function<Approval, Delivered> effect) {
        boolean whole = false;
        try {
            for (int parts = 0; !whole && (!delivery.isRequest() || approval.isOpen()); parts++) {
                patience.check();
                if (parts == PARTS_AT_ONCE) {
                    throw new TryLaterException("It is long: the next parts follow.", Duration.ofSeconds(1));
                }
                Delivered delivered = effect.apply(approval);
                came.put(delivery, delivered);
                whole = delivered.isWhole();
                if (!whole || came.size() >= NOTED_TOGETHER) {
                    note(UnaryOperator.identity());
                }
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
        came.put(delivery, new Delivered(noted, Status.UNCONFIRMED, true));
    }

    /**
     * Notes how far everything came, then {@code last}, which is pure. The record after that. What can't be noted is
     * delivered again, so it is tried a few times.
     */
    Approval note(UnaryOperator<Approval> last) {
        Instant now = clock.instant();
        for (int tries = 1; ; tries++) {
            try {
                approval = approvals.update(approval, record -> {
                    Approval noted = record;
                    for (Map.Entry<D, Delivered> each : came.entrySet()) {
                        noted = noted.with(channel, outbox -> noted(outbox, each.getKey(), each.getValue(), now));
                    }
                    return Change.keep(last.apply(noted));
                });
                came.clear();
                return approval;
            } catch (StoreException e) {
                if (came.isEmpty() || tries == TRIES_OF_A_NOTE || patience.isOver()) {
                    throw e;
                }
            }
        }
    }

    /** What failed leaves the claim of the round that arrived before, so that the next try knows that one did. */
    private Outbox noted(Outbox outbox, Delivery delivery, Delivered came, Instant now) {
        Outbox changed = came.noted().apply(outbox);
        return delivery.key()
                .map(key -> came.status() == Status.UNCONFIRMED
                                && arrived.containsKey(key)
                                && isOurs(changed, key, delivery)
                        ? changed.with(key, arrived.get(key))
                        : changed.noted(key, delivery.round(), came.status(), now))
                .orElse(changed);
    }
}

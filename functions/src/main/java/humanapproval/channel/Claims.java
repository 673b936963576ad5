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
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * One channel's claims in the record: who delivers what, and how far it came.
 *
 * @param channel whose claims they are
 */
record Claims(Approvals approvals, ChannelName channel, Clock clock) {

    /**
     * What could be claimed.
     *
     * @param ours what to deliver now
     * @param isShared whether somebody else is delivering some of it right now
     */
    record Taken<D>(Approval approval, List<D> ours, boolean isShared) {}

    /** Claims in one write all of {@code deliveries} that are due, after {@code first}, which is pure. */
    <D extends Delivery> Taken<D> take(Approval known, List<D> deliveries, String by, UnaryOperator<Approval> first) {
        Approval claimed = approvals.update(known, record -> {
            Approval approval = first.apply(record);
            for (D delivery : deliveries) {
                if (delivery.key().isPresent()
                        && delivery.isDue(approval)
                        && turn(approval, delivery, by) == Turn.OURS) {
                    approval = approval.with(channel, outbox -> claimed(outbox, delivery, by));
                }
            }
            Change<Approval> change = Change.keep(approval);
            // News gives way where the record is full.
            return deliveries.stream().anyMatch(Delivery::isRequest) ? change : change.orIfFull(record);
        });
        List<D> ours = deliveries.stream()
                .filter(delivery ->
                        delivery.isDue(claimed) && (delivery.key().isEmpty() || isOurs(claimed, delivery, by)))
                .toList();
        boolean shared = deliveries.stream()
                .anyMatch(delivery -> delivery.key().isPresent()
                        && delivery.isDue(claimed)
                        && turn(claimed, delivery, by) == Turn.OTHERS);
        return new Taken<>(claimed, ours, shared);
    }

    /** Notes how far deliveries came, then {@code last}, which is pure. */
    Approval note(Approval known, Map<? extends Delivery, Delivered> came, UnaryOperator<Approval> last) {
        Map<Delivery, Delivered> noted = new LinkedHashMap<>(came);
        Instant now = clock.instant();
        return approvals.update(known, record -> {
            Approval approval = record;
            for (Map.Entry<Delivery, Delivered> each : noted.entrySet()) {
                approval = approval.with(channel, outbox -> noted(outbox, each.getKey(), each.getValue(), now));
            }
            return Change.keep(last.apply(approval));
        });
    }

    private Turn turn(Approval approval, Delivery delivery, String by) {
        return approval.outbox(channel).turn(delivery.key().orElseThrow(), delivery.round(), by, clock.instant());
    }

    private boolean isOurs(Approval approval, Delivery delivery, String by) {
        return Optional.ofNullable(
                        approval.outbox(channel).claims().get(delivery.key().orElseThrow()))
                .filter(claim -> claim.round() == delivery.round()
                        && claim.status() == Status.SENDING
                        && claim.by().equals(by))
                .isPresent();
    }

    private Outbox claimed(Outbox outbox, Delivery delivery, String by) {
        Claim claim = new Claim(delivery.round(), Status.SENDING, by, clock.instant());
        return outbox.with(delivery.key().orElseThrow(), claim).with(delivery.claimed(outbox.own()));
    }

    private static Outbox noted(Outbox outbox, Delivery delivery, Delivered came, Instant now) {
        Outbox changed = came.noted().apply(outbox);
        return delivery.key()
                .map(key -> changed.noted(key, delivery.round(), came.status(), now))
                .orElse(changed);
    }
}

package humanapproval.channel;

import com.google.gson.JsonObject;
import humanapproval.approval.Approval;
import humanapproval.approval.Claim;
import humanapproval.approval.Ending;
import humanapproval.approval.Failure;
import humanapproval.approval.Limits;
import humanapproval.approval.Outbox;
import humanapproval.approval.Reach;
import humanapproval.approval.State;
import humanapproval.approval.Undeliverable;
import humanapproval.channel.Channel.Delivered;
import humanapproval.channel.Channel.Finding;
import humanapproval.events.ApprovalEvent;
import humanapproval.events.EventPublisher;
import humanapproval.store.Approvals;
import humanapproval.waiter.Waiter;
import humanapproval.waiter.Waiters;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;

/**
 * The delivery protocol of every channel: open the record once, find out whom the channel reaches, claim all that is
 * due in one write, deliver it, note how far it came, look again. Throws when it has to be tried again.
 */
public final class ChannelHandler<D extends Delivery> {

    /** So much is delivered between two notes: an invocation that is ended delivers no more than this twice. */
    public static final int NOTED_TOGETHER = 10;

    /** So many parts of one delivery an invocation delivers: a long one leaves room for others. */
    private static final int PARTS_AT_ONCE = 4;

    private final Channel<D> channel;
    private final Approvals approvals;
    private final Openings openings;
    private final Claims claims;
    private final EventPublisher events;
    private final Clock clock;
    private Optional<String> process = Optional.empty();

    /** Handles what {@code channel} has to do. */
    public ChannelHandler(
            Channel<D> channel, Approvals approvals, Waiters waiters, EventPublisher events, Clock clock) {
        this.channel = channel;
        this.approvals = approvals;
        this.openings = new Openings(approvals, waiters, clock);
        this.claims = new Claims(approvals, channel.name(), clock);
        this.events = events;
        this.clock = clock;
    }

    /** Fails whoever waits by {@code taskToken} for an answer to a message that can't be decoded. */
    void refuse(String taskToken, String why) {
        openings.fail(new Waiter("", taskToken, 0), Failure.invalid(why));
    }

    /** Does what {@code event} asks for; a word for the log. */
    String handle(ApprovalEvent event, Settings settings) {
        return switch (event) {
            case ApprovalEvent.Requested requested -> ask(requested, settings);
            case ApprovalEvent.Closed closed -> {
                deliver(event, openings.close(closed), settings, Optional.empty());
                yield "CLOSED";
            }
            case ApprovalEvent.ReminderDue _,
                    ApprovalEvent.VoteRecorded _,
                    ApprovalEvent.VoteRefused _,
                    ApprovalEvent.Undeliverable _ -> {
                boolean did =
                        deliver(event, known(event), settings, Optional.empty()).did();
                yield event instanceof ApprovalEvent.Undeliverable ? "UNREACHED" : word(did);
            }
        };
    }

    private Approval known(ApprovalEvent event) {
        return approvals
                .find(event.approvalId())
                .orElseGet(() -> Approval.tombstone(
                        event.approvalId(), Waiter.gone(""), Ending.of(State.EXPIRED, clock.instant())));
    }

    private static String word(boolean did) {
        return did ? "DELIVERED" : "NOTHING_TO_DELIVER";
    }

    private String ask(ApprovalEvent.Requested event, Settings settings) {
        if (!clock.instant().isBefore(event.deadline())) {
            // Nobody waits any more. It may have been redriven, and its record may be gone.
            return word(false);
        }
        Optional<Approval> opened = openings.open(event, Limits.of(settings.deployed()));
        if (opened.isEmpty()) {
            return "REFUSED";
        }
        Approval asked = opened.get();
        if (!asked.outboxes().containsKey(channel.name())) {
            return "NOT_ASKED";
        }
        Optional<Finding> finding = asked.isOpen() ? Optional.of(channel.reach(asked, settings)) : Optional.empty();
        Done done = deliver(event, asked, settings, finding);
        tell(event.waiter(), done.approval());
        Approval now = done.did() ? openings.lookAgain(done.approval()) : done.approval();
        if (!now.isOpen() && asked.isOpen()) {
            deliver(event, now, settings, Optional.empty());
        }
        return finding.flatMap(Finding::warning).orElseGet(() -> word(done.did()));
    }

    /**
     * Who claims: this process. It handles one invocation at a time, so that a claim of its own that is still there is
     * one that it could not note, and free to be taken over. Made when first needed, as copies of a snapshot are
     * others.
     */
    private String process() {
        process = process.or(() -> Optional.of(UUID.randomUUID().toString()));
        return process.get();
    }

    private record Done(Approval approval, boolean did) {}

    private Done deliver(ApprovalEvent event, Approval known, Settings settings, Optional<Finding> finding) {
        List<D> due = channel.deliveries(event, known, settings);
        Claims.Taken<D> taken = claims.take(known, due, process(), record -> begun(record, event, finding));
        Round round = new Round(taken.approval());
        if (taken.isShared()) {
            round.failure = new TryLaterException("Another invocation does this.", Claim.LEASE);
        }
        Optional<Reach> reach = finding.map(Finding::reach);
        for (D delivery : taken.ours()) {
            try {
                round.deliver(delivery, settings);
            } catch (CannotException e) {
                round.unconfirmed(delivery);
                reach = Optional.of(Reach.cannot(e.getMessage(), known.request().policy()));
            } catch (RuntimeException e) {
                round.unconfirmed(delivery);
                round.failure = e;
            }
        }
        Optional<Reach> found = reach.filter(any -> round.failure == null);
        round.note(record -> found.map(any -> Undeliverable.reaching(record, channel.name(), any, clock.instant()))
                .orElse(record));
        if (round.failure != null) {
            throw round.failure;
        }
        return new Done(round.approval, !taken.ours().isEmpty());
    }

    /** What the first write says beside the claims. Pure. */
    private Approval begun(Approval record, ApprovalEvent event, Optional<Finding> finding) {
        Approval begun = event instanceof ApprovalEvent.ReminderDue due && record.isOpen(clock.instant())
                ? record.reminded(due.number())
                : record;
        return finding.map(found -> begun.with(channel.name(), outbox -> knowing(outbox, found)))
                .orElse(begun);
    }

    private static Outbox knowing(Outbox outbox, Finding finding) {
        return outbox.own().isEmpty() ? outbox.knowing(finding.aliases()).with(finding.own()) : outbox;
    }

    /** Tells whoever has to know what an approval has come to by the channels' reaches. */
    private void tell(Waiter waiter, Approval approval) {
        approval.ending()
                .flatMap(Ending::failure)
                .filter(failure -> approval.waiter().isSameWait(waiter))
                .ifPresent(failure -> openings.fail(waiter, failure));
        if (approval.isOpen()) {
            for (String approver : Undeliverable.unreached(approval)) {
                announce(approval, approver);
            }
        }
    }

    private void announce(Approval approval, String approver) {
        Unreached news = new Unreached(approver);
        Claims.Taken<Unreached> taken = claims.take(approval, List.of(news), process(), UnaryOperator.identity());
        if (!taken.ours().isEmpty()) {
            events.undeliverable(approval.id(), channel.name(), approver, "No channel of this request reaches them.");
            claims.note(taken.approval(), Map.of(news, Delivered.sent()), UnaryOperator.identity());
        }
    }

    /** That nobody reaches an approver, which one of the channels says once. */
    private record Unreached(String approver) implements Delivery {

        @Override
        public Optional<String> key() {
            return Optional.of("unreached event " + approver);
        }

        @Override
        public boolean isDue(Approval approval) {
            return approval.isOpen()
                    && approval.outboxes().values().stream()
                            .noneMatch(outbox -> outbox.is(key().orElseThrow(), Claim.Status.SENT));
        }
    }

    /** The deliveries of one event, noted some at a time. */
    private final class Round {

        private final Map<D, Delivered> came = new LinkedHashMap<>();
        private Approval approval;
        private RuntimeException failure;

        private Round(Approval approval) {
            this.approval = approval;
        }

        private void deliver(D delivery, Settings settings) {
            boolean whole = false;
            int parts = 0;
            while (!whole && (!delivery.isRequest() || approval.isOpen())) {
                settings.patience().check();
                if (parts++ == PARTS_AT_ONCE) {
                    throw new TryLaterException("It is long: the next parts follow.", Duration.ofSeconds(1));
                }
                Delivered delivered = channel.deliver(delivery, approval, settings);
                whole = delivered.isWhole();
                came.put(delivery, delivered);
                if (!whole || came.size() == NOTED_TOGETHER) {
                    note(UnaryOperator.identity());
                }
            }
            if (!whole) {
                unconfirmed(delivery);
            }
        }

        /** What it has changed by then, and could perhaps not be noted, is noted with it. */
        private void unconfirmed(D delivery) {
            UnaryOperator<JsonObject> own =
                    Optional.ofNullable(came.get(delivery)).map(Delivered::own).orElse(UnaryOperator.identity());
            came.put(delivery, new Delivered(own, Claim.Status.UNCONFIRMED, true));
        }

        private void note(UnaryOperator<Approval> last) {
            approval = claims.note(approval, came, last);
            came.clear();
        }
    }
}

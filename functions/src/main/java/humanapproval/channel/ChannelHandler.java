package humanapproval.channel;

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
import humanapproval.channel.Channel.Settings;
import humanapproval.events.ApprovalEvent;
import humanapproval.events.EventPublisher;
import humanapproval.store.Approvals;
import humanapproval.waiter.Waiter;
import humanapproval.waiter.Waiters;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;

/**
 * The delivery protocol of every channel: open the record once, find out whom the channel reaches, claim all that is
 * due in one write, deliver it, note how far it came, look again. Throws when it has to be tried again.
 */
public final class ChannelHandler<D extends Delivery> {

    private final Channel<D> channel;
    private final Approvals approvals;
    private final Openings openings;
    private final EventPublisher events;
    private final Clock clock;
    private Optional<String> process = Optional.empty();

    /** Handles what {@code channel} has to do. */
    public ChannelHandler(
            Channel<D> channel, Approvals approvals, Waiters waiters, EventPublisher events, Clock clock) {
        this.channel = channel;
        this.approvals = approvals;
        this.openings = new Openings(approvals, waiters, clock);
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
                Done done = deliver(event, known(event), settings, Optional.empty());
                if (event instanceof ApprovalEvent.ReminderDue) {
                    // Whoever joined by it may be one who can't be written to.
                    announceUnreached(done.approval(), settings);
                }
                yield event instanceof ApprovalEvent.Undeliverable ? "UNREACHED" : word(done.did());
            }
        };
    }

    private Approval known(ApprovalEvent event) {
        Optional<Approval> known = approvals.find(event.approvalId());
        if (known.isEmpty() && event instanceof ApprovalEvent.ReminderDue) {
            throw new TryLaterException("The request is not there yet.", Duration.ofSeconds(20));
        }
        return known.orElseGet(() ->
                Approval.tombstone(event.approvalId(), Waiter.gone(""), Ending.of(State.EXPIRED, clock.instant())));
    }

    private static String word(boolean did) {
        return did ? "DELIVERED" : "NOTHING_TO_DELIVER";
    }

    private String ask(ApprovalEvent.Requested event, Settings settings) {
        if (!event.askedAt().isBefore(event.deadline())) {
            openings.refuse(event, Failure.invalid("The deadline was over when it was asked."));
            return "REFUSED";
        }
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
        tell(event.waiter(), done.approval(), settings);
        // Also where an earlier try delivered all of it: that one may have got no further.
        Approval now = openings.lookAgain(done.approval());
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
    private <E extends Delivery> Round<E> round(Approval known, Settings settings) {
        process = process.or(() -> Optional.of(UUID.randomUUID().toString()));
        return new Round<>(approvals, channel.name(), clock, process.get(), settings.patience(), known);
    }

    private record Done(Approval approval, boolean did) {}

    private Done deliver(ApprovalEvent event, Approval known, Settings settings, Optional<Finding> finding) {
        List<D> due = channel.deliveries(event, known, settings);
        Round<D> round = round(known, settings);
        List<D> ours = round.take(due, record -> begun(record, event, finding));
        Optional<RuntimeException> failure = round.isShared(due)
                ? Optional.of(new TryLaterException("Another invocation does this.", Claim.LEASE))
                : Optional.empty();
        Optional<Reach> reach = finding.map(Finding::reach);
        for (D delivery : ours) {
            try {
                round.deliver(delivery, approval -> channel.deliver(delivery, approval, settings));
            } catch (CannotException e) {
                reach = Optional.of(Reach.cannot(e.getMessage(), known.request().policy()));
            } catch (RuntimeException e) {
                failure = Optional.of(e);
            }
        }
        // That it reaches nobody is known whatever becomes of a delivery; that it reaches somebody, after it arrived.
        boolean failed = failure.isPresent();
        Optional<Reach> found = reach.filter(any -> !failed || any.kind() != Reach.Kind.REACHES);
        Approval noted = round.note(
                record -> found.map(any -> Undeliverable.reaching(record, channel.name(), any, clock.instant()))
                        .orElse(record));
        if (failed) {
            throw failure.get();
        }
        return new Done(noted, !ours.isEmpty());
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
    private void tell(Waiter waiter, Approval approval, Settings settings) {
        approval.ending()
                .flatMap(Ending::failure)
                .filter(failure -> approval.waiter().isSameWait(waiter))
                .ifPresent(failure -> openings.fail(waiter, failure));
        announceUnreached(approval, settings);
    }

    private void announceUnreached(Approval approval, Settings settings) {
        if (approval.isOpen()) {
            // One by one: where it fails for one, the others are free for whoever tries again.
            Undeliverable.unreached(approval)
                    .forEach(approver -> announce(new Unreached(approver), round(approval, settings)));
        }
    }

    private void announce(Unreached unreached, Round<Unreached> round) {
        List<Unreached> news = List.of(unreached);
        if (round.take(news, UnaryOperator.identity()).isEmpty()) {
            if (round.isShared(news)) {
                throw new TryLaterException("Another invocation announces this.", Claim.LEASE);
            }
            return;
        }
        try {
            round.deliver(unreached, open -> {
                String reason = "No channel of this request reaches them.";
                events.undeliverable(open.id(), channel.name(), unreached.approver(), reason);
                return Delivered.sent();
            });
        } finally {
            round.note(UnaryOperator.identity());
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
}

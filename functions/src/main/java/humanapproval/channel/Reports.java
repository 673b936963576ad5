package humanapproval.channel;

import humanapproval.request.BusEvent;
import humanapproval.request.Channel;
import humanapproval.request.InvalidRequestException;
import humanapproval.request.MalformedException;
import humanapproval.request.Policy;
import humanapproval.request.Request;
import humanapproval.store.Approval;
import humanapproval.store.Approval.Repeat;
import humanapproval.store.Approvals;
import humanapproval.store.Approvals.Change;
import humanapproval.store.Delivery;
import humanapproval.store.State;
import humanapproval.store.Verdict;
import humanapproval.workflow.Announcer;
import humanapproval.workflow.Workflow;
import java.time.Clock;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a channel reports to the record and, where nobody can be asked, to the workflow. Every method throws
 * {@link humanapproval.store.StoreException} or the SDK's exception when it has to be tried again.
 */
public final class Reports {

    private final Approvals approvals;
    private final Workflow workflow;
    private final Announcer announcer;
    private final Once once;
    private final Channel channel;
    private final Clock clock;

    /** The reports of {@code channel}. */
    public Reports(Approvals approvals, Workflow workflow, Announcer announcer, Channel channel, Clock clock) {
        this.approvals = approvals;
        this.workflow = workflow;
        this.announcer = announcer;
        this.once = new Once(approvals, clock);
        this.channel = channel;
        this.clock = clock;
    }

    /** Whether {@code event} asks something that may be asked; else the workflow is told why not. */
    public boolean accepts(BusEvent.Requested event) {
        try {
            Approval.opened(event);
            return true;
        } catch (InvalidRequestException | MalformedException e) {
            Approval.Closing end = failed(Approval.Failure.INVALID_REQUEST, e.getMessage());
            approvals.update(
                    event.approvalId(),
                    record -> Change.keep(record.orElseGet(
                            () -> Approval.neverOpened(event.approvalId(), event.executionArn(), end))));
            fail(event.taskToken(), end.failure().orElseThrow());
            return false;
        }
    }

    /**
     * Tells the workflow that what it sent to ask is not of the agreed form, where its token can be read. Whether it
     * could.
     */
    public boolean refuse(Optional<String> taskToken, MalformedException reason) {
        taskToken.ifPresent(token -> workflow.fail(token, Approval.Failure.INVALID_REQUEST, reason.getMessage()));
        return taskToken.isPresent();
    }

    /**
     * The record of what {@code event} asks, new or with the token of a later attempt; it may be over. None where
     * nobody waits any more, and where the wait was failed because it is not the one that this id belongs to.
     */
    public Optional<Approval> asked(BusEvent.Requested event) {
        if (!clock.instant().isBefore(event.deadline())) {
            // Redriven too late: its record may be gone.
            return Optional.empty();
        }
        approvals
                .find(event.approvalId())
                .filter(before -> before.repeated(event) == Repeat.RETRY)
                .flatMap(Approval::ask)
                // An earlier attempt waits no more. If it does, it was no attempt of the same wait.
                .ifPresent(first -> fail(first.taskToken(), Approval.Failure.OF_DUPLICATE));
        Approval asked = approvals.update(
                event.approvalId(),
                record -> Change.keep(
                        record.map(before -> before.askedAgain(event)).orElseGet(() -> Approval.opened(event))));
        return switch (asked.repeated(event)) {
            case REDELIVERY, RETRY -> Optional.of(asked);
            case OVER -> {
                fail(event.taskToken(), Approval.Failure.OF_ENDED);
                yield Optional.empty();
            }
            case DUPLICATE -> {
                fail(event.taskToken(), Approval.Failure.OF_DUPLICATE);
                yield Optional.empty();
            }
        };
    }

    private void fail(String taskToken, Approval.Failure failure) {
        workflow.fail(taskToken, failure.name(), failure.cause());
    }

    /**
     * With this channel's {@code verdict}, unless it delivered before; the one that leaves too few people ends it.
     * Pure.
     */
    public Approval with(Approval approval, Verdict verdict) {
        boolean delivered = Optional.ofNullable(approval.verdicts().get(channel))
                .filter(before -> before.kind() == Verdict.Kind.DELIVERED)
                .isPresent();
        return !approval.isOpen() || delivered ? approval : ended(approval.with(channel, verdict));
    }

    /** Records that the channel reaches nobody, for that reason. */
    public void undelivered(BusEvent.Requested event, Approval asked, Verdict.Kind kind, String reason) {
        Verdict verdict = new Verdict(
                kind, reason, asked.ask().orElseThrow().request().policy().eligible());
        tell(event, approvals.update(asked, approval -> Change.keep(with(approval, verdict))));
    }

    /** Tells whoever has to know what {@code approval} has come to by this channel's verdict. */
    public void tell(BusEvent.Requested event, Approval approval) {
        approval.closing()
                .flatMap(Approval.Closing::failure)
                .filter(failure -> approval.executionArn().equals(event.executionArn()))
                .ifPresent(failure -> workflow.fail(event.taskToken(), failure.name(), failure.cause()));
        if (approval.isOpen()) {
            unreached(approval)
                    .forEach(approver -> once.runOrWait(approval, "unreached " + approver, 0, open -> {
                        announcer.undeliverable(
                                open.id(), channel, approver, "No channel of this request reaches them.");
                        return Delivery.Status.SENT;
                    }));
        }
    }

    /**
     * What has become of an approval that this channel has just delivered. It is over where its execution was stopped
     * before anything stood in the record: that is told to the callback once, perhaps too early to be found.
     */
    public Approval afterDelivery(Approval delivered) {
        return workflow.stoppedAt(delivered.executionArn()).isEmpty()
                ? delivered
                : approvals.update(
                        delivered,
                        approval -> Change.keep(
                                approval.isOpen() ? approval.closed(State.CANCELLED, clock.instant()) : approval));
    }

    /** Who is named and may decide but is not among {@code reached}. */
    public static Set<String> unreached(Request request, Set<String> reached) {
        Set<String> missing = new LinkedHashSet<>(request.policy().eligible());
        missing.removeAll(reached);
        return missing;
    }

    /** Who is named and may decide but is reached by no channel; nobody, as long as a channel's verdict is missing. */
    private static Set<String> unreached(Approval approval) {
        Collection<Verdict> verdicts = approval.verdicts().values();
        Set<String> nobody = new TreeSet<>();
        if (verdicts.size() == Channel.values().length) {
            verdicts.forEach(verdict -> nobody.addAll(verdict.unreached()));
            verdicts.forEach(verdict -> nobody.retainAll(verdict.unreached()));
        }
        return nobody;
    }

    /**
     * Closes the record as {@code event} says, unless it is closed; whatever arrives later finds it so. Gives the
     * record.
     */
    public Approval close(BusEvent.Closed event) {
        Approval.Closing end =
                new Approval.Closing(end(event.outcome().text("outcome")), clock.instant(), Optional.empty());
        return approvals.update(
                event.approvalId(),
                record -> Change.keep(record.map(before ->
                                before.isOpen() && before.executionArn().equals(event.executionArn())
                                        ? before.closed(end)
                                        : before)
                        .orElseGet(() -> Approval.neverOpened(event.approvalId(), event.executionArn(), end))));
    }

    /** Whatever ended in a way that we do not know has ended all the same. */
    private static State end(String outcome) {
        return Stream.of(State.APPROVED, State.REJECTED, State.EXPIRED, State.CANCELLED)
                .filter(state -> state.name().equals(outcome))
                .findFirst()
                .orElse(State.FAILED);
    }

    private Approval ended(Approval approval) {
        if (approval.verdicts().size() < Channel.values().length) {
            return approval;
        }
        Policy policy = approval.ask().orElseThrow().request().policy();
        boolean nobody =
                approval.verdicts().values().stream().noneMatch(verdict -> verdict.kind() == Verdict.Kind.DELIVERED);
        int reached = policy.eligible().size() - unreached(approval).size();
        if (!nobody && (policy.approvers().isEmpty() || reached >= policy.requiredApprovals())) {
            return approval;
        }
        String reasons = Arrays.stream(Channel.values())
                .filter(each -> !approval.verdicts().get(each).reason().isEmpty())
                .map(each -> each.word() + ": " + approval.verdicts().get(each).reason())
                .collect(Collectors.joining(" "));
        String few = nobody
                ? ""
                : "Of " + policy.requiredApprovals() + " approvers that are needed " + reached
                        + " can be reached, but not " + String.join(", ", unreached(approval)) + ". ";
        return approval.closed(failed(Approval.Failure.UNDELIVERABLE, few + reasons));
    }

    private Approval.Closing failed(String error, String cause) {
        return new Approval.Closing(State.FAILED, clock.instant(), Optional.of(new Approval.Failure(error, cause)));
    }
}

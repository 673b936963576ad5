package humanapproval.channel;

import humanapproval.request.BusEvent;
import humanapproval.request.Channel;
import humanapproval.request.InvalidRequestException;
import humanapproval.request.MalformedException;
import humanapproval.request.Person;
import humanapproval.request.Request;
import humanapproval.request.RequestDigest;
import humanapproval.store.Approval;
import humanapproval.store.Approvals;
import humanapproval.store.Approvals.Change;
import humanapproval.store.State;
import humanapproval.store.Verdict;
import humanapproval.workflow.Announcer;
import humanapproval.workflow.Workflow;
import java.time.Clock;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a channel reports to the record and, where nobody can be asked, to the workflow. Every method throws {@link
 * humanapproval.store.StoreException} or the SDK's exception when it has to be tried again.
 */
public final class Reports {

    /** The execution's error when its input is not of the agreed form. */
    public static final String INVALID_REQUEST = "Approval.InvalidRequest";

    /** The execution's error when no channel reaches anybody who may decide. */
    public static final String UNDELIVERABLE = "Approval.Undeliverable";

    private final Approvals approvals;
    private final Workflow workflow;
    private final Announcer announcer;
    private final Channel channel;
    private final Clock clock;

    /** The reports of {@code channel}. */
    public Reports(Approvals approvals, Workflow workflow, Announcer announcer, Channel channel, Clock clock) {
        this.approvals = approvals;
        this.workflow = workflow;
        this.announcer = announcer;
        this.channel = channel;
        this.clock = clock;
    }

    /** The request as {@code event} holds it. Where it is not valid the workflow is told, and there is none. */
    public Optional<Request> read(BusEvent.Requested event) {
        try {
            RequestDigest.of(event.request());
            return Optional.of(Request.read(event.request()));
        } catch (InvalidRequestException | MalformedException e) {
            Approval.Closing end = failed(INVALID_REQUEST, e.getMessage());
            tell(event, approvals.update(event.approvalId(), record -> record.isPresent()
                    ? Change.none(record.get())
                    : kept(Approval.neverOpened(event.approvalId(), event.executionArn(), end))));
            return Optional.empty();
        }
    }

    /** Records that the channel reaches nobody, for that reason; the report that leaves no channel fails the workflow. */
    public void undelivered(BusEvent.Requested event, Request request, Verdict.Kind kind, String reason) {
        Verdict verdict = new Verdict(kind, reason, unreached(request, Set.of()));
        tell(event, approvals.update(event.approvalId(), record -> {
            Approval approval = record.map(before -> before.askedAgain(event)).orElseGet(() -> Approval.opened(event));
            boolean delivered = Optional.ofNullable(approval.verdicts().get(channel)).filter(before -> before.kind() == Verdict.Kind.DELIVERED).isPresent();
            boolean counts = approval.isOpen() && approval.executionArn().equals(event.executionArn()) && !delivered;
            return counts ? kept(ended(approval.with(channel, verdict))) : Change.none(approval);
        }));
        tellUnreached(event.approvalId());
    }

    /** Records that the channel reaches somebody, but not those. */
    public void delivered(String approvalId, Set<String> unreached) {
        boolean first = approvals.update(approvalId, record -> record.filter(Approval::isOpen)
                .map(before -> new Change<>(before.with(channel, Verdict.delivered(unreached)), !before.verdicts().containsKey(channel)))
                .orElseGet(() -> Change.none(false)));
        if (first) {
            tellUnreached(approvalId);
        }
    }

    /** Who is named as an approver but not among {@code reached}; the requester aside, who could not decide anyway. */
    public static Set<String> unreached(Request request, Set<String> reached) {
        return request.policy().named(false).map(Person::email)
                .filter(email -> !reached.contains(email) && request.policy().refusal(email, false).isEmpty()).collect(Collectors.toSet());
    }

    /** Announces whom no channel reaches: the channel whose verdict came last knows. */
    private void tellUnreached(String approvalId) {
        approvals.find(approvalId).filter(Approval::isOpen).map(Approval::unreached).orElse(Set.of())
                .forEach(approver -> announcer.undeliverable(approvalId, channel, approver, "No channel of this request reaches them."));
    }

    /** Closes the record as {@code event} says, unless it is closed; whatever arrives later finds it so. Gives the record. */
    public Approval close(BusEvent.Closed event) {
        Approval.Closing end = new Approval.Closing(switch (event.outcome().text("outcome")) {
            case "APPROVED" -> State.APPROVED;
            case "REJECTED" -> State.REJECTED;
            case "EXPIRED" -> State.EXPIRED;
            case "CANCELLED" -> State.CANCELLED;
            default -> State.FAILED;
        }, clock.instant(), Optional.empty());
        return approvals.update(event.approvalId(), record -> record
                .map(before -> before.isOpen() && before.executionArn().equals(event.executionArn()) ? kept(before.closed(end)) : Change.none(before))
                .orElseGet(() -> kept(Approval.neverOpened(event.approvalId(), event.executionArn(), end))));
    }

    /** Says so in the record first: whoever comes later finds it closed, whether or not the workflow hears it. */
    private void tell(BusEvent.Requested event, Approval approval) {
        if (approval.executionArn().equals(event.executionArn())) {
            approval.closing().flatMap(Approval.Closing::failure)
                    .ifPresent(failure -> workflow.fail(event.taskToken(), failure.name(), failure.cause()));
        }
    }

    private Approval ended(Approval approval) {
        boolean reachesNobody = Arrays.stream(Channel.values())
                .allMatch(each -> approval.verdicts().containsKey(each) && approval.verdicts().get(each).kind() != Verdict.Kind.DELIVERED);
        return reachesNobody ? approval.closed(failed(UNDELIVERABLE, Arrays.stream(Channel.values())
                .map(each -> each.word() + ": " + approval.verdicts().get(each).reason()).collect(Collectors.joining(" ")))) : approval;
    }

    private Approval.Closing failed(String error, String cause) {
        return new Approval.Closing(State.FAILED, clock.instant(), Optional.of(new Approval.Failure(error, cause)));
    }

    private static Change<Approval> kept(Approval approval) {
        return new Change<>(approval, approval);
    }
}

package humanapproval.channel;

import humanapproval.request.BusEvent;
import humanapproval.request.Channel;
import humanapproval.request.InvalidRequestException;
import humanapproval.request.MalformedException;
import humanapproval.request.Request;
import humanapproval.request.RequestDigest;
import humanapproval.store.Approval;
import humanapproval.store.Approvals;
import humanapproval.store.Approvals.Change;
import humanapproval.store.State;
import humanapproval.store.Verdict;
import humanapproval.workflow.Workflow;
import java.time.Clock;
import java.util.Arrays;
import java.util.Optional;
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
    private final Channel channel;
    private final Clock clock;

    /** The reports of {@code channel}. */
    public Reports(Approvals approvals, Workflow workflow, Channel channel, Clock clock) {
        this.approvals = approvals;
        this.workflow = workflow;
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

    /** Records that the channel reaches nobody; the report that leaves no channel fails the workflow. */
    public void undelivered(BusEvent.Requested event, Verdict verdict) {
        tell(event, approvals.update(event.approvalId(), record -> {
            Approval approval = record.map(before -> before.askedAgain(event)).orElseGet(() -> Approval.opened(event));
            boolean counts = approval.isOpen() && approval.executionArn().equals(event.executionArn())
                    && !Verdict.DELIVERED.equals(approval.verdicts().get(channel));
            return counts ? kept(ended(approval.with(channel, verdict))) : Change.none(approval);
        }));
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

package humanapproval.events;

import com.google.gson.JsonObject;
import humanapproval.approval.Undeliverable;
import humanapproval.json.JsonFields;
import humanapproval.json.MalformedException;
import humanapproval.waiter.Waiter;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/** An event of the stack's bus that a channel acts on. */
public sealed interface ApprovalEvent {

    /** Unique for each ask, minted by whoever asks. */
    String approvalId();

    /**
     * Somebody waits for an answer.
     *
     * @param request the workflow's input, unchecked
     * @param startedBy the execution that started the asking one, as the input says; nobody has checked it
     */
    record Requested(
            String approvalId,
            Waiter waiter,
            Instant askedAt,
            Instant deadline,
            JsonObject request,
            Optional<String> startedBy)
            implements ApprovalEvent {}

    /** It is time to remind those who have not answered, for the {@code number}th time. */
    record ReminderDue(String approvalId, int number) implements ApprovalEvent {}

    /** Whoever asked has an outcome, or waits no longer; {@code taken} where it is known that they have this one. */
    record Closed(String approvalId, String executionArn, JsonFields outcome, boolean taken) implements ApprovalEvent {}

    /** The vote of {@code approver} was counted, and so many approve now; {@code origin} is its channel's own. */
    record VoteRecorded(
            String approvalId, String approver, boolean approves, int approvals, Optional<JsonObject> origin)
            implements ApprovalEvent {}

    /** A vote was not counted, for a reason that is a sentence for its person. */
    record VoteRefused(String approvalId, String reason, Optional<JsonObject> origin) implements ApprovalEvent {}

    /** No channel reaches {@code approver}, who is named as one. */
    record Undeliverable(String approvalId, String approver) implements ApprovalEvent {}

    /** The source of all events of the product. */
    String SOURCE = "human-approval";

    // The detail-types of the events above.
    String REQUESTED = "Approval Requested";
    String REMINDER_DUE = "Approval Reminder Due";
    String CLOSED = "Approval Closed";
    String VOTE_RECORDED = "Approval Vote Recorded";
    String VOTE_REFUSED = "Approval Vote Refused";
    String UNDELIVERABLE = "Approval Undeliverable";

    /** What an approval id may look like: it becomes part of an address. */
    Pattern APPROVAL_ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    /**
     * Decodes an EventBridge event.
     *
     * @throws MalformedException naming the field
     */
    static ApprovalEvent decode(JsonFields event) {
        if (!event.text("source").equals(SOURCE)) {
            throw new MalformedException("The event's source must be " + SOURCE + ".");
        }
        JsonFields detail = event.object("detail");
        String approvalId = detail.text("approvalId");
        if (!APPROVAL_ID.matcher(approvalId).matches()) {
            throw new MalformedException("The approvalId may have up to 64 letters, digits, - and _.");
        }
        return switch (event.text("detail-type")) {
            case REQUESTED -> {
                JsonObject request = detail.object("request").json();
                Optional<String> startedBy = detail.optionalText("startedBy").filter(arn -> !arn.isBlank());
                Instant deadline = detail.instant("deadline");
                yield new Requested(approvalId, waiter(detail), event.instant("time"), deadline, request, startedBy);
            }
            case REMINDER_DUE -> new ReminderDue(approvalId, detail.count("number"));
            case CLOSED -> {
                boolean taken = !detail.has("taken") || detail.flag("taken");
                yield new Closed(approvalId, detail.text("executionArn"), detail.object("outcome"), taken);
            }
            case VOTE_RECORDED -> {
                JsonFields vote = detail.object("vote");
                boolean approves = vote.text("decision").equals("APPROVE");
                int approvals = detail.count("approvals");
                yield new VoteRecorded(approvalId, vote.text("approver"), approves, approvals, origin(detail));
            }
            case UNDELIVERABLE -> new Undeliverable(approvalId, detail.text("approver"));
            case VOTE_REFUSED -> new VoteRefused(approvalId, detail.text("reason"), origin(detail));
            default -> throw new MalformedException("The event's detail-type is none that a channel acts on.");
        };
    }

    private static Waiter waiter(JsonFields detail) {
        Waiter waiter = new Waiter(detail.text("executionArn"), detail.text("taskToken"), detail.count("attempt"));
        if (waiter.executionArn().isBlank()) {
            throw new MalformedException("The executionArn must be that of the execution that waits.");
        }
        return waiter;
    }

    private static Optional<JsonObject> origin(JsonFields detail) {
        return detail.has("origin") ? Optional.of(detail.object("origin").json()) : Optional.empty();
    }
}

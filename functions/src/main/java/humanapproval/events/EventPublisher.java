package humanapproval.events;

import com.google.gson.JsonObject;
import humanapproval.approval.Approval;
import humanapproval.approval.ChannelName;
import humanapproval.approval.OutcomeDocument;
import java.util.Optional;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;

/** Puts events on the stack's bus. Every method throws when EventBridge did not take the event. */
public final class EventPublisher {

    private final EventBridgeClient events;
    private final String bus;

    /** Puts events on the bus called {@code bus}. */
    public EventPublisher(EventBridgeClient events, String bus) {
        this.events = events;
        this.bus = bus;
    }

    /** EventBridge answered, but did not take the event. */
    public static final class NotTakenException extends RuntimeException {

        private static final long serialVersionUID = 1;

        NotTakenException() {
            super("EventBridge did not take the event.");
        }
    }

    /** The vote of {@code approver} counts; it came from {@code origin}. */
    public void recorded(Approval approval, String approver, Optional<JsonObject> origin) {
        JsonObject detail = detail(approval.id());
        approval.voteOf(approver).ifPresent(vote -> detail.add("vote", OutcomeDocument.of(vote)));
        detail.addProperty("approvals", approval.approvals());
        detail.addProperty("requiredApprovals", approval.requiredApprovals());
        origin.ifPresent(from -> detail.add("origin", from));
        put(ApprovalEvent.VOTE_RECORDED, detail);
    }

    /** A vote of {@code approver} does not count; it came from {@code origin}. */
    public void refused(
            String approvalId, ChannelName channel, String approver, String reason, Optional<JsonObject> origin) {
        JsonObject detail = detail(approvalId, channel, approver, reason);
        origin.ifPresent(from -> detail.add("origin", from));
        put(ApprovalEvent.VOTE_REFUSED, detail);
    }

    /** It is over though the workflow did not say so. */
    public void closed(Approval closed) {
        put(ApprovalEvent.CLOSED, ended(closed));
    }

    /** It is decided, and whoever waited has gone without it being known that they took the answer. */
    public void givenUp(Approval decided) {
        JsonObject detail = ended(decided);
        detail.addProperty("taken", false);
        put(ApprovalEvent.CLOSED, detail);
    }

    private static JsonObject ended(Approval closed) {
        JsonObject detail = detail(closed.id());
        detail.addProperty("executionArn", closed.waiter().executionArn());
        detail.add("outcome", OutcomeDocument.of(closed));
        return detail;
    }

    /** No channel reaches somebody who is named as an approver. */
    public void undeliverable(String approvalId, ChannelName channel, String approver, String reason) {
        put(ApprovalEvent.UNDELIVERABLE, detail(approvalId, channel, approver, reason));
    }

    private static JsonObject detail(String approvalId, ChannelName channel, String approver, String reason) {
        JsonObject detail = detail(approvalId);
        detail.addProperty("channel", channel.word());
        detail.addProperty("approver", approver);
        detail.addProperty("reason", reason);
        return detail;
    }

    private static JsonObject detail(String approvalId) {
        JsonObject detail = new JsonObject();
        detail.addProperty("approvalId", approvalId);
        return detail;
    }

    private void put(String type, JsonObject detail) {
        PutEventsRequestEntry entry = PutEventsRequestEntry.builder()
                .eventBusName(bus)
                .source(ApprovalEvent.SOURCE)
                .detailType(type)
                .detail(detail.toString())
                .build();
        if (events.putEvents(put -> put.entries(entry)).failedEntryCount() > 0) {
            throw new NotTakenException();
        }
    }
}

package humanapproval.workflow;

import com.google.gson.JsonObject;
import humanapproval.request.BusEvent;
import humanapproval.request.Channel;
import humanapproval.request.Press;
import humanapproval.store.Approval;
import humanapproval.store.Outcome;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;

/** Tells the channels what happened to an approval. Every method throws when EventBridge did not take the event. */
public final class Announcer {

    private final Supplier<EventBridgeClient> events;
    private final String bus;

    /** Puts events on the bus called {@code bus}. */
    public Announcer(Supplier<EventBridgeClient> events, String bus) {
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

    /** The vote of {@code approver} counts, by a press or on a page. */
    public void recorded(Approval approval, String approver, Optional<Press> press) {
        JsonObject detail = detail(approval.id());
        approval.votes().stream()
                .filter(vote -> vote.approver().equals(approver))
                .forEach(vote -> detail.add("vote", Outcome.of(vote)));
        detail.addProperty("approvals", approval.approvals());
        detail.addProperty("requiredApprovals", approval.requiredApprovals());
        press.ifPresent(pressed -> detail.add("press", pressed.write()));
        put(BusEvent.VOTE_RECORDED, detail);
    }

    /** A vote of {@code approver} does not count, by a press or on a page. */
    public void refused(String approvalId, Channel channel, String approver, String reason, Optional<Press> press) {
        JsonObject detail = detail(approvalId, channel, approver, reason);
        press.ifPresent(pressed -> detail.add("press", pressed.write()));
        put(BusEvent.VOTE_REFUSED, detail);
    }

    /** It is over though the workflow did not say so. */
    public void closed(Approval closed) {
        JsonObject detail = detail(closed.id());
        detail.addProperty("executionArn", closed.executionArn());
        detail.add("outcome", Outcome.of(closed));
        put(BusEvent.CLOSED, detail);
    }

    /** No channel reaches somebody who is named as an approver. */
    public void undeliverable(String approvalId, Channel channel, String approver, String reason) {
        put(BusEvent.UNDELIVERABLE, detail(approvalId, channel, approver, reason));
    }

    private static JsonObject detail(String approvalId, Channel channel, String approver, String reason) {
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
                .source(BusEvent.SOURCE)
                .detailType(type)
                .detail(detail.toString())
                .build();
        if (events.get().putEvents(put -> put.entries(entry)).failedEntryCount() > 0) {
            throw new NotTakenException();
        }
    }
}

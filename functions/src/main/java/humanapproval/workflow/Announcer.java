package humanapproval.workflow;

import com.google.gson.JsonObject;
import humanapproval.request.BusEvent;
import humanapproval.request.Channel;
import humanapproval.request.Press;
import humanapproval.store.Approval;
import humanapproval.store.Outcome;
import java.util.Optional;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;

/** Tells the channels what happened to an approval. Every method throws when EventBridge did not take the event. */
public final class Announcer {

    private final EventBridgeClient events;
    private final String bus;

    /** Puts events on the bus called {@code bus}. */
    public Announcer(EventBridgeClient events, String bus) {
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
        approval.votes().stream().filter(vote -> vote.approver().equals(approver)).forEach(vote -> detail.add("vote", Outcome.of(vote)));
        detail.addProperty("approvals", approval.approvals());
        detail.addProperty("requiredApprovals", approval.requiredApprovals());
        press.ifPresent(pressed -> detail.add("press", pressed.write()));
        put(BusEvent.VOTE_RECORDED, detail);
    }

    /** A press was in vain. */
    public void refused(String approvalId, String approver, String reason, Press press) {
        JsonObject detail = detail(approvalId);
        detail.addProperty("channel", Channel.SLACK.word());
        detail.addProperty("approver", approver);
        detail.addProperty("reason", reason);
        detail.add("press", press.write());
        put(BusEvent.VOTE_REFUSED, detail);
    }

    /** The execution was stopped, so nobody else announces the end. */
    public void closed(Approval cancelled) {
        JsonObject detail = detail(cancelled.id());
        detail.addProperty("executionArn", cancelled.executionArn());
        detail.add("outcome", Outcome.of(cancelled));
        put(BusEvent.CLOSED, detail);
    }

    /** No channel reaches somebody who is named as an approver. */
    public void undeliverable(String approvalId, Channel channel, String approver, String reason) {
        JsonObject detail = detail(approvalId);
        detail.addProperty("channel", channel.word());
        detail.addProperty("approver", approver);
        detail.addProperty("reason", reason);
        put(BusEvent.UNDELIVERABLE, detail);
    }

    private static JsonObject detail(String approvalId) {
        JsonObject detail = new JsonObject();
        detail.addProperty("approvalId", approvalId);
        return detail;
    }

    private void put(String type, JsonObject detail) {
        PutEventsRequestEntry entry = PutEventsRequestEntry.builder()
                .eventBusName(bus).source(BusEvent.SOURCE).detailType(type).detail(detail.toString()).build();
        if (events.putEvents(put -> put.entries(entry)).failedEntryCount() > 0) {
            throw new NotTakenException();
        }
    }
}

package humanapproval.callback;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import humanapproval.request.BusEvent;
import humanapproval.request.Channel;
import humanapproval.request.Press;
import humanapproval.store.Approval;
import humanapproval.store.Decision;
import humanapproval.store.Outcome;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;

/** Tells the channels what came of a vote. Every method throws when EventBridge did not take the event. */
final class Announcer {

    private final EventBridgeClient events;
    private final String bus;

    Announcer(EventBridgeClient events, String bus) {
        this.events = events;
        this.bus = bus;
    }

    /** EventBridge answered, but did not take the event. */
    static final class NotTakenException extends RuntimeException {

        private static final long serialVersionUID = 1;

        NotTakenException() {
            super("EventBridge did not take the event.");
        }
    }

    /** The vote that decided was counted, by a press. */
    void recorded(Approval approval, Press press) {
        JsonObject detail = detail(approval.id());
        JsonObject outcome = Outcome.of(approval);
        JsonArray votes = outcome.getAsJsonArray("votes");
        detail.add("vote", votes.get(votes.size() - 1));
        detail.addProperty("approvals", approval.votes().stream().filter(each -> each.decision() == Decision.APPROVE).count());
        detail.add("requiredApprovals", outcome.get("requiredApprovals"));
        detail.add("press", press.write());
        put(BusEvent.VOTE_RECORDED, detail);
    }

    /** A press was in vain. */
    void refused(String approvalId, String approver, String reason, Press press) {
        JsonObject detail = detail(approvalId);
        detail.addProperty("channel", Channel.SLACK.word());
        detail.addProperty("approver", approver);
        detail.addProperty("reason", reason);
        detail.add("press", press.write());
        put(BusEvent.VOTE_REFUSED, detail);
    }

    /** The execution was stopped, so nobody else announces the end. */
    void closed(Approval cancelled) {
        JsonObject detail = detail(cancelled.id());
        detail.addProperty("executionArn", cancelled.executionArn());
        detail.add("outcome", Outcome.of(cancelled));
        put(BusEvent.CLOSED, detail);
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

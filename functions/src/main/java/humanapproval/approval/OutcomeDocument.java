package humanapproval.approval;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;

/** The document that whoever waits gets back, and that "Approval Closed" carries. */
public final class OutcomeDocument {

    private static final int SCHEMA_VERSION = 1;

    private OutcomeDocument() {}

    /** A vote, as it stands there and in "Approval Vote Recorded"; never where it came from. */
    public static JsonObject of(Vote vote) {
        JsonObject json = new JsonObject();
        json.addProperty("approver", vote.approver());
        json.addProperty("name", vote.name());
        json.addProperty("channel", vote.channel().word());
        json.addProperty("decision", vote.decision().name());
        json.addProperty("comment", vote.comment());
        json.addProperty("at", vote.at().toString());
        return json;
    }

    /** The outcome of an approval that has ended. */
    public static JsonObject of(Approval approval) {
        Ending ending = approval.ending().orElseThrow();
        JsonObject outcome = new JsonObject();
        outcome.addProperty("schemaVersion", SCHEMA_VERSION);
        outcome.addProperty("approvalId", approval.id());
        outcome.addProperty("outcome", ending.state().name());
        outcome.addProperty("decidedAt", ending.at().toString());
        JsonArray votes = new JsonArray();
        approval.votes().forEach(vote -> votes.add(of(vote)));
        outcome.add("votes", votes);
        outcome.addProperty("requiredApprovals", approval.requiredApprovals());
        approval.question().ifPresent(asked -> {
            outcome.addProperty("requestDigest", asked.digest());
            asked.startedBy().ifPresent(execution -> outcome.addProperty("startedBy", execution));
        });
        ending.failure().ifPresent(failure -> {
            JsonObject error = new JsonObject();
            error.addProperty("name", failure.name());
            error.addProperty("cause", failure.cause());
            outcome.add("error", error);
        });
        return outcome;
    }
}

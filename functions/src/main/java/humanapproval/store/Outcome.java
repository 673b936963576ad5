package humanapproval.store;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;

/** The document that the workflow gets back, and that "Approval Closed" carries. */
public final class Outcome {

    private static final int SCHEMA_VERSION = 1;

    private Outcome() {}

    /** A vote, as it stands there. */
    public static JsonObject of(Vote vote) {
        return ApprovalJson.write(vote);
    }

    /** The outcome of a closed approval. */
    public static JsonObject of(Approval approval) {
        Approval.Closing closing = approval.closing().orElseThrow();
        JsonObject outcome = new JsonObject();
        outcome.addProperty("schemaVersion", SCHEMA_VERSION);
        outcome.addProperty("approvalId", approval.id());
        outcome.addProperty("outcome", closing.state().name());
        outcome.addProperty("decidedAt", closing.at().toString());
        JsonArray votes = new JsonArray();
        approval.votes().forEach(vote -> votes.add(ApprovalJson.write(vote)));
        outcome.add("votes", votes);
        outcome.addProperty("requiredApprovals", approval.requiredApprovals());
        approval.ask().ifPresent(ask -> {
            outcome.addProperty("requestDigest", ask.digest());
            ask.startedBy().ifPresent(execution -> outcome.addProperty("startedBy", execution));
        });
        closing.failure().ifPresent(failure -> {
            JsonObject error = new JsonObject();
            error.addProperty("name", failure.name());
            error.addProperty("cause", failure.cause());
            outcome.add("error", error);
        });
        return outcome;
    }
}

package humanapproval.email;

import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import humanapproval.approval.Approval;
import humanapproval.approval.ChannelName;
import java.util.Optional;

/**
 * The email channel's private state: the approver of each mailed link, by the hash of its code, so that whoever reads
 * the table can't vote.
 */
final class Links {

    /**
     * Links of one approval: with a request of 230 KB they leave room in an item of 400 KB (DynamoDB quotas). The
     * oldest go.
     */
    static final int MOST = 500;

    private static final String LINKS = "links";

    private Links() {}

    /** {@code own} with one more link. */
    static JsonObject with(JsonObject own, String codeHash, String approver) {
        JsonObject changed = own.deepCopy();
        if (!changed.has(LINKS)) {
            changed.add(LINKS, new JsonObject());
        }
        JsonObject links = changed.getAsJsonObject(LINKS);
        links.addProperty(codeHash, approver);
        if (links.size() > MOST) {
            links.remove(links.keySet().iterator().next());
        }
        return changed;
    }

    /** Whose link has that code. */
    static Optional<String> reader(Approval approval, String code) {
        return Optional.ofNullable(of(approval).get(LinkCode.hash(code))).map(approver -> approver.getAsString());
    }

    /** How many links {@code approver} was sent. */
    static long sentTo(Approval approval, String approver) {
        return of(approval).asMap().values().stream()
                .filter(new JsonPrimitive(approver)::equals)
                .count();
    }

    private static JsonObject of(Approval approval) {
        JsonObject own = approval.outbox(ChannelName.EMAIL).own();
        return own.has(LINKS) ? own.getAsJsonObject(LINKS) : new JsonObject();
    }
}

package humanapproval.email;

import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import humanapproval.approval.Approval;
import humanapproval.approval.ChannelName;
import humanapproval.approval.Room;
import java.util.Optional;

/**
 * The email channel's private state: the approver of each mailed link, by the hash of its code, so that whoever reads
 * the table can't vote.
 */
final class Links {

    private Links() {}

    /** {@code own} with one more link. */
    static JsonObject with(JsonObject own, String codeHash, String approver) {
        JsonObject changed = own.deepCopy();
        if (!changed.has(Room.LINKS)) {
            changed.add(Room.LINKS, new JsonObject());
        }
        changed.getAsJsonObject(Room.LINKS).addProperty(codeHash, approver);
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
        return own.has(Room.LINKS) ? own.getAsJsonObject(Room.LINKS) : new JsonObject();
    }
}

package humanapproval.approval;

import com.google.gson.JsonObject;
import humanapproval.approval.Claim.Status;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What one channel has done about an approval.
 *
 * @param reach whom it reaches; absent as long as it has not said so
 * @param aliases the names by which the channel knows people, by their email
 * @param claims how far each delivery came, by its key
 * @param own the channel's private state, which nobody else reads, {@link #LINKS} aside
 */
public record Outbox(Optional<Reach> reach, Map<String, String> aliases, Map<String, Claim> claims, JsonObject own) {

    /** Under this name it keeps which link's hash is whose: the oldest go where a record has no room for them. */
    public static final String LINKS = "links";

    /** Keeps its own copies of the maps. */
    public Outbox {
        aliases = Map.copyOf(aliases);
        claims = Map.copyOf(claims);
    }

    /** Nothing yet. */
    static Outbox empty() {
        return new Outbox(Optional.empty(), Map.of(), Map.of(), new JsonObject());
    }

    /** With what the channel found out: an earlier word that it reaches people stands. */
    public Outbox reaching(Reach reach) {
        boolean reached =
                this.reach.filter(before -> before.kind() == Reach.Kind.REACHES).isPresent();
        return reached ? this : new Outbox(Optional.of(reach), aliases, claims, own);
    }

    /** With {@code approver} not reached after all, for that reason; unchanged where it is not known yet who is. */
    public Outbox missing(String approver, String reason) {
        return new Outbox(reach.map(before -> before.but(approver, reason)), aliases, claims, own);
    }

    /** With the names by which the channel knows people. */
    public Outbox knowing(Map<String, String> aliases) {
        return aliases.isEmpty() ? this : new Outbox(reach, aliases, claims, own);
    }

    /** With the channel's private state as it is now. */
    public Outbox with(JsonObject own) {
        return new Outbox(reach, aliases, claims, own);
    }

    /** How far {@code key} came; nothing where nobody has claimed it. */
    public Optional<Claim> claim(String key) {
        return Optional.ofNullable(claims.get(key));
    }

    /** With {@code claim} to {@code key}. */
    public Outbox with(String key, Claim claim) {
        Map<String, Claim> changed = new LinkedHashMap<>(claims);
        changed.put(key, claim);
        return new Outbox(reach, aliases, changed, own);
    }

    /** With {@code key}, which is claimed, as far as it came; unchanged where it is at another round by now. */
    public Outbox noted(String key, int round, Status status, Instant at) {
        return claim(key)
                .filter(before -> before.round() == round)
                .map(before -> with(key, new Claim(round, status, before.by(), at)))
                .orElse(this);
    }

    /** Whether {@code key} is at that status. */
    public boolean is(String key, Status status) {
        return claim(key).filter(claim -> claim.status() == status).isPresent();
    }
}

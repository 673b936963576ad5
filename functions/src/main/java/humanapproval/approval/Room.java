package humanapproval.approval;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What a record must have room for, and what gives way to it. Pure. */
public final class Room {

    /** Under this name a channel keeps in its private state whose link has which hash: the oldest of them may go. */
    public static final String LINKS = "links";

    private static final Claim CLAIM =
            new Claim(Claim.RESULT, Claim.Status.UNCONFIRMED, "-".repeat(36), Instant.EPOCH.plusMillis(1));
    // Two quotes, a colon and a comma.
    private static final int PUNCTUATION = 4;
    private static final String ALIAS = "-".repeat(40);
    private static final String HASH = "-".repeat(60);
    // The least that somebody can say where a comment is asked for.
    private static final String COMMENT = "-".repeat(100);

    private Room() {}

    /**
     * The record as full as it may become: everybody votes who still may, every channel has a claim with a link, or an
     * alias, for everybody who is named, and no link but the newest of each person has stayed.
     */
    public static Approval fullest(Approval approval) {
        if (approval.question().isEmpty()) {
            return approval;
        }
        Policy policy = approval.request().policy();
        Set<String> people = new TreeSet<>(policy.eligible());
        policy.requester().map(Person::email).ifPresent(people::add);
        Approval full = approval;
        for (ChannelName channel : approval.outboxes().keySet()) {
            full = full.with(
                    channel, outbox -> fullest(outbox, people, channel.person().isPresent()));
        }
        String comment = policy.comment() == Policy.Comment.OPTIONAL ? "" : COMMENT;
        for (String person : approval.isOpen() ? policy.eligible() : Set.<String>of()) {
            Vote vote = new Vote(person, full.nameOf(person), ChannelName.EMAIL, Decision.APPROVE, comment, CLAIM.at());
            full = full.voteOf(person).isPresent() ? full : full.with(vote);
        }
        return full;
    }

    private static Outbox fullest(Outbox outbox, Set<String> people, boolean byAlias) {
        Map<String, Claim> claims = new HashMap<>(outbox.claims());
        Map<String, String> aliases = new HashMap<>(outbox.aliases());
        Map<String, String> newest = new LinkedHashMap<>();
        links(outbox).forEach((hash, person) -> newest.put(person.getAsString(), hash));
        for (String person : people) {
            if (byAlias) {
                aliases.putIfAbsent(person, ALIAS);
            } else {
                claims.put(person, CLAIM);
                newest.putIfAbsent(person, HASH + (1000 + newest.size()));
            }
        }
        Map<String, JsonElement> links = new LinkedHashMap<>();
        newest.forEach((person, hash) -> links.put(hash, new JsonPrimitive(person)));
        // Whom it did not reach at first may join later.
        Reach reach = new Reach(Reach.Kind.NOT_CONFIGURED, "", byAlias ? Set.of() : people);
        return new Outbox(byAlias ? outbox.reach() : Optional.of(reach), aliases, claims, own(outbox, links));
    }

    /** Without the oldest links, as many as take {@code bytes}, or all. */
    public static Approval lighter(Approval approval, int bytes) {
        Approval lighter = approval;
        for (ChannelName channel : approval.outboxes().keySet()) {
            lighter = lighter.with(channel, outbox -> {
                Map<String, JsonElement> rest = new LinkedHashMap<>();
                int gone = 0;
                for (Map.Entry<String, JsonElement> link : links(outbox).entrySet()) {
                    if (gone < bytes) {
                        gone += link.getKey().length()
                                + link.getValue().toString().getBytes(StandardCharsets.UTF_8).length
                                + PUNCTUATION;
                    } else {
                        rest.put(link.getKey(), link.getValue());
                    }
                }
                return outbox.with(own(outbox, rest));
            });
        }
        return lighter;
    }

    private static Map<String, JsonElement> links(Outbox outbox) {
        return outbox.own().get(LINKS) instanceof JsonObject links ? links.asMap() : Map.of();
    }

    private static JsonObject own(Outbox outbox, Map<String, JsonElement> links) {
        JsonObject own = new JsonObject();
        outbox.own().entrySet().forEach(field -> own.add(field.getKey(), field.getValue()));
        own.remove(LINKS);
        if (!links.isEmpty()) {
            JsonObject all = new JsonObject();
            links.forEach(all::add);
            own.add(LINKS, all);
        }
        return own;
    }
}

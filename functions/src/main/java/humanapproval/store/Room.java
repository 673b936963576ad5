package humanapproval.store;

import com.google.gson.JsonObject;
import humanapproval.approval.Approval;
import humanapproval.approval.ChannelName;
import humanapproval.approval.Claim;
import humanapproval.approval.Decision;
import humanapproval.approval.Ending;
import humanapproval.approval.Outbox;
import humanapproval.approval.OutcomeDocument;
import humanapproval.approval.Person;
import humanapproval.approval.Policy;
import humanapproval.approval.Reach;
import humanapproval.approval.State;
import humanapproval.approval.Vote;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * How large a record and its outcome may be, and what gives way. Room is kept for every vote that may still come and
 * for a mail with a link for everybody who is named. What would take it is not added: a request that is too large for
 * its people is refused, then a longer comment is, then news below a message is left out. Of the links the oldest go.
 */
final class Room {

    // DynamoDB Developer Guide, Quotas.
    private static final int LARGEST = 400 * 1024;

    // Step Functions Developer Guide, Quotas, and EventBridge User Guide, Calculating PutEvents event entry size.
    private static final int LARGEST_OUTCOME = 256 * 1024;

    // For what comes once for a record, and for the words around an outcome in its event.
    private static final int SPARE = 16 * 1024;

    private static final Claim CLAIM =
            new Claim(Claim.RESULT, Claim.Status.UNCONFIRMED, "-".repeat(36), Instant.EPOCH.plusMillis(1));

    // Two quotes, a colon and a comma.
    private static final int PUNCTUATION = 4;

    private static final String ALIAS = "-".repeat(40);
    private static final String HASH = "-".repeat(60);

    // The least that somebody can say where a comment is asked for.
    private static final String COMMENT = "-".repeat(100);

    private Room() {}

    /** Whether there is room for {@code approval} and for all that must not give way later. */
    static boolean isFor(Approval approval) {
        Approval fullest = fullest(approval);
        Approval ended = fullest.isOpen() ? fullest.ended(Ending.of(State.EXPIRED, Instant.EPOCH)) : fullest;
        return Item.of(fullest).bytes() <= LARGEST - SPARE
                && Item.bytes(OutcomeDocument.of(ended).toString()) <= LARGEST_OUTCOME - SPARE;
    }

    /**
     * The record as full as it may become: everybody votes who still may, every channel has a claim with a link, or an
     * alias, for everybody who is named, and no link but the newest of each person has stayed.
     */
    private static Approval fullest(Approval approval) {
        if (approval.question().isEmpty()) {
            return approval;
        }
        Policy policy = approval.request().policy();
        Set<String> people = new TreeSet<>(policy.eligible());
        policy.requester().map(Person::email).ifPresent(people::add);
        Approval full = approval;
        for (ChannelName channel : approval.outboxes().keySet()) {
            full = full.with(
                    channel, outbox -> channel.hasIds() ? knowing(outbox, people) : delivering(outbox, people));
        }
        String comment = policy.comment() == Policy.Comment.OPTIONAL ? "" : COMMENT;
        for (String person : approval.isOpen() ? policy.eligible() : Set.<String>of()) {
            Vote vote = new Vote(person, full.nameOf(person), ChannelName.EMAIL, Decision.APPROVE, comment, CLAIM.at());
            full = full.voteOf(person).isPresent() ? full : full.with(vote);
        }
        return full;
    }

    private static Outbox knowing(Outbox outbox, Set<String> people) {
        Map<String, String> aliases = new HashMap<>(outbox.aliases());
        people.forEach(person -> aliases.putIfAbsent(person, ALIAS));
        return outbox.knowing(aliases);
    }

    private static Outbox delivering(Outbox outbox, Set<String> people) {
        Map<String, Claim> claims = new HashMap<>(outbox.claims());
        JsonObject own = outbox.own().deepCopy();
        JsonObject links = links(own);
        Set<String> linked = new HashSet<>();
        for (String hash : List.copyOf(links.keySet()).reversed()) {
            if (!linked.add(links.get(hash).getAsString())) {
                links.remove(hash);
            }
        }
        for (String person : people) {
            claims.put(person, CLAIM);
            if (linked.add(person)) {
                links.addProperty(HASH + (1000 + linked.size()), person);
            }
        }
        own.add(Outbox.LINKS, links);
        // Whom it did not reach at first may join later.
        Reach reach = new Reach(Reach.Kind.NOT_CONFIGURED, "", people);
        return new Outbox(Optional.of(reach), outbox.aliases(), claims, own);
    }

    /** Without the oldest links, as many as there is no room for, or all. */
    static Item lighter(Item item) {
        int excess = item.bytes() - LARGEST;
        if (excess <= 0) {
            return item;
        }
        Approval lighter = item.approval();
        for (ChannelName channel : lighter.outboxes().keySet()) {
            lighter = lighter.with(channel, outbox -> {
                JsonObject own = outbox.own().deepCopy();
                JsonObject links = links(own);
                int gone = 0;
                for (String hash : List.copyOf(links.keySet())) {
                    if (gone < excess) {
                        gone += hash.length() + Item.bytes(links.remove(hash).toString()) + PUNCTUATION;
                    }
                }
                return outbox.with(own);
            });
        }
        return Item.of(lighter);
    }

    private static JsonObject links(JsonObject own) {
        return own.get(Outbox.LINKS) instanceof JsonObject links ? links : new JsonObject();
    }
}

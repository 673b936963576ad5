package operator;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonDeserializer;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * An approval's record, as it stands in the table. What a newer release added is left alone.
 *
 * @param question null where it ended before it was asked
 * @param outboxes what each channel that it was asked through has done, by its name
 * @param ending null as long as it is open
 */
record ApprovalRecord(
        String id,
        Waiter waiter,
        Question question,
        List<Vote> votes,
        int reminders,
        Map<String, Outbox> outboxes,
        Ending ending) {

    private static final Gson GSON = new GsonBuilder()
            .registerTypeAdapter(Instant.class, (JsonDeserializer<Instant>)
                    (json, type, context) -> Instant.parse(json.getAsString()))
            .create();

    record Waiter(String executionArn, String taskToken) {}

    record Question(JsonObject input, Instant askedAt, Instant deadline) {}

    record Vote(String approver, String channel, String decision, String comment, Instant at) {}

    /**
     * @param reach whom the channel reaches, null as long as it has not said so
     * @param claims how far each delivery came, by its key
     */
    record Outbox(Reach reach, Map<String, Claim> claims) {}

    record Reach(String kind, String reason, List<String> unreached) {}

    record Claim(String status, int round, Instant at) {}

    /** @param told whether whoever waits knows: NOT_YET, RESUMED, TAKEN or GIVEN_UP */
    record Ending(String state, Instant at, Failure failure, String told) {}

    record Failure(String name, String cause) {}

    static ApprovalRecord of(Map<String, AttributeValue> item) {
        return GSON.fromJson(item.get("document").s(), ApprovalRecord.class);
    }

    boolean isOpen() {
        return ending == null;
    }

    String state() {
        return isOpen() ? "OPEN" : ending.state();
    }

    /** Whether it has ended and whoever waits is not known to have heard. */
    boolean isUntold() {
        return !isOpen() && ending.told().equals("NOT_YET");
    }

    /** When it was asked; when it ended, where it never was. */
    Instant since() {
        return question == null ? ending.at() : question.askedAt();
    }

    String title() {
        return text("title").filter(title -> !title.isBlank()).orElse("(without a title)");
    }

    int needed() {
        return text("requiredApprovals").map(Integer::parseInt).orElse(1);
    }

    private Optional<String> text(String field) {
        return Optional.ofNullable(question)
                .map(asked -> asked.input().get(field))
                .filter(JsonElement::isJsonPrimitive)
                .map(JsonElement::getAsString);
    }

    /** When each channel had delivered for the first time, of those that have. */
    Map<String, Instant> delivered() {
        var first = new TreeMap<String, Instant>();
        outboxes.forEach((channel, outbox) -> outbox.claims().values().stream()
                .filter(claim -> claim.status().equals("SENT"))
                .map(Claim::at)
                .min(Comparator.naturalOrder())
                .ifPresent(at -> first.put(channel, at)));
        return first;
    }

    /** The delivery to somebody, for the {@code round}th time or a later one, if it was made. */
    Optional<Claim> sent(String channel, String key, int round) {
        return Optional.ofNullable(outboxes.get(channel))
                .map(outbox -> outbox.claims().get(key))
                .filter(claim -> claim.status().equals("SENT") && claim.round() >= round);
    }
}

package operator;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** An approval's record, as it stands in the table. Fields that a newer release added are left alone. */
record ApprovalRecord(JsonObject document) {

    /** How far one delivery came. */
    record Claim(String status, int round, Instant at) {}

    record Vote(String approver, String channel, String decision, String comment, Instant at) {}

    static ApprovalRecord of(Map<String, AttributeValue> item) {
        return new ApprovalRecord(
                JsonParser.parseString(item.get("document").s()).getAsJsonObject());
    }

    String id() {
        return text(document, "id");
    }

    String execution() {
        return text(object(document, "waiter"), "executionArn");
    }

    String taskToken() {
        return text(object(document, "waiter"), "taskToken");
    }

    /** OPEN as long as it has not ended. */
    String state() {
        return object(document, "ending").isEmpty() ? "OPEN" : text(object(document, "ending"), "state");
    }

    boolean isOpen() {
        return state().equals("OPEN");
    }

    /** Whether whoever waits knows the end: NOT_YET, TAKEN or GIVEN_UP. */
    String told() {
        return text(object(document, "ending"), "told");
    }

    Optional<Instant> endedAt() {
        return time(object(document, "ending"), "at");
    }

    /** Why it failed, if it did. */
    String cause() {
        return text(object(object(document, "ending"), "failure"), "cause");
    }

    String title() {
        var title = text(input(), "title");
        return title.isBlank() ? "(without a title)" : title;
    }

    Optional<Instant> askedAt() {
        return time(object(document, "question"), "askedAt");
    }

    Optional<Instant> deadline() {
        return time(object(document, "question"), "deadline");
    }

    String digest() {
        return text(object(document, "question"), "digest");
    }

    int needed() {
        return input().get("requiredApprovals") instanceof JsonElement count && count.isJsonPrimitive()
                ? count.getAsInt()
                : 1;
    }

    int reminders() {
        return document.has("reminders") ? document.get("reminders").getAsInt() : 0;
    }

    List<Vote> votes() {
        return StreamSupport.stream(document.getAsJsonArray("votes").spliterator(), false)
                .map(JsonElement::getAsJsonObject)
                .map(vote -> new Vote(
                        text(vote, "approver"),
                        text(vote, "channel"),
                        text(vote, "decision"),
                        text(vote, "comment"),
                        time(vote, "at").orElse(Instant.EPOCH)))
                .toList();
    }

    /** The channels that it was asked through. */
    List<String> channels() {
        return List.copyOf(object(document, "outboxes").keySet());
    }

    /** Whom a channel reaches; empty as long as it has not said so. */
    JsonObject reach(String channel) {
        return object(object(object(document, "outboxes"), channel), "reach");
    }

    /** What a channel has delivered or tries to, by key, the earliest first. */
    Map<String, Claim> claims(String channel) {
        var claims = new TreeMap<String, Claim>();
        object(object(object(document, "outboxes"), channel), "claims")
                .entrySet()
                .forEach(each -> {
                    var claim = each.getValue().getAsJsonObject();
                    claims.put(
                            each.getKey(),
                            new Claim(
                                    text(claim, "status"),
                                    claim.get("round").getAsInt(),
                                    time(claim, "at").orElse(Instant.EPOCH)));
                });
        return claims;
    }

    /** Whether that was delivered, for the {@code round}th time or a later one. */
    boolean isSent(String channel, String key, int round) {
        var claim = claims(channel).get(key);
        return claim != null && claim.status().equals("SENT") && claim.round() >= round;
    }

    private JsonObject input() {
        return object(object(document, "question"), "input");
    }

    static JsonObject object(JsonObject in, String name) {
        return in.get(name) instanceof JsonObject object ? object : new JsonObject();
    }

    static String text(JsonObject in, String name) {
        return in.get(name) instanceof JsonElement value && value.isJsonPrimitive() ? value.getAsString() : "";
    }

    private static Optional<Instant> time(JsonObject in, String name) {
        return Optional.of(text(in, name)).filter(text -> !text.isEmpty()).map(Instant::parse);
    }
}

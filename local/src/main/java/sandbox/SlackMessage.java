package sandbox;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A message as it stands in a channel now.
 *
 * @param thread the message that it answers, if any
 * @param edits how often it was changed
 * @param warning what Slack showed after the last press that the app did not answer, else empty
 */
public record SlackMessage(String channel, String ts, Optional<String> thread, String text, JsonArray blocks, int edits, String warning, Instant changedAt) {

    /** A piece of what a reader sees. */
    record Piece(String text, boolean bold, boolean quote, String url) {}

    /** Everything that a reader sees, without buttons and fields. */
    public String read() {
        return blocks.isEmpty() ? text : pieces().stream().map(Piece::text).collect(Collectors.joining());
    }

    /** Whether it can be answered. */
    public boolean hasButtons() {
        return !buttons().isEmpty();
    }

    List<JsonObject> buttons() {
        return blocks.asList().stream().map(JsonElement::getAsJsonObject).filter(block -> type(block).equals("actions"))
                .flatMap(block -> block.getAsJsonArray("elements").asList().stream()).map(JsonElement::getAsJsonObject).toList();
    }

    List<Piece> pieces() {
        var pieces = new ArrayList<Piece>();
        for (var each : blocks) {
            var block = each.getAsJsonObject();
            switch (type(block)) {
                case "rich_text" -> block.getAsJsonArray("elements").forEach(part -> {
                    var quote = type(part.getAsJsonObject()).equals("rich_text_quote");
                    part.getAsJsonObject().getAsJsonArray("elements").forEach(element -> pieces.add(piece(element.getAsJsonObject(), quote)));
                });
                case "section" -> pieces.add(new Piece(block.getAsJsonObject("text").get("text").getAsString(), false, false, null));
                default -> {
                    continue;
                }
            }
            pieces.add(new Piece("\n", false, false, null));
        }
        return pieces;
    }

    private static Piece piece(JsonObject element, boolean quote) {
        return switch (type(element)) {
            case "link" -> {
                var url = element.get("url").getAsString();
                yield new Piece(element.has("text") ? element.get("text").getAsString() : url, false, quote, url);
            }
            case "user" -> new Piece("@" + element.get("user_id").getAsString(), true, quote, null);
            case "date" -> new Piece(element.get("fallback").getAsString(), false, quote, null);
            default -> new Piece(element.get("text").getAsString(), element.has("style"), quote, null);
        };
    }

    private static String type(JsonObject object) {
        return object.get("type").getAsString();
    }
}

package sandbox;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A message as it stands in a channel now.
 *
 * @param thread the message that it answers, if any
 * @param edits how often it was changed
 * @param warning what Slack showed after the last press that the app did not answer, else empty
 */
public record SlackMessage(
        String channel,
        String ts,
        Optional<String> thread,
        String text,
        JsonArray blocks,
        int edits,
        String warning,
        Instant changedAt) {

    /**
     * What stands below each other.
     *
     * @param kind Slack's type of it
     */
    record Line(String kind, List<Piece> pieces) {

        String read() {
            return pieces.stream().map(Piece::text).collect(Collectors.joining());
        }
    }

    /** A piece of what a reader sees. */
    record Piece(String text, boolean bold, String url) {}

    /** With other words in it, and no warning. */
    SlackMessage edited(String text, JsonArray blocks) {
        return new SlackMessage(channel, ts, thread, text, blocks, edits + 1, "", Instant.now());
    }

    SlackMessage warned(String warning) {
        return new SlackMessage(channel, ts, thread, text, blocks, edits, warning, changedAt);
    }

    /** What a phone shows when it arrives. */
    public String notification() {
        return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
    }

    /** Everything that a reader sees, without buttons and fields, and people by their ids. */
    public String read() {
        return read(id -> id);
    }

    /** The same with the names that Slack shows for people's ids. */
    String read(UnaryOperator<String> names) {
        return blocks.isEmpty() ? text : lines(names).stream().map(Line::read).collect(Collectors.joining("\n"));
    }

    /** Whether it can be answered. */
    public boolean hasButtons() {
        return !buttons().isEmpty();
    }

    List<JsonObject> buttons() {
        return blocks("actions")
                .flatMap(block -> block.getAsJsonArray("elements").asList().stream())
                .map(JsonElement::getAsJsonObject)
                .toList();
    }

    Optional<JsonObject> button(String action) {
        return buttons().stream()
                .filter(button -> button.get("action_id").getAsString().equals(action))
                .findFirst();
    }

    /** The block with the field for a comment. */
    Optional<JsonObject> input() {
        return blocks("input").findFirst();
    }

    List<Line> lines(UnaryOperator<String> names) {
        return all(blocks)
                .flatMap(block -> switch (type(block)) {
                    case "rich_text" ->
                        all(block.getAsJsonArray("elements"))
                                .map(part -> new Line(
                                        type(part),
                                        all(part.getAsJsonArray("elements"))
                                                .map(element -> piece(element, names))
                                                .toList()));
                    case "header", "section" ->
                        Stream.of(new Line(
                                type(block),
                                List.of(new Piece(
                                        block.getAsJsonObject("text")
                                                .get("text")
                                                .getAsString(),
                                        false,
                                        null))));
                    default -> Stream.<Line>empty();
                })
                .toList();
    }

    private static Piece piece(JsonObject element, UnaryOperator<String> names) {
        return switch (type(element)) {
            case "link" -> {
                var url = element.get("url").getAsString();
                yield new Piece(element.has("text") ? element.get("text").getAsString() : url, false, url);
            }
            case "user" -> new Piece("@" + names.apply(element.get("user_id").getAsString()), true, null);
            case "date" -> new Piece(element.get("fallback").getAsString(), false, null);
            default -> new Piece(element.get("text").getAsString(), element.has("style"), null);
        };
    }

    private Stream<JsonObject> blocks(String type) {
        return all(blocks).filter(block -> type(block).equals(type));
    }

    private static Stream<JsonObject> all(JsonArray objects) {
        return objects.asList().stream().map(JsonElement::getAsJsonObject);
    }

    private static String type(JsonObject object) {
        return object.get("type").getAsString();
    }
}

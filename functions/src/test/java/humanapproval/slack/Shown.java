package humanapproval.slack;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import humanapproval.fake.SlackCall;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A message as Slack gets it. */
record Shown(String text, JsonArray blocks) {

    static Shown of(SlackCall call) {
        return new Shown(call.argument("text"), call.blockList());
    }

    /** Everything that counts as the message's text. */
    int length() {
        return text.length() + strings(blocks).stream().mapToInt(String::length).sum();
    }

    /** Every text and address of the blocks in their order. */
    String all() {
        return String.join("", strings(blocks));
    }

    /** The title above. */
    String heading() {
        return blocks.get(0)
                .getAsJsonObject()
                .getAsJsonObject("text")
                .get("text")
                .getAsString();
    }

    /** The elements of the rich text block {@code index}. */
    List<JsonObject> rich(int index) {
        return blocks.get(index).getAsJsonObject().getAsJsonArray("elements").asList().stream()
                .flatMap(part -> part.getAsJsonObject().getAsJsonArray("elements").asList().stream())
                .map(JsonElement::getAsJsonObject)
                .toList();
    }

    /** The elements of that type in the rich text blocks. */
    List<JsonObject> elements(String type) {
        List<JsonObject> found = new ArrayList<>();
        for (int i = 0; i < blocks.size(); i++) {
            if (types().get(i).equals("rich_text")) {
                rich(i).stream().filter(element -> isA(type, element)).forEach(found::add);
            }
        }
        return found;
    }

    /** The links in the rich text block {@code index}. */
    List<JsonObject> links(int index) {
        return rich(index).stream().filter(element -> isA("link", element)).toList();
    }

    private static boolean isA(String type, JsonObject element) {
        return element.get("type").getAsString().equals(type);
    }

    List<String> types() {
        return blocks.asList().stream()
                .map(block -> block.getAsJsonObject().get("type").getAsString())
                .toList();
    }

    boolean hasButtons() {
        return types().contains("actions");
    }

    /** The texts and addresses of {@code elements} as one text. */
    static String joined(List<JsonObject> elements) {
        return elements.stream()
                .map(element ->
                        element.get(element.has("text") ? "text" : "url").getAsString())
                .collect(Collectors.joining());
    }

    private static List<String> strings(JsonElement json) {
        List<String> found = new ArrayList<>();
        if (json instanceof JsonArray array) {
            array.forEach(element -> found.addAll(strings(element)));
        } else if (json instanceof JsonObject object) {
            object.entrySet().forEach(entry -> {
                if (entry.getValue() instanceof JsonPrimitive value
                        && (entry.getKey().equals("text") || entry.getKey().equals("url"))) {
                    found.add(value.getAsString());
                } else {
                    found.addAll(strings(entry.getValue()));
                }
            });
        }
        return found;
    }
}

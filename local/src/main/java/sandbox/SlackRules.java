package sandbox;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.net.URI;
import java.util.HashSet;
import java.util.Set;

/**
 * What Slack accepts as blocks, for the types that the product uses (Slack's Block Kit reference, a page for each
 * type). Anything else, other types and fields included, is refused.
 */
final class SlackRules {
    private static final int MOST_BLOCKS = 50;
    // As JSON. Documented nowhere; reported at about 13,200 characters (slackapi/bolt-js issue 2509).
    private static final int MOST_CHARACTERS = 13_000;

    private final Set<String> blockIds = new HashSet<>();

    private SlackRules() {}

    /** Throws {@link SlackRefusal} with Slack's error code. */
    static void check(JsonArray blocks) {
        var rules = new SlackRules();
        rules.require(blocks.size() <= MOST_BLOCKS, "no more than 50 items allowed");
        blocks.forEach(block -> rules.block(rules.object(block, "block")));
        if (blocks.toString().length() > MOST_CHARACTERS) {
            throw new SlackRefusal("msg_blocks_too_long");
        }
    }

    private void block(JsonObject block) {
        if (block.has("block_id")) {
            var id = text(block, "block_id", 1, 255);
            require(blockIds.add(id), "block_id " + id + " is there twice");
        }
        switch (type(block)) {
            case "rich_text" -> {
                only(block, "type", "block_id", "elements");
                array(block, "elements").forEach(part -> part(object(part, "part of a rich text")));
            }
            case "header" -> {
                only(block, "type", "block_id", "text");
                plain(block, "text", 150);
            }
            case "section" -> {
                only(block, "type", "block_id", "text");
                plain(block, "text", 3000);
            }
            case "input" -> {
                only(block, "type", "block_id", "label", "element", "optional", "hint");
                if (block.has("hint")) {
                    plain(block, "hint", 2000);
                }
                plain(block, "label", 2000);
                var field = object(block.get("element"), "element");
                require(type(field).equals("plain_text_input"), "an input holds a plain_text_input");
                only(field, "type", "action_id", "multiline", "max_length");
                text(field, "action_id", 1, 255);
                require(
                        !field.has("max_length") || field.get("max_length").getAsInt() <= 3000,
                        "max_length is at most 3000");
            }
            case "actions" -> {
                only(block, "type", "block_id", "elements");
                var elements = array(block, "elements");
                require(elements.size() <= 25, "no more than 25 elements");
                elements.forEach(element -> button(object(element, "element")));
            }
            default -> throw new SlackRefusal("invalid_blocks", "unsupported type: " + type(block));
        }
    }

    private void part(JsonObject part) {
        require(
                Set.of("rich_text_section", "rich_text_quote", "rich_text_preformatted")
                        .contains(type(part)),
                "unsupported type: " + type(part));
        only(part, "type", "elements");
        for (var each : array(part, "elements")) {
            var element = object(each, "element");
            switch (type(element)) {
                case "text" -> {
                    only(element, "type", "text", "style");
                    looks(element, "bold", "italic", "strike", "code");
                    text(element, "text", 1, Integer.MAX_VALUE);
                }
                case "link" -> {
                    only(element, "type", "url", "text", "style");
                    looks(element, "bold", "italic", "strike", "code");
                    address(text(element, "url", 1, 3000));
                    if (element.has("text")) {
                        text(element, "text", 1, 3000);
                    }
                }
                case "user" -> {
                    only(element, "type", "user_id", "style");
                    looks(element, "bold", "italic", "strike", "highlight", "client_highlight", "unlink");
                    text(element, "user_id", 1, 50);
                }
                case "date" -> {
                    only(element, "type", "timestamp", "format", "fallback");
                    require(element.get("timestamp").getAsLong() > 0, "timestamp");
                    text(element, "format", 1, 500);
                    text(element, "fallback", 1, 500);
                }
                default -> throw new SlackRefusal("invalid_blocks", "unsupported type: " + type(element));
            }
        }
    }

    /** How a part of a rich text looks: the named choices, each true or false. */
    private void looks(JsonObject element, String... choices) {
        if (element.has("style")) {
            var style = object(element.get("style"), "style");
            only(style, choices);
            style.asMap()
                    .values()
                    .forEach(on -> require(
                            on instanceof JsonPrimitive choice && choice.isBoolean(), "a style is true or false"));
        }
    }

    private void button(JsonObject button) {
        require(type(button).equals("button"), "only buttons here");
        only(button, "type", "action_id", "text", "value", "style", "confirm");
        text(button, "action_id", 1, 255);
        text(button, "value", 1, 2000);
        plain(button, "text", 75);
        style(button);
        var confirm = object(button.get("confirm"), "confirm");
        only(confirm, "title", "text", "confirm", "deny", "style");
        plain(confirm, "title", 100);
        plain(confirm, "text", 300);
        plain(confirm, "confirm", 30);
        plain(confirm, "deny", 30);
        style(confirm);
    }

    private void style(JsonObject element) {
        require(
                !element.has("style") || Set.of("primary", "danger").contains(text(element, "style", 1, 20)),
                "style is primary or danger");
    }

    private void plain(JsonObject in, String name, int most) {
        var object = object(in.get(name), name);
        only(object, "type", "text", "emoji");
        require(type(object).equals("plain_text"), name + " is plain_text");
        text(object, "text", 1, most);
    }

    private void address(String url) {
        try {
            var uri = URI.create(url);
            require(
                    Set.of("http", "https").contains(String.valueOf(uri.getScheme())) && uri.getHost() != null,
                    "invalid url");
        } catch (IllegalArgumentException e) {
            throw new SlackRefusal("invalid_blocks", "invalid url");
        }
    }

    private String type(JsonObject object) {
        return text(object, "type", 1, 100);
    }

    private String text(JsonObject object, String name, int least, int most) {
        require(object.get(name) instanceof JsonPrimitive value && value.isString(), name + " is missing");
        var value = object.get(name).getAsString();
        var characters = value.codePointCount(0, value.length());
        require(
                characters >= least && characters <= most,
                name + " must have " + least + " to " + most + " characters");
        return value;
    }

    private JsonObject object(JsonElement element, String name) {
        require(element instanceof JsonObject, name + " must be an object");
        return element.getAsJsonObject();
    }

    private JsonArray array(JsonObject object, String name) {
        require(object.get(name) instanceof JsonArray array && !array.isEmpty(), name + " must not be empty");
        return object.getAsJsonArray(name);
    }

    private void only(JsonObject object, String... names) {
        for (var name : object.keySet()) {
            require(Set.of(names).contains(name), "unknown field: " + name);
        }
    }

    private void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new SlackRefusal("invalid_blocks", otherwise);
        }
    }
}

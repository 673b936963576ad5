package sandbox;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What Slack accepts as blocks, for the types that the product uses (Slack's Block Kit reference, a page for each
 * type). Anything else, other types and fields included, is refused. The fields of each type stand in slack-blocks.json
 * with what they may hold; those with a question mark may be missing.
 */
final class SlackRules {
    private static final int MOST_BLOCKS = 50;
    // As JSON. Documented nowhere; reported at about 13,200 characters (slackapi/bolt-js issue 2509).
    private static final int MOST_CHARACTERS = 13_000;

    private static final Set<String> BLOCKS = Set.of("rich_text", "header", "section", "input", "actions");
    private static final JsonObject TYPES =
            JsonParser.parseString(PlaygroundPage.resource("slack-blocks.json")).getAsJsonObject();

    private SlackRules() {}

    /** The blocks of a message with that text, if Slack takes both; else throws as {@link #check} does. */
    static JsonArray read(String text, String blocks) {
        if (text.isEmpty()) {
            throw new SlackRefusal("no_text");
        }
        if (text.length() > 40_000) {
            throw new SlackRefusal("msg_too_long");
        }
        var parsed = blocks.isEmpty()
                ? new JsonArray()
                : JsonParser.parseString(blocks).getAsJsonArray();
        check(parsed);
        return parsed;
    }

    /** The same for a change of a message (Slack's page chat.update, Errors). */
    static JsonArray edited(JsonArray before, String text, String blocks) {
        if (text.length() > 4000) {
            throw new SlackRefusal("msg_too_long");
        }
        var after = read(text, blocks);
        if (hasRichText(before) && !hasRichText(after)) {
            throw new SlackRefusal("block_mismatch");
        }
        return after;
    }

    private static boolean hasRichText(JsonArray blocks) {
        return blocks.asList().stream()
                .anyMatch(block ->
                        block.getAsJsonObject().get("type").getAsString().equals("rich_text"));
    }

    /** Throws {@link SlackRefusal} with Slack's error code. */
    static void check(JsonArray blocks) {
        require(blocks.size() <= MOST_BLOCKS, "no more than 50 items allowed");
        var ids = new HashSet<String>();
        for (var block : blocks) {
            object(block, BLOCKS);
            var id = block.getAsJsonObject().get("block_id");
            require(id == null || ids.add(id.getAsString()), "a block_id is there twice: " + id);
        }
        if (blocks.toString().length() > MOST_CHARACTERS) {
            throw new SlackRefusal("msg_blocks_too_long");
        }
    }

    /** An object of one of these types. */
    private static void object(JsonElement value, Collection<String> types) {
        var type = value instanceof JsonObject object && object.get("type") instanceof JsonPrimitive name
                ? name.getAsString()
                : "none";
        require(types.contains(type), "unsupported type: " + type);
        var fields = value.getAsJsonObject().deepCopy();
        fields.remove("type");
        fields(fields, type);
    }

    private static void fields(JsonElement value, String type) {
        require(value instanceof JsonObject, type + " must be an object");
        var object = value.getAsJsonObject();
        var known = TYPES.getAsJsonObject(type);
        object.keySet().forEach(name -> require(known.has(name) || known.has(name + "?"), "unknown field: " + name));
        known.asMap().forEach((field, rule) -> {
            var name = field.replace("?", "");
            if (object.has(name)) {
                field(name, object.get(name), List.of(rule.getAsString().split(" ")));
            } else {
                require(field.endsWith("?"), name + " is missing");
            }
        });
    }

    private static void field(String name, JsonElement value, List<String> rule) {
        var words = rule.subList(1, rule.size());
        switch (rule.getFirst()) {
            case "text" -> text(name, value, Integer.parseInt(words.getFirst()));
            case "plain" -> plain(name, value, Integer.parseInt(words.getFirst()));
            case "choice" -> require(words.contains(text(name, value, 20)), name + " must be one of " + words);
            case "flag" -> flag(name, value);
            case "flags" -> {
                require(value instanceof JsonObject, name + " must be an object");
                value.getAsJsonObject().asMap().forEach((each, on) -> {
                    require(words.contains(each), "unknown field: " + each);
                    flag(each, on);
                });
            }
            case "number" -> {
                require(value instanceof JsonPrimitive number && number.isNumber(), name + " must be a number");
                var number = value.getAsLong();
                require(number > 0 && number <= Long.parseLong(words.getFirst()), name + " is out of range");
            }
            case "url" -> require(isAddress(text(name, value, 3000)), "invalid url");
            case "fields" -> fields(value, words.getFirst());
            case "object" -> object(value, words);
            case "list" -> {
                require(value instanceof JsonArray array && !array.isEmpty(), name + " must not be empty");
                value.getAsJsonArray().forEach(each -> object(each, words));
            }
            default -> throw new IllegalStateException("There is no rule " + rule + ".");
        }
    }

    private static String text(String name, JsonElement value, int most) {
        require(value instanceof JsonPrimitive text && text.isString(), name + " must be a text");
        var text = value.getAsString();
        var characters = text.codePointCount(0, text.length());
        require(characters >= 1 && characters <= most, name + " must have 1 to " + most + " characters");
        return text;
    }

    private static void plain(String name, JsonElement value, int most) {
        require(value instanceof JsonObject, name + " must be an object");
        var object = value.getAsJsonObject();
        require(Set.of("type", "text", "emoji").containsAll(object.keySet()), "unknown field in " + name);
        field("type", object.get("type"), List.of("choice", "plain_text"));
        text("text", object.get("text"), most);
    }

    private static void flag(String name, JsonElement value) {
        require(value instanceof JsonPrimitive flag && flag.isBoolean(), name + " must be true or false");
    }

    private static boolean isAddress(String url) {
        try {
            var address = new URI(url);
            return List.of("http", "https").contains(String.valueOf(address.getScheme())) && address.getHost() != null;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new SlackRefusal("invalid_blocks", otherwise);
        }
    }
}

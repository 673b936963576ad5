package humanapproval.slack;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.slack.api.model.block.LayoutBlock;
import com.slack.api.util.json.GsonFactory;
import humanapproval.channel.TryLaterException;
import humanapproval.json.JsonFields;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The methods of Slack that are called, each as Slack's page of it says. All throw {@link SlackErrorException} when
 * Slack refuses, {@link TryLaterException} when it asks for time, {@link SlackCalls.UnreachableException} when it does
 * not answer: then nobody knows whether it was done.
 */
final class SlackClient {

    // Of at most 999.
    private static final String MEMBERS_AT_ONCE = "500";
    private static final Gson BLOCKS =
            GsonFactory.createSnakeCase().newBuilder().disableHtmlEscaping().create();

    private final SlackCalls calls;
    private Optional<Workspace> workspace = Optional.empty();

    /**
     * Where a token belongs.
     *
     * @param organisation the id of the organisation that has the workspace, empty without one
     * @param wide whether the app is installed for the organisation and not for a workspace
     */
    record Workspace(String token, String team, String organisation, boolean wide) {}

    /** Some of a channel's members, and where the next ones begin. */
    record Members(List<String> users, Optional<String> next) {}

    /**
     * What was posted.
     *
     * @param channel where it is: what was sent to a person is in a channel of theirs
     * @param inThread whether it answers a message: what should, stands alone where that message was deleted
     */
    record Posted(String channel, String ts, String app, boolean inThread) {}

    SlackClient(SlackCalls calls) {
        this.calls = calls;
    }

    /** Whether somebody has filled the token in. */
    boolean isConfigured() {
        return !calls.token().isEmpty();
    }

    /** Where the app is installed. */
    Workspace workspace(String api) {
        String current = calls.token();
        if (workspace.filter(known -> known.token().equals(current)).isEmpty()) {
            JsonFields known = calls.call(api, "auth.test", Map.of());
            workspace = Optional.of(new Workspace(
                    current,
                    known.text("team_id"),
                    known.optionalText("enterprise_id").orElse(""),
                    known.flag("is_enterprise_install")));
        }
        return workspace.get();
    }

    /** The id of the active person with that email. */
    Optional<String> userByEmail(String api, String email) {
        return person(api, "users.lookupByEmail", Map.of("email", email));
    }

    /** The same id, where it is that of an active person. */
    Optional<String> userById(String api, String id) {
        return person(api, "users.info", Map.of("user", id));
    }

    private Optional<String> person(String api, String method, Map<String, String> who) {
        try {
            JsonFields user = calls.call(api, method, who).object("user");
            return user.flag("deleted") || user.flag("is_bot") ? Optional.empty() : user.optionalText("id");
        } catch (SlackErrorException e) {
            if (e.meansNobody()) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** A page of a channel's members; {@code cursor} is empty for the first one. */
    Members members(String api, String channel, String cursor) {
        JsonFields page = calls.call(
                api, "conversations.members", Map.of("channel", channel, "limit", MEMBERS_AT_ONCE, "cursor", cursor));
        Optional<String> next = page.has("response_metadata")
                ? page.object("response_metadata").optionalText("next_cursor")
                : Optional.empty();
        return new Members(
                page.json().getAsJsonArray("members").asList().stream()
                        .map(JsonElement::getAsString)
                        .toList(),
                next.filter(more -> !more.isEmpty()));
    }

    /** Posts to a channel or a person; where {@code thread} is not empty, below that message. */
    Posted post(String api, String channel, Optional<String> thread, Content content) {
        JsonFields answer = withBlocks(content, blocks -> {
            Map<String, String> arguments = shown(channel, content.text(), blocks);
            thread.ifPresent(ts -> arguments.put("thread_ts", ts));
            arguments.put("unfurl_links", "false");
            arguments.put("unfurl_media", "false");
            return calls.call(api, "chat.postMessage", arguments);
        });
        JsonFields message = answer.has("message") ? answer.object("message") : new JsonFields(new JsonObject(), "");
        return new Posted(
                answer.optionalText("channel").orElse(channel),
                answer.text("ts"),
                message.optionalText("app_id").orElse(""),
                message.has("thread_ts"));
    }

    /** Puts {@code content} in the place of what a message says. */
    void update(String api, String channel, String ts, Content content) {
        withBlocks(content, blocks -> {
            Map<String, String> arguments = shown(channel, content.text(), blocks);
            arguments.put("ts", ts);
            return calls.call(api, "chat.update", arguments);
        });
    }

    /** Takes a message away. */
    void delete(String api, String channel, String ts) {
        calls.call(api, "chat.delete", Map.of("channel", channel, "ts", ts));
    }

    /** Shows {@code note} to one person only: by the address that came with their press, else by their id. */
    void tell(String api, Press press, Content note) {
        if (!responded(press, note)) {
            Map<String, String> arguments = shown(press.channel(), note.text(), note.blocks());
            arguments.put("user", press.user());
            press.thread().ifPresent(ts -> arguments.put("thread_ts", ts));
            calls.call(api, "chat.postEphemeral", arguments);
        }
    }

    private boolean responded(Press press, Content note) {
        JsonObject body = new JsonObject();
        body.addProperty("text", note.text());
        body.add("blocks", BLOCKS.toJsonTree(note.blocks()));
        body.addProperty("response_type", "ephemeral");
        body.addProperty("replace_original", false);
        press.thread().ifPresent(ts -> body.addProperty("thread_ts", ts));
        return calls.respond(press.responseUrl(), body);
    }

    private static Map<String, String> shown(String channel, String text, List<LayoutBlock> blocks) {
        return new HashMap<>(Map.of("channel", channel, "text", text, "blocks", BLOCKS.toJson(blocks)));
    }

    private static JsonFields withBlocks(Content content, Function<List<LayoutBlock>, JsonFields> call) {
        try {
            return call.apply(content.blocks());
        } catch (SlackErrorException e) {
            if (e.isAboutBlocks() && !content.minimal().isEmpty()) {
                return call.apply(content.minimal());
            }
            throw e;
        }
    }
}

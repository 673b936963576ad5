package humanapproval.slack;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.slack.api.util.json.GsonFactory;
import humanapproval.channel.TryLaterException;
import humanapproval.json.JsonFields;
import humanapproval.slack.SlackErrorException.Kind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The methods of Slack that are called, each as Slack's page of it says. All throw {@link SlackErrorException} when
 * Slack refuses, {@link TryLaterException} when it asks for time, {@link SlackCalls.UnreachableException} when it does
 * not answer: then nobody knows whether it was done.
 *
 * @param api where the deployer's Slack has its methods
 */
record SlackClient(SlackCalls calls, String api) {

    // Of at most 999.
    private static final String MEMBERS_AT_ONCE = "500";
    private static final Gson BLOCKS =
            GsonFactory.createSnakeCase().newBuilder().disableHtmlEscaping().create();

    /**
     * Where an app belongs.
     *
     * @param organisation the id of the organisation that has the workspace, empty without one
     * @param wide whether the app is installed for the organisation and not for a workspace
     */
    record Workspace(String team, String organisation, boolean wide) {}

    record Members(List<String> users, Optional<String> next) {}

    /**
     * What was posted.
     *
     * @param channel where it is: what was sent to a person is in a channel of theirs
     * @param inThread whether it answers a message: what should, stands alone where that message was deleted
     */
    record Posted(String channel, String ts, String app, boolean inThread) {}

    /** The app's token, empty as long as nobody has filled it in. */
    String token() {
        return calls.token();
    }

    /** Where that token belongs. */
    Workspace workspace() {
        JsonFields known = call("auth.test", Map.of());
        return new Workspace(
                known.text("team_id"),
                known.optionalText("enterprise_id").orElse(""),
                known.flag("is_enterprise_install"));
    }

    /** The id of the active person with that email, or with that id; none where there is none. */
    Optional<String> userByEmail(String email) {
        return person("users.lookupByEmail", Map.of("email", email));
    }

    Optional<String> userById(String id) {
        return person("users.info", Map.of("user", id));
    }

    private Optional<String> person(String method, Map<String, String> who) {
        return SlackErrorException.unless(refused -> refused.is(Kind.NOBODY), () -> call(method, who))
                .map(answer -> answer.object("user"))
                .filter(user -> !user.flag("deleted") && !user.flag("is_bot"))
                .flatMap(user -> user.optionalText("id"));
    }

    /** A page of a channel's members; {@code cursor} is empty for the first one. */
    Members members(String channel, String cursor) {
        JsonFields page =
                call("conversations.members", Map.of("channel", channel, "limit", MEMBERS_AT_ONCE, "cursor", cursor));
        Stream<JsonElement> members = page.json().getAsJsonArray("members").asList().stream();
        Optional<String> next = page.has("response_metadata")
                ? page.object("response_metadata").optionalText("next_cursor").filter(more -> !more.isEmpty())
                : Optional.empty();
        return new Members(members.map(JsonElement::getAsString).toList(), next);
    }

    /** Posts to a channel or a person; where {@code thread} is not empty, below that message. */
    Posted post(String channel, Optional<String> thread, Content content) {
        Map<String, String> where = at(channel, thread);
        where.putAll(Map.of("unfurl_links", "false", "unfurl_media", "false"));
        JsonFields answer = show("chat.postMessage", where, content);
        JsonFields message = answer.has("message") ? answer.object("message") : answer;
        return new Posted(
                answer.optionalText("channel").orElse(channel),
                answer.text("ts"),
                message.optionalText("app_id").orElse(""),
                message.has("thread_ts"));
    }

    /** Puts {@code content} in the place of what a message says. */
    void update(String channel, String ts, Content content) {
        show("chat.update", Map.of("channel", channel, "ts", ts), content);
    }

    void delete(String channel, String ts) {
        call("chat.delete", Map.of("channel", channel, "ts", ts));
    }

    /** Shows {@code note} to one person only: by the address that came with their press, else by their id. */
    void tell(Press press, Content note) {
        JsonObject body = new JsonObject();
        body.addProperty("text", note.text());
        body.add("blocks", BLOCKS.toJsonTree(note.blocks()));
        body.addProperty("response_type", "ephemeral");
        body.addProperty("replace_original", false);
        press.thread().ifPresent(ts -> body.addProperty("thread_ts", ts));
        if (!calls.respond(press.responseUrl(), body)) {
            Map<String, String> where = at(press.channel(), press.thread());
            where.put("user", press.user());
            show("chat.postEphemeral", where, note);
        }
    }

    private static Map<String, String> at(String channel, Optional<String> thread) {
        Map<String, String> where = new HashMap<>(Map.of("channel", channel));
        thread.ifPresent(ts -> where.put("thread_ts", ts));
        return where;
    }

    private JsonFields show(String method, Map<String, String> where, Content content) {
        Map<String, String> arguments = new HashMap<>(where);
        arguments.put("text", content.text());
        arguments.put("blocks", BLOCKS.toJson(content.blocks()));
        try {
            return call(method, arguments);
        } catch (SlackErrorException e) {
            if (!e.is(Kind.BLOCKS) || content.minimal().isEmpty()) {
                throw e;
            }
            arguments.put("blocks", BLOCKS.toJson(content.minimal()));
            return call(method, arguments);
        }
    }

    private JsonFields call(String method, Map<String, String> arguments) {
        return calls.call(api, method, arguments);
    }
}

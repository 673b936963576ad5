package humanapproval.slack;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.slack.api.util.json.GsonFactory;
import humanapproval.channel.TryLaterException;
import humanapproval.json.JsonFields;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

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

    boolean isConfigured() {
        return !calls.token().isEmpty();
    }

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

    /** The id of the active person with that email, or with that id; none where there is none. */
    Optional<String> userByEmail(String api, String email) {
        return person(api, "users.lookupByEmail", Map.of("email", email));
    }

    Optional<String> userById(String api, String id) {
        return person(api, "users.info", Map.of("user", id));
    }

    private Optional<String> person(String api, String method, Map<String, String> who) {
        return SlackErrorException.unless(SlackErrorException::meansNobody, () -> calls.call(api, method, who))
                .map(answer -> answer.object("user"))
                .filter(user -> !user.flag("deleted") && !user.flag("is_bot"))
                .flatMap(user -> user.optionalText("id"));
    }

    /** A page of a channel's members; {@code cursor} is empty for the first one. */
    Members members(String api, String channel, String cursor) {
        Map<String, String> arguments = Map.of("channel", channel, "limit", MEMBERS_AT_ONCE, "cursor", cursor);
        JsonFields page = calls.call(api, "conversations.members", arguments);
        Stream<JsonElement> members = page.json().getAsJsonArray("members").asList().stream();
        Optional<String> next = Optional.of(page)
                .filter(more -> more.has("response_metadata"))
                .flatMap(more -> more.object("response_metadata").optionalText("next_cursor"));
        return new Members(members.map(JsonElement::getAsString).toList(), next.filter(more -> !more.isEmpty()));
    }

    /** Posts to a channel or a person; where {@code thread} is not empty, below that message. */
    Posted post(String api, String channel, Optional<String> thread, Content content) {
        Map<String, String> where = new HashMap<>(Map.of("unfurl_links", "false", "unfurl_media", "false"));
        where.put("channel", channel);
        thread.ifPresent(ts -> where.put("thread_ts", ts));
        JsonFields answer = show(api, "chat.postMessage", where, content);
        JsonFields message = answer.has("message") ? answer.object("message") : answer;
        return new Posted(
                answer.optionalText("channel").orElse(channel),
                answer.text("ts"),
                message.optionalText("app_id").orElse(""),
                message.has("thread_ts"));
    }

    /** Puts {@code content} in the place of what a message says. */
    void update(String api, String channel, String ts, Content content) {
        show(api, "chat.update", Map.of("channel", channel, "ts", ts), content);
    }

    void delete(String api, String channel, String ts) {
        calls.call(api, "chat.delete", Map.of("channel", channel, "ts", ts));
    }

    /** Shows {@code note} to one person only: by the address that came with their press, else by their id. */
    void tell(String api, Press press, Content note) {
        JsonObject body = new JsonObject();
        body.addProperty("text", note.text());
        body.add("blocks", BLOCKS.toJsonTree(note.blocks()));
        body.addProperty("response_type", "ephemeral");
        body.addProperty("replace_original", false);
        press.thread().ifPresent(ts -> body.addProperty("thread_ts", ts));
        if (!calls.respond(press.responseUrl(), body)) {
            Map<String, String> where = new HashMap<>(Map.of("channel", press.channel(), "user", press.user()));
            press.thread().ifPresent(ts -> where.put("thread_ts", ts));
            show(api, "chat.postEphemeral", where, note);
        }
    }

    private JsonFields show(String api, String method, Map<String, String> where, Content content) {
        Map<String, String> arguments = new HashMap<>(where);
        arguments.put("text", content.text());
        arguments.put("blocks", BLOCKS.toJson(content.blocks()));
        try {
            return calls.call(api, method, arguments);
        } catch (SlackErrorException e) {
            if (!e.isAboutBlocks() || content.minimal().isEmpty()) {
                throw e;
            }
            arguments.put("blocks", BLOCKS.toJson(content.minimal()));
            return calls.call(api, method, arguments);
        }
    }
}

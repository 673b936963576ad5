package humanapproval.slack;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import humanapproval.approval.Decision;
import humanapproval.events.ApprovalEvent;
import humanapproval.json.JsonFields;
import humanapproval.json.MalformedException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A press of one of our buttons (Slack's page block_actions payload).
 *
 * @param homes the workspace that the person is a member of, or the organisation: where it has several, Slack tells one
 *     or the other
 * @param name how the person is called, for people only
 */
record SlackInteraction(
        Set<String> homes, String app, String name, String approvalId, Decision decision, String comment, Press press) {

    private static final String PAYLOAD = "payload=";

    /**
     * Reads a request's body; none for everything that is no press of ours.
     *
     * @throws MalformedException when Slack's documented fields are missing
     */
    static Optional<SlackInteraction> read(String body) {
        if (!body.startsWith(PAYLOAD)) {
            return Optional.empty();
        }
        JsonFields payload = JsonFields.parse(decoded(body.substring(PAYLOAD.length())), "payload");
        if (!payload.optionalText("type").equals(Optional.of("block_actions"))
                || !(payload.json().get("actions") instanceof JsonArray actions)
                || actions.isEmpty()
                || !(actions.get(0) instanceof JsonObject first)) {
            return Optional.empty();
        }
        JsonFields action = new JsonFields(first, "action");
        Optional<Decision> decision = action.optionalText("action_id").flatMap(Decision::of);
        Optional<String> approvalId = action.optionalText("value")
                .filter(id -> ApprovalEvent.APPROVAL_ID.matcher(id).matches());
        if (decision.isEmpty() || approvalId.isEmpty()) {
            return Optional.empty();
        }
        JsonFields user = payload.object("user");
        JsonFields container = payload.object("container");
        return Optional.of(new SlackInteraction(
                homes(payload, user),
                payload.text("api_app_id"),
                user.optionalText("name")
                        .or(() -> user.optionalText("username"))
                        .orElse(user.text("id")),
                approvalId.get(),
                decision.get(),
                comment(payload),
                new Press(
                        user.text("id"),
                        container.text("channel_id"),
                        container.text("message_ts"),
                        container.optionalText("thread_ts"),
                        payload.optionalText("response_url").orElse(""))));
    }

    /** {@code team} is where it was pressed, and null where Slack names no single workspace. */
    private static Set<String> homes(JsonFields payload, JsonFields user) {
        String home = user.optionalText("team_id").orElse("");
        Set<String> homes = new HashSet<>(Set.of(home));
        if (payload.has("team")) {
            JsonFields team = payload.object("team");
            team.optionalText("enterprise_id")
                    .filter(any -> team.text("id").equals(home))
                    .ifPresent(homes::add);
        }
        return homes;
    }

    private static String comment(JsonFields payload) {
        JsonFields at = payload;
        for (String name : List.of("state", "values", Endings.COMMENT, Endings.COMMENT)) {
            if (!at.has(name)) {
                return "";
            }
            at = at.object(name);
        }
        return at.optionalText("value").orElse("").replace("\r\n", "\n").strip();
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new MalformedException("The payload is not percent-encoded as it should be.");
        }
    }
}

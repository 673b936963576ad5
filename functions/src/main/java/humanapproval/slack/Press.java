package humanapproval.slack;

import com.google.gson.JsonObject;
import humanapproval.json.JsonFields;
import java.util.Optional;

/**
 * The origin of a vote: where a button was pressed, so that its copy of the message can be closed and its person told
 * something.
 *
 * @param user the Slack user's id
 * @param channel the Slack channel's id
 * @param ts the message's id within its channel
 * @param thread the message whose thread it was pressed in, where it was
 * @param responseUrl where a note to the person goes; a credential, never logged
 */
record Press(String user, String channel, String ts, Optional<String> thread, String responseUrl) {

    private static final String RESPONSE_URL = "responseUrl";

    /** The press that {@link #write} wrote; none in another channel's origin. */
    static Optional<Press> read(JsonObject origin) {
        JsonFields json = new JsonFields(origin, "origin");
        return json.has(RESPONSE_URL)
                ? Optional.of(new Press(
                        json.text("user"),
                        json.text("channel"),
                        json.text("ts"),
                        json.optionalText("thread"),
                        json.text(RESPONSE_URL)))
                : Optional.empty();
    }

    JsonObject write() {
        JsonObject json = new JsonObject();
        json.addProperty("user", user);
        json.addProperty("channel", channel);
        json.addProperty("ts", ts);
        thread.ifPresent(known -> json.addProperty("thread", known));
        json.addProperty(RESPONSE_URL, responseUrl);
        return json;
    }

    /** Whether only its person and the app see the message: Slack's ids of such channels begin so. */
    boolean isDirect() {
        return channel.startsWith("D");
    }
}

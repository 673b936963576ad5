package humanapproval.request;

import com.google.gson.JsonObject;
import java.util.Optional;

/**
 * Where a button was pressed, so that its copy of the message can be closed and its person told something.
 *
 * @param user the Slack user's id
 * @param channel the Slack channel's id
 * @param ts the message's id within its channel
 * @param responseUrl where a note to the person goes; a credential, never logged
 */
public record Press(String user, String channel, String ts, String responseUrl) {

    /** The press in an event's detail, as {@link #write} wrote it there; none when it was no button. */
    static Optional<Press> of(JsonFields detail) {
        if (!detail.has("press")) {
            return Optional.empty();
        }
        JsonFields json = detail.object("press");
        return Optional.of(
                new Press(json.text("user"), json.text("channel"), json.text("ts"), json.text("responseUrl")));
    }

    /** As a part of an event. */
    public JsonObject write() {
        JsonObject json = new JsonObject();
        json.addProperty("user", user);
        json.addProperty("channel", channel);
        json.addProperty("ts", ts);
        json.addProperty("responseUrl", responseUrl);
        return json;
    }
}

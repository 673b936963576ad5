package humanapproval.slack;

import com.google.gson.JsonObject;
import humanapproval.json.JsonFields;

/**
 * The origin of a vote: where a button was pressed, so that its copy of the message can be closed and its person told
 * something.
 *
 * @param user the Slack user's id
 * @param channel the Slack channel's id
 * @param ts the message's id within its channel
 * @param responseUrl where a note to the person goes; a credential, never logged
 */
record Press(String user, String channel, String ts, String responseUrl) {

    /** The press that {@link #write} wrote. Throws {@link humanapproval.json.MalformedException}. */
    static Press read(JsonObject origin) {
        JsonFields json = new JsonFields(origin, "origin");
        return new Press(json.text("user"), json.text("channel"), json.text("ts"), json.text("responseUrl"));
    }

    /** As a part of an event. */
    JsonObject write() {
        JsonObject json = new JsonObject();
        json.addProperty("user", user);
        json.addProperty("channel", channel);
        json.addProperty("ts", ts);
        json.addProperty("responseUrl", responseUrl);
        return json;
    }
}

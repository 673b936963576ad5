package humanapproval.callback;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import humanapproval.fake.FakeSlack;
import humanapproval.fake.Samples;
import humanapproval.store.Approval;
import humanapproval.store.SlackMessage;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The press of the sample event, changed and signed as Slack signs. */
final class SlackPress {

    /** Of Slack's published example. */
    static final String SECRET = "8f742231b10e8888abcd99yyyzzz85a5";
    /** Who pressed in the sample. */
    static final String USER = "U0123456789";

    static final String CHANNEL = "C0123456789";
    static final String TS = "1769860801.000100";
    static final String RESPONSE_URL = "https://hooks.slack.com/actions/T0123456789/1234567890/abcdefghijklmnop";

    private final JsonObject payload;

    private SlackPress(JsonObject payload) {
        this.payload = payload;
    }

    /** Bob approves, saying "Looks good." */
    static SlackPress approve() {
        String body = Samples.event("ApprovalCallback-slack.json").get("body").getAsString();
        return new SlackPress(
                JsonParser.parseString(URLDecoder.decode(body.substring("payload=".length()), StandardCharsets.UTF_8))
                        .getAsJsonObject());
    }

    static SlackPress reject() {
        return approve().with("actions.0.action_id", "reject");
    }

    /** Open, mailed to Bob, and posted in Slack where these users were found. */
    static Approval asked(String request, Map<String, String> users) {
        return Samples.open(request).with(message(users));
    }

    /** Open, mailed to Bob, and posted in Slack where Bob was found. */
    static Approval asked() {
        return asked("{'title': 'Deploy'}", Map.of(Samples.BOB, USER));
    }

    static SlackMessage message(Map<String, String> users) {
        return new SlackMessage(FakeSlack.TEAM, FakeSlack.APP, CHANNEL, Optional.of(TS), 1, users);
    }

    /** As it is recorded while Slack has not confirmed it: Bob sees it all the same. */
    static SlackMessage unposted() {
        return new SlackMessage(FakeSlack.TEAM, "", CHANNEL, Optional.empty(), 0, Map.of(Samples.BOB, USER));
    }

    SlackPress by(String user, String name) {
        return with("user.id", user).with("user.name", name).with("user.username", name);
    }

    SlackPress saying(String comment) {
        return with("state.values.comment.comment.value", comment);
    }

    SlackPress with(String path, String value) {
        return with(path, new JsonPrimitive(value));
    }

    SlackPress with(String path, JsonElement value) {
        JsonObject changed = payload.deepCopy();
        parent(changed, path).add(last(path), value);
        return new SlackPress(changed);
    }

    SlackPress without(String path) {
        JsonObject changed = payload.deepCopy();
        parent(changed, path).remove(last(path));
        return new SlackPress(changed);
    }

    String body() {
        return "payload=" + URLEncoder.encode(payload.toString(), StandardCharsets.UTF_8);
    }

    JsonObject signed(String secret, String timestamp) {
        return signed(body(), secret, timestamp);
    }

    /** What API Gateway hands over of that body, signed. */
    static JsonObject signed(String body, String secret, String timestamp) {
        JsonObject event = Samples.event("ApprovalCallback-slack.json");
        event.addProperty("body", body);
        event.getAsJsonObject("headers").addProperty("X-Slack-Request-Timestamp", timestamp);
        event.getAsJsonObject("headers")
                .addProperty("X-Slack-Signature", sign(secret, timestamp, body.getBytes(StandardCharsets.UTF_8)));
        return event;
    }

    static String sign(String secret, String timestamp, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            // A key is padded with zeros, so this is the empty one, which Java does not take.
            mac.init(new SecretKeySpec(
                    secret.isEmpty() ? new byte[1] : secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            mac.update(("v0:" + timestamp + ":").getBytes(StandardCharsets.UTF_8));
            mac.update(body);
            return "v0=" + HexFormat.of().formatHex(mac.doFinal());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JsonObject parent(JsonObject root, String path) {
        JsonElement at = root;
        String[] names = path.split("\\.");
        for (int i = 0; i < names.length - 1; i++) {
            at = at.isJsonArray()
                    ? at.getAsJsonArray().get(Integer.parseInt(names[i]))
                    : at.getAsJsonObject().get(names[i]);
        }
        return at.getAsJsonObject();
    }

    private static String last(String path) {
        return path.substring(path.lastIndexOf('.') + 1);
    }
}

package humanapproval.slack;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import humanapproval.approval.Approval;
import humanapproval.approval.ChannelName;
import humanapproval.fake.FakeSlack;
import humanapproval.fake.Samples;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The press of the sample event, changed and signed as Slack signs. */
public final class SlackPress {

    /** Of Slack's published example. */
    public static final String SECRET = "8f742231b10e8888abcd99yyyzzz85a5";
    /** Who pressed in the sample. */
    public static final String USER = "U0123456789";

    public static final String CHANNEL = "C0123456789";
    public static final String TS = "1769860801.000100";
    public static final String RESPONSE_URL = "https://hooks.slack.com/actions/T0123456789/1234567890/abcdefghijklmnop";

    private final JsonObject payload;

    private SlackPress(JsonObject payload) {
        this.payload = payload;
    }

    /** Bob approves, saying "Looks good." */
    public static SlackPress approve() {
        String body = Samples.event("ApprovalCallback-slack.json").get("body").getAsString();
        return new SlackPress(
                JsonParser.parseString(URLDecoder.decode(body.substring("payload=".length()), StandardCharsets.UTF_8))
                        .getAsJsonObject());
    }

    public static SlackPress reject() {
        return approve().with("actions.0.action_id", "reject");
    }

    /** Open, mailed to Bob, and posted in Slack where these users were found. */
    public static Approval asked(String request, Map<String, String> users) {
        return inSlack(Samples.open(request), state("", FakeSlack.APP, Optional.of(TS)), users);
    }

    /** Open, mailed to Bob, and posted in Slack where Bob was found. */
    public static Approval asked() {
        return asked("{'title': 'Deploy'}", Map.of(Samples.BOB, USER));
    }

    /** As it is recorded while Slack has not confirmed it: Bob sees it all the same. */
    public static Approval unposted(String request) {
        return inSlack(Samples.open(request), state("", "", Optional.empty()), Map.of(Samples.BOB, USER));
    }

    /** The same, in a workspace of an organisation. */
    public static Approval asked(String request, Map<String, String> users, String organisation) {
        return inSlack(Samples.open(request), state(organisation, FakeSlack.APP, Optional.of(TS)), users);
    }

    private static SlackState state(String organisation, String app, Optional<String> ts) {
        Post post = new Post(CHANNEL, ts, ts.isPresent() ? 1 : 0);
        return new SlackState(FakeSlack.TEAM, organisation, app, Map.of(SlackState.CHANNEL, post), "");
    }

    private static Approval inSlack(Approval approval, SlackState state, Map<String, String> users) {
        Map<String, String> aliases = new HashMap<>();
        users.forEach((email, user) -> aliases.put(email, state.alias(user)));
        return approval.with(
                ChannelName.SLACK, outbox -> outbox.knowing(aliases).with(state.write(outbox.own())));
    }

    public SlackPress by(String user, String name) {
        return with("user.id", user).with("user.name", name).with("user.username", name);
    }

    public SlackPress saying(String comment) {
        return with("state.values.comment.comment.value", comment);
    }

    public SlackPress with(String path, String value) {
        return with(path, new JsonPrimitive(value));
    }

    public SlackPress with(String path, JsonElement value) {
        JsonObject changed = payload.deepCopy();
        parent(changed, path).add(last(path), value);
        return new SlackPress(changed);
    }

    public SlackPress without(String path) {
        JsonObject changed = payload.deepCopy();
        parent(changed, path).remove(last(path));
        return new SlackPress(changed);
    }

    public String json() {
        return payload.toString();
    }

    public String body() {
        return "payload=" + URLEncoder.encode(json(), StandardCharsets.UTF_8);
    }

    public JsonObject signed(String secret, String timestamp) {
        return signed(body(), secret, timestamp);
    }

    /** What API Gateway hands over of that body, signed. */
    public static JsonObject signed(String body, String secret, String timestamp) {
        JsonObject event = Samples.event("ApprovalCallback-slack.json");
        event.addProperty("body", body);
        event.getAsJsonObject("headers").addProperty("X-Slack-Request-Timestamp", timestamp);
        event.getAsJsonObject("headers")
                .addProperty("X-Slack-Signature", sign(secret, timestamp, body.getBytes(StandardCharsets.UTF_8)));
        return event;
    }

    public static String sign(String secret, String timestamp, byte[] body) {
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

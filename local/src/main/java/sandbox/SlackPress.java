package sandbox;

import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.concurrent.CancellationException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Somebody who presses buttons: sends what Slack sends, signed as Slack signs it, and waits as long as Slack does. */
public final class SlackPress {
    // Slack's pages Handling user interaction and Verifying requests from Slack.
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final SlackWorkspace workspace;
    private final SlackApi api;
    private final URI door;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .proxy(HttpClient.Builder.NO_PROXY)
            .build();

    SlackPress(SlackWorkspace workspace, SlackApi api, URI door) {
        this.workspace = workspace;
        this.api = api;
        this.door = door;
    }

    /** What came of a press: the app's status, 0 when it took too long, and how long that was. */
    public record Answer(int status, Duration time) {}

    /** Presses "approve" or "reject" and confirms. */
    public Answer press(SlackMessage message, SlackPerson person, String action, String comment) {
        var answer = send(
                body(message, person, action, comment), Instant.now().getEpochSecond(), SlackWorkspace.SIGNING_SECRET);
        workspace.warn(
                message,
                answer.status() == 200
                        ? ""
                        : answer.status() == 0 ? "The app did not answer in time." : "The app answered with an error.");
        return answer;
    }

    /** The body of a press, to be changed or replayed. */
    String body(SlackMessage message, SlackPerson person, String action, String comment) {
        return "payload="
                + URLEncoder.encode(payload(message, person, action, comment).toString(), StandardCharsets.UTF_8);
    }

    /** Sends a body as Slack would at that time with that secret. */
    Answer send(String body, long timestamp, String secret) {
        var request = HttpRequest.newBuilder(door.resolve("/slack/interactions"))
                .timeout(PATIENCE)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("User-Agent", "Slackbot 1.0 (+https://api.slack.com/robots)")
                .header("X-Slack-Request-Timestamp", String.valueOf(timestamp))
                .header("X-Slack-Signature", signature(String.valueOf(timestamp), body, secret))
                .POST(BodyPublishers.ofString(body))
                .build();
        var began = System.nanoTime();
        try {
            var status = client.send(request, BodyHandlers.ofString()).statusCode();
            return new Answer(status, Duration.ofNanos(System.nanoTime() - began));
        } catch (HttpTimeoutException e) {
            return new Answer(0, PATIENCE);
        } catch (IOException e) {
            throw new SandboxException("The press could not be sent: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException();
        }
    }

    private JsonObject payload(SlackMessage message, SlackPerson person, String actionId, String comment) {
        var button = message.button(actionId)
                .orElseThrow(
                        () -> new SandboxException("This message has no button " + actionId + ":\n" + message.read()));
        var action = button.deepCopy();
        action.remove("confirm");
        action.addProperty("block_id", "decision");
        action.addProperty("action_ts", Instant.now().getEpochSecond() + ".000001");
        var payload = new JsonObject();
        payload.addProperty("type", "block_actions");
        payload.add(
                "user",
                object("id", person.id(), "username", person.name(), "name", person.name(), "team_id", person.team()));
        payload.addProperty("api_app_id", SlackWorkspace.APP);
        payload.addProperty("token", "verification-token");
        var container = object("type", "message", "message_ts", message.ts(), "channel_id", message.channel());
        container.addProperty("is_ephemeral", false);
        payload.add("container", container);
        payload.addProperty("trigger_id", "1.2.3");
        // Of who belongs to the organisation and not to the workspace, Slack tells no team.
        payload.add(
                "team",
                person.team().equals(SlackWorkspace.ORGANISATION)
                        ? JsonNull.INSTANCE
                        : object(
                                "id",
                                SlackWorkspace.TEAM,
                                "domain",
                                "local",
                                "enterprise_id",
                                SlackWorkspace.ORGANISATION));
        payload.add("enterprise", object("id", SlackWorkspace.ORGANISATION, "name", "Local"));
        payload.addProperty("is_enterprise_install", false);
        payload.add(
                "channel",
                object(
                        "id",
                        message.channel(),
                        "name",
                        message.channel().startsWith("D") ? "directmessage" : "approvals"));
        var shown = object(
                "type",
                "message",
                "ts",
                message.ts(),
                "app_id",
                SlackWorkspace.APP,
                "team",
                SlackWorkspace.TEAM,
                "text",
                message.text());
        shown.add("blocks", message.blocks());
        payload.add("message", shown);
        var field = object("type", "plain_text_input");
        field.add("value", comment.isEmpty() ? JsonNull.INSTANCE : new JsonPrimitive(comment));
        payload.add("state", within("values", within("comment", within("comment", field))));
        payload.addProperty(
                "response_url", api.responseUrl(door, person, message).toString());
        var actions = new JsonArray();
        actions.add(action);
        payload.add("actions", actions);
        return payload;
    }

    private static JsonObject within(String name, JsonObject inner) {
        var object = new JsonObject();
        object.add(name, inner);
        return object;
    }

    private static JsonObject object(String... namesAndValues) {
        var object = new JsonObject();
        for (var i = 0; i < namesAndValues.length; i += 2) {
            object.addProperty(namesAndValues[i], namesAndValues[i + 1]);
        }
        return object;
    }

    /** How Slack signs {@code body} (Slack's page Verifying requests from Slack). */
    public static String signature(String timestamp, String body, String secret) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return "v0="
                    + HexFormat.of()
                            .formatHex(mac.doFinal(("v0:" + timestamp + ":" + body).getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}

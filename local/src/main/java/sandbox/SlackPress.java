package sandbox;

import com.google.gson.Gson;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
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
import java.util.Map;
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

    /** As Slack sends it, with what is of this message and person. */
    private JsonObject payload(SlackMessage message, SlackPerson person, String action, String comment) {
        var payload = JsonParser.parseString(PlaygroundPage.resource("slack-press.json"))
                .getAsJsonObject();
        payload.addProperty("api_app_id", SlackWorkspace.APP);
        payload.addProperty(
                "response_url", api.responseUrl(door, person, message).toString());
        set(payload, "user", Map.of("id", person.id(), "username", person.name(), "name", person.name()));
        set(payload, "user", Map.of("team_id", person.team()));
        set(payload, "container", Map.of("message_ts", message.ts(), "channel_id", message.channel()));
        var isDirect = message.channel().startsWith("D");
        set(payload, "channel", Map.of("id", message.channel(), "name", isDirect ? "directmessage" : "approvals"));
        set(payload, "message", Map.of("ts", message.ts(), "text", message.text(), "blocks", message.blocks()));
        set(payload, "message", Map.of("app_id", SlackWorkspace.APP, "team", SlackWorkspace.TEAM));
        set(payload, "enterprise", Map.of("id", SlackWorkspace.ORGANISATION));
        set(payload, "team", Map.of("id", SlackWorkspace.TEAM, "enterprise_id", SlackWorkspace.ORGANISATION));
        // Of who belongs to the organisation and not to the workspace, Slack tells no team.
        if (person.team().equals(SlackWorkspace.ORGANISATION)) {
            payload.add("team", JsonNull.INSTANCE);
        }
        var fields = payload.getAsJsonObject("state").getAsJsonObject("values").getAsJsonObject("comment");
        if (!comment.isEmpty()) {
            set(fields, "comment", Map.of("value", comment));
        }
        payload.getAsJsonArray("actions").add(pressed(message, action));
        return payload;
    }

    private static JsonObject pressed(SlackMessage message, String action) {
        var button = message.button(action)
                .orElseThrow(
                        () -> new SandboxException("This message has no button " + action + ":\n" + message.read()))
                .deepCopy();
        button.remove("confirm");
        button.addProperty("block_id", "decision");
        button.addProperty("action_ts", Instant.now().getEpochSecond() + ".000001");
        return button;
    }

    private static void set(JsonObject in, String name, Map<String, ?> values) {
        new Gson().toJsonTree(values).getAsJsonObject().asMap().forEach(in.getAsJsonObject(name)::add);
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

package operator;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import sandbox.SlackManifest;

/** Whether Slack takes what we send. */
record SlackChecks(Deployed stack) {

    private static final Finding NOT_SET_UP = Finding.skipped("Slack is not set up");

    /** @param error what Slack refuses it with; empty where it does not */
    private record Answer(HttpHeaders headers, JsonObject body, String error) {}

    List<Check> all() {
        return List.of(Check.of("Slack's bot token", this::token), Check.of("Slack's channel", this::channel));
    }

    /** What is so where nobody has filled that secret. */
    static Finding empty(Deployed stack, String what, String output) {
        return stack.wantsSlack()
                ? Finding.wrong(
                        "the " + what + " is empty, so nothing works in Slack",
                        "fill it: aws secretsmanager put-secret-value --secret-id \"$(./approvals outputs " + output
                                + ")\" --secret-string file:///dev/stdin")
                : NOT_SET_UP;
    }

    private Finding token() {
        var token = stack.secret("SlackBotTokenArn");
        if (token.isEmpty()) {
            return empty(stack, "bot token", "SlackBotTokenArn");
        }
        var answer = ask(token.get(), "auth.test", "");
        if (!answer.error().isEmpty()) {
            return Finding.wrong(
                    "Slack does not take it: " + answer.error(),
                    "give the stack the token that the app's page shows below Install App: README, Set up Slack");
        }
        var missing = new TreeSet<>(SlackManifest.scopes(stack.output("SlackAppLink")));
        // Each answer of Slack's Web API names the scopes of its token in this header.
        answer.headers()
                .firstValue("X-OAuth-Scopes")
                .ifPresent(scopes -> Set.of(scopes.split("[,\\s]+")).forEach(missing::remove));
        return Finding.of(
                missing.isEmpty(),
                "is valid and has each scope",
                "lacks the scopes " + missing,
                "add them on the app's page OAuth & Permissions, press Reinstall, and give the stack the new token");
    }

    private Finding channel() {
        var channel = stack.parameter("SlackChannelId");
        if (channel.isEmpty()) {
            return stack.wantsSlack()
                    ? Finding.skipped("SlackChannelId is empty: each request has to name its slackChannel")
                    : NOT_SET_UP;
        }
        var token = stack.secret("SlackBotTokenArn");
        if (token.isEmpty()) {
            return Finding.unknown("there is no bot token");
        }
        var answer =
                ask(token.get(), "conversations.info", "channel=" + URLEncoder.encode(channel, StandardCharsets.UTF_8));
        if (answer.error().equals("missing_scope")) {
            return Finding.unknown("the token lacks the scope " + text(answer.body(), "needed"));
        }
        if (!answer.error().isEmpty()) {
            return Finding.wrong(
                    channel + ": " + answer.error(),
                    answer.error().equals("channel_not_found")
                            ? "invite the app there: /invite @Approvals; or deploy with the right SlackChannelId"
                            : "see the bot token above");
        }
        var info = answer.body().getAsJsonObject("channel");
        if (is(info, "is_archived")) {
            return Finding.wrong(channel + " is archived", "deploy with another SlackChannelId");
        }
        return Finding.of(
                is(info, "is_member"),
                "the app is in " + channel,
                "the app is not in " + channel,
                "invite it there: /invite @Approvals");
    }

    private Answer ask(String token, String method, String form) {
        var answer = Http.send(
                HttpRequest.newBuilder(URI.create(stack.parameter("SlackApiUrl") + method))
                        .header("Authorization", "Bearer " + token)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(form)),
                "Slack");
        var body = object(answer.body());
        var error = body.has("error") ? text(body, "error") : "status " + answer.statusCode();
        return new Answer(answer.headers(), body, is(body, "ok") ? "" : error);
    }

    private static JsonObject object(String json) {
        try {
            return JsonParser.parseString(json) instanceof JsonObject object ? object : new JsonObject();
        } catch (JsonParseException e) {
            return new JsonObject();
        }
    }

    private static boolean is(JsonObject object, String name) {
        return object.has(name) && object.get(name).getAsBoolean();
    }

    private static String text(JsonObject object, String name) {
        return object.has(name) ? Terminal.visible(object.get(name).getAsString(), 100) : "";
    }
}

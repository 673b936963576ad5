package operator;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import sandbox.SlackManifest;

/** Whether Slack takes what we send. */
final class SlackChecks {

    static final List<Check> ALL = List.of(
            new Check("Slack's bot token", "Is it valid, with each scope?", SlackChecks::token),
            new Check("Slack's channel", "Is the app in it?", SlackChecks::channel));

    static final Finding NOT_SET_UP = Finding.skipped("Slack is not set up");

    private SlackChecks() {}

    private static List<Finding> token(Deployed stack) {
        var token = stack.secret("SlackBotTokenArn");
        if (token.isEmpty()) {
            return List.of(stack.wantsSlack() ? empty("bot token", "SlackBotTokenArn") : NOT_SET_UP);
        }
        var answer = ask(stack, token.get(), "auth.test", "");
        var error = error(answer);
        if (error.isPresent()) {
            return List.of(Finding.wrong(
                    "Slack does not take it: " + error.get(),
                    "give the stack the token that the app's page shows below Install App: README, Set up Slack"));
        }
        var missing = new TreeSet<>(SlackManifest.scopes(stack.output("SlackAppLink")));
        // Each answer of Slack's Web API names the scopes of its token in this header.
        answer.headers()
                .firstValue("X-OAuth-Scopes")
                .ifPresent(scopes -> Set.of(scopes.split("[,\\s]+")).forEach(missing::remove));
        return List.of(Finding.of(
                missing.isEmpty(),
                "is valid and has each scope",
                "lacks the scopes " + missing,
                "add them on the app's page OAuth & Permissions, press Reinstall, and give the stack the new token"));
    }

    private static List<Finding> channel(Deployed stack) {
        var channel = stack.parameter("SlackChannelId");
        var token = stack.secret("SlackBotTokenArn");
        if (channel.isEmpty()) {
            return List.of(Finding.skipped(
                    stack.wantsSlack()
                            ? "SlackChannelId is empty: each request has to name its slackChannel"
                            : "Slack is not set up"));
        }
        if (token.isEmpty()) {
            return List.of(Finding.unknown("there is no bot token"));
        }
        var answer = ask(stack, token.get(), "conversations.info", "channel=" + encoded(channel));
        var error = error(answer);
        if (error.equals(Optional.of("missing_scope"))) {
            return List.of(Finding.unknown("the token lacks the scope " + text(body(answer), "needed")));
        }
        if (error.isPresent()) {
            return List.of(Finding.wrong(
                    channel + ": " + error.get(),
                    error.get().equals("channel_not_found")
                            ? "invite the app there: /invite @Approvals; or deploy with the right SlackChannelId"
                            : "see the bot token above"));
        }
        var info = body(answer).getAsJsonObject("channel");
        if (info.has("is_archived") && info.get("is_archived").getAsBoolean()) {
            return List.of(Finding.wrong(channel + " is archived", "deploy with another SlackChannelId"));
        }
        return List.of(Finding.of(
                info.has("is_member") && info.get("is_member").getAsBoolean(),
                "the app is in " + channel,
                "the app is not in " + channel,
                "invite it there: /invite @Approvals"));
    }

    static Finding empty(String what, String output) {
        return Finding.wrong(
                "the " + what + " is empty, so nothing works in Slack",
                "fill it: aws secretsmanager put-secret-value --secret-id \"$(./approvals outputs " + output
                        + ")\" --secret-string file:///dev/stdin");
    }

    private static HttpResponse<String> ask(Deployed stack, String token, String method, String form) {
        return Http.send(
                HttpRequest.newBuilder(URI.create(stack.parameter("SlackApiUrl") + method))
                        .header("Authorization", "Bearer " + token)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(form)),
                "Slack");
    }

    private static Optional<String> error(HttpResponse<String> answer) {
        var body = body(answer);
        return body.has("ok") && body.get("ok").getAsBoolean()
                ? Optional.empty()
                : Optional.of(body.has("error") ? text(body, "error") : "status " + answer.statusCode());
    }

    private static JsonObject body(HttpResponse<String> answer) {
        try {
            return JsonParser.parseString(answer.body()) instanceof JsonObject body ? body : new JsonObject();
        } catch (JsonParseException e) {
            return new JsonObject();
        }
    }

    private static String text(JsonObject body, String name) {
        return body.has(name) ? Terminal.visible(body.get(name).getAsString(), 100) : "";
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}

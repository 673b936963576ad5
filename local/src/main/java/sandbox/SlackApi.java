package sandbox;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import sandbox.SlackFaults.Fault;

/** Slack's Web API and response URLs, as far as the product uses them; every other method and argument is refused. */
final class SlackApi {
    static final String PATH = "/slack/api/";
    static final String RESPONSES = "/slack/respond/";
    // Slack's page Handling user interaction, Message responses.
    private static final int MOST_RESPONSES = 5;
    private static final Duration LONGEST_RESPONDING = Duration.ofMinutes(30);

    private static final Map<String, Set<String>> ARGUMENTS = Map.of(
            "auth.test", Set.of(),
            "conversations.info", Set.of("channel"),
            "users.lookupByEmail", Set.of("email"),
            "users.info", Set.of("user", "include_locale"),
            "conversations.members", Set.of("channel", "limit", "cursor"),
            "chat.delete", Set.of("channel", "ts", "as_user"),
            "chat.postMessage",
                    Set.of(
                            "channel",
                            "thread_ts",
                            "text",
                            "blocks",
                            "unfurl_links",
                            "unfurl_media",
                            "link_names",
                            "mrkdwn",
                            "as_user",
                            "reply_broadcast"),
            "chat.update", Set.of("channel", "ts", "text", "blocks", "link_names", "as_user", "reply_broadcast"),
            "chat.postEphemeral", Set.of("channel", "user", "text", "blocks", "thread_ts", "link_names", "as_user"));

    private final SlackWorkspace workspace;
    private final Map<String, Response> responses = new ConcurrentHashMap<>();

    private final InstantSource clock;

    private record Response(SlackPerson person, SlackMessage pressed, int left, Instant until) {}

    SlackApi(SlackWorkspace workspace, InstantSource clock) {
        this.workspace = workspace;
        this.clock = clock;
    }

    /** An address for notes to somebody who pressed. */
    URI responseUrl(URI door, SlackPerson person, SlackMessage pressed) {
        var id = UUID.randomUUID().toString();
        responses.put(
                id,
                new Response(person, pressed, MOST_RESPONSES, clock.instant().plus(LONGEST_RESPONDING)));
        return door.resolve(RESPONSES + id);
    }

    void respond(HttpExchange exchange) throws IOException {
        var id = exchange.getRequestURI().getPath().substring(RESPONSES.length());
        var response = responses.computeIfPresent(
                id,
                (key, before) -> new Response(before.person(), before.pressed(), before.left() - 1, before.until()));
        var fault = workspace.faults().take("response_url", "");
        if (response == null || response.left() < 0 || !clock.instant().isBefore(response.until()) || fault != null) {
            FrontDoor.send(exchange, 404, "text/plain", "expired_url");
            return;
        }
        var body = JsonParser.parseString(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8))
                .getAsJsonObject();
        if (!Set.of("text", "blocks", "response_type", "replace_original", "thread_ts")
                        .containsAll(body.keySet())
                || !body.get("response_type").getAsString().equals("ephemeral")
                || body.get("replace_original").getAsBoolean()) {
            FrontDoor.send(exchange, 400, "text/plain", "invalid_payload");
            return;
        }
        workspace.note(
                response.person().id(),
                response.pressed().ts(),
                body.get("text").getAsString(),
                body.has("thread_ts") ? body.get("thread_ts").getAsString() : "");
        FrontDoor.send(exchange, 200, "text/plain", "ok");
    }

    void call(HttpExchange exchange) throws IOException {
        var method = exchange.getRequestURI().getPath().substring(PATH.length());
        var arguments = form(exchange);
        var authorization = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
        exchange.getResponseHeaders()
                .set("X-OAuth-Scopes", String.join(",", workspace.app().scopes()));
        switch (workspace.faults().take(method, arguments.getOrDefault("channel", ""))) {
            case null -> answer(exchange, method, authorization, arguments);
            case Fault.Limit limit -> {
                exchange.getResponseHeaders().set("Retry-After", String.valueOf(limit.seconds()));
                FrontDoor.send(
                        exchange,
                        429,
                        "application/json",
                        refusal("ratelimited").toString());
            }
            case Fault.Status status ->
                FrontDoor.send(exchange, status.status(), "text/plain", "Something went wrong.");
            case Fault.Refused refused ->
                FrontDoor.send(
                        exchange,
                        200,
                        "application/json",
                        refusal(refused.code()).toString());
            case Fault.Slow slow -> {
                try {
                    Thread.sleep(slow.time());
                } catch (InterruptedException e) {
                    throw new CancellationException();
                }
                answer(exchange, method, authorization, arguments);
            }
            case Fault.Lost lost -> {
                done(method, authorization, arguments);
                exchange.close();
            }
        }
    }

    private void answer(HttpExchange exchange, String method, String authorization, Map<String, String> arguments)
            throws IOException {
        FrontDoor.send(
                exchange,
                200,
                "application/json",
                done(method, authorization, arguments).toString());
    }

    private JsonObject done(String method, String authorization, Map<String, String> arguments) {
        try {
            if (!ARGUMENTS.containsKey(method)) {
                throw new SlackRefusal("unknown_method");
            }
            if (!authorization.equals("Bearer " + SlackWorkspace.BOT_TOKEN)) {
                throw new SlackRefusal(authorization.startsWith("Bearer ") ? "invalid_auth" : "not_authed");
            }
            if (!ARGUMENTS.get(method).containsAll(arguments.keySet())) {
                throw new SlackRefusal("invalid_arguments", arguments.keySet().toString());
            }
            var answer = does(method, arguments);
            answer.addProperty("ok", true);
            return answer;
        } catch (SlackRefusal e) {
            var refused = refusal(e.code());
            refused.addProperty("detail", e.getMessage());
            return refused;
        }
    }

    private JsonObject does(String method, Map<String, String> arguments) {
        var answer = new JsonObject();
        var channel = arguments.getOrDefault("channel", "");
        var text = arguments.getOrDefault("text", "");
        var blocks = arguments.getOrDefault("blocks", "");
        switch (method) {
            case "auth.test" -> {
                answer.addProperty("team_id", SlackWorkspace.TEAM);
                answer.addProperty("enterprise_id", SlackWorkspace.ORGANISATION);
                answer.addProperty("is_enterprise_install", false);
            }
            case "conversations.info" -> answer.add("channel", workspace.channel(channel));
            case "users.lookupByEmail" ->
                answer.add("user", workspace.known().byEmail(arguments.getOrDefault("email", "")));
            case "users.info" -> answer.add("user", workspace.known().byId(arguments.getOrDefault("user", "")));
            case "conversations.members" -> {
                workspace.reachable(channel);
                workspace.known().members(arguments.getOrDefault("cursor", ""), answer);
            }
            case "chat.postMessage" -> {
                if (!"false".equals(arguments.get("unfurl_links")) && !"0".equals(arguments.get("unfurl_links"))) {
                    throw new SlackRefusal("invalid_arguments", "links of others would be fetched");
                }
                posted(answer, workspace.post(channel, Optional.ofNullable(arguments.get("thread_ts")), text, blocks));
            }
            case "chat.update" ->
                posted(answer, workspace.update(channel, arguments.getOrDefault("ts", ""), text, blocks));
            case "chat.delete" -> workspace.delete(channel, arguments.getOrDefault("ts", ""));
            default ->
                workspace.noteTo(
                        channel, arguments.getOrDefault("user", ""), text, arguments.getOrDefault("thread_ts", ""));
        }
        return answer;
    }

    private static void posted(JsonObject answer, SlackMessage message) {
        answer.addProperty("channel", message.channel());
        answer.addProperty("ts", message.ts());
        var inner = new JsonObject();
        inner.addProperty("app_id", SlackWorkspace.APP);
        inner.addProperty("team", SlackWorkspace.TEAM);
        inner.addProperty("ts", message.ts());
        message.thread().ifPresent(thread -> inner.addProperty("thread_ts", thread));
        answer.add("message", inner);
    }

    private static JsonObject refusal(String code) {
        var answer = new JsonObject();
        answer.addProperty("ok", false);
        answer.addProperty("error", code);
        return answer;
    }

    static Map<String, String> form(HttpExchange exchange) throws IOException {
        var form = new HashMap<String, String>();
        for (var field : new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8).split("&")) {
            var parts = field.split("=", 2);
            if (parts.length == 2) {
                form.put(
                        URLDecoder.decode(parts[0], StandardCharsets.UTF_8),
                        URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
            }
        }
        return form;
    }
}

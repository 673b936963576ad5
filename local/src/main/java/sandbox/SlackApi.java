package sandbox;

import com.google.gson.Gson;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Slack's Web API and response URLs, as far as the product uses them; every other method and argument is refused. */
final class SlackApi {
    static final String PATH = "/slack/api/";
    static final String RESPONSES = "/slack/respond/";
    // Slack's page Handling user interaction, Message responses.
    private static final int MOST_RESPONSES = 5;
    private static final Duration LONGEST_RESPONDING = Duration.ofMinutes(30);
    // In one channel. Slack allows about one, and short bursts (Slack's page Rate limits).
    private static final int MOST_POSTS_A_SECOND = 20;

    private static final Gson GSON = new Gson();

    private static final Map<String, String> ARGUMENTS = Map.of(
            "auth.test", "",
            "conversations.info", "channel",
            "users.lookupByEmail", "email",
            "users.info", "user include_locale",
            "conversations.members", "channel limit cursor",
            "chat.delete", "channel ts as_user",
            "chat.postMessage",
                    "channel thread_ts text blocks unfurl_links unfurl_media link_names mrkdwn as_user reply_broadcast",
            "chat.update", "channel ts text blocks link_names as_user reply_broadcast",
            "chat.postEphemeral", "channel user text blocks thread_ts link_names as_user");

    private final SlackWorkspace workspace;
    private final InstantSource clock;
    private final Map<String, Response> responses = new ConcurrentHashMap<>();
    private final Map<String, List<Instant>> posts = new HashMap<>();

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
        if (response == null || response.left() < 0 || !clock.instant().isBefore(response.until())) {
            FrontDoor.send(exchange, 404, "text/plain", "expired_url");
            return;
        }
        var body = JsonParser.parseString(FrontDoor.body(exchange)).getAsJsonObject();
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
        var arguments = FrontDoor.form(FrontDoor.body(exchange));
        var authorization = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
        exchange.getResponseHeaders().set("X-OAuth-Scopes", String.join(",", workspace.scopes()));
        if (method.equals("chat.postMessage") && isTooFast(arguments.getOrDefault("channel", ""))) {
            exchange.getResponseHeaders().set("Retry-After", "1");
            send(exchange, 429, Map.of("ok", false, "error", "ratelimited"));
        } else {
            send(exchange, 200, answer(method, authorization, arguments));
        }
    }

    private static void send(HttpExchange exchange, int status, Map<String, ?> answer) throws IOException {
        FrontDoor.send(exchange, status, "application/json", GSON.toJson(answer));
    }

    private synchronized boolean isTooFast(String channel) {
        var recent = posts.computeIfAbsent(channel, id -> new ArrayList<>());
        recent.removeIf(at -> at.isBefore(clock.instant().minusSeconds(1)));
        if (recent.size() >= MOST_POSTS_A_SECOND) {
            return true;
        }
        recent.add(clock.instant());
        return false;
    }

    private Map<String, ?> answer(String method, String authorization, Map<String, String> arguments) {
        try {
            if (!ARGUMENTS.containsKey(method)) {
                throw new SlackRefusal("unknown_method");
            }
            if (!authorization.equals("Bearer " + SlackWorkspace.BOT_TOKEN)) {
                throw new SlackRefusal(authorization.startsWith("Bearer ") ? "invalid_auth" : "not_authed");
            }
            if (!Set.of(ARGUMENTS.get(method).split(" ")).containsAll(arguments.keySet())) {
                throw new SlackRefusal("invalid_arguments", arguments.keySet().toString());
            }
            var answer = new HashMap<String, Object>(done(method, arguments));
            answer.put("ok", true);
            return answer;
        } catch (SlackRefusal e) {
            return Map.of("ok", false, "error", e.code(), "detail", e.getMessage());
        }
    }

    private Map<String, ?> done(String method, Map<String, String> arguments) {
        var channel = arguments.getOrDefault("channel", "");
        var user = arguments.getOrDefault("user", "");
        var ts = arguments.getOrDefault("ts", "");
        var text = arguments.getOrDefault("text", "");
        var blocks = arguments.getOrDefault("blocks", "");
        return switch (method) {
            case "auth.test" ->
                Map.of(
                        "team_id", SlackWorkspace.TEAM,
                        "enterprise_id", SlackWorkspace.ORGANISATION,
                        "is_enterprise_install", false);
            case "conversations.info" ->
                Map.of("channel", Map.of("id", channel, "is_archived", false, "is_member", workspace.isIn(channel)));
            case "users.lookupByEmail" ->
                Map.of("user", workspace.known().byEmail(arguments.getOrDefault("email", "")));
            case "users.info" -> Map.of("user", workspace.known().byId(user));
            case "conversations.members" -> {
                workspace.reachable(channel);
                yield workspace.known().members(arguments.getOrDefault("cursor", ""));
            }
            case "chat.postMessage" -> {
                if (!Set.of("false", "0").contains(arguments.getOrDefault("unfurl_links", ""))) {
                    throw new SlackRefusal("invalid_arguments", "links of others would be fetched");
                }
                yield posted(workspace.post(channel, Optional.ofNullable(arguments.get("thread_ts")), text, blocks));
            }
            case "chat.update" -> posted(workspace.update(channel, ts, text, blocks));
            case "chat.delete" -> {
                workspace.delete(channel, ts);
                yield Map.of();
            }
            default -> {
                workspace.noteTo(channel, user, text, arguments.getOrDefault("thread_ts", ""));
                yield Map.of();
            }
        };
    }

    private static Map<String, ?> posted(SlackMessage message) {
        var inner =
                new HashMap<>(Map.of("app_id", SlackWorkspace.APP, "team", SlackWorkspace.TEAM, "ts", message.ts()));
        message.thread().ifPresent(thread -> inner.put("thread_ts", thread));
        return Map.of("channel", message.channel(), "ts", message.ts(), "message", inner);
    }
}

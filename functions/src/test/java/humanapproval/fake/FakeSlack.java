package humanapproval.fake;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import okhttp3.FormBody;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Buffer;

/** Slack, below the real client: keeps the calls and answers them without a connection. */
public final class FakeSlack implements Interceptor {

    public static final String TEAM = "T0123456789";
    public static final String APP = "A0123456789";

    /** One call: the method's name (or the response URL), its token and its arguments. */
    public record Call(String method, String token, Map<String, String> arguments) {

        public String blocks() {
            return arguments.getOrDefault("blocks", "");
        }

        public JsonArray blockList() {
            return JsonParser.parseString(blocks()).getAsJsonArray();
        }
    }

    /** What a call comes to instead of success. */
    public interface Fault {

        /** Null is success all the same. */
        Response answer(Request request) throws IOException;

        /** Slack's error of that code. */
        static Fault error(String code) {
            return request -> json(request, 200, "{\"ok\": false, \"error\": \"" + code + "\"}")
                    .build();
        }

        /** 429 with that Retry-After. */
        static Fault limit(int seconds) {
            return request -> json(request, 429, "{\"ok\": false, \"error\": \"ratelimited\"}")
                    .header("Retry-After", String.valueOf(seconds))
                    .build();
        }

        /** No answer comes. */
        static Fault silence() {
            return request -> {
                throw new IOException("timeout");
            };
        }

        static Fault status(int status) {
            return request -> json(request, status, "oops").build();
        }

        /** 200 with that body. */
        static Fault body(String body) {
            return request -> json(request, 200, body).build();
        }

        /** 429 that does not say for how long. */
        static Fault limit() {
            return request -> json(request, 429, "{\"ok\": false, \"error\": \"ratelimited\"}")
                    .build();
        }

        /** Success, but something else happens before its answer. */
        static Fault meanwhile(Runnable other) {
            return request -> {
                other.run();
                return null;
            };
        }
    }

    public final List<Call> calls = new ArrayList<>();
    /** Faults of the next calls, by method; those that are done all the same are in {@link #calls}. */
    private final Map<String, Deque<Fault>> faults = new HashMap<>();

    public final Map<String, String> userByEmail = new HashMap<>();
    /** Users who are people no more, or never were: deactivated, or bots. */
    public final Set<String> deleted = new HashSet<>();

    public final Set<String> bots = new HashSet<>();
    /** Users who are not in the channel. */
    public final Set<String> outside = new HashSet<>();
    /** Scopes that the app lacks. */
    public final Set<String> lacking = new HashSet<>();
    /** Messages that somebody has deleted. */
    public final Set<String> deletedMessages = new HashSet<>();
    /** How many members a page has. */
    public int pageSize = 500;
    /** What auth.test tells beside the workspace. */
    public String organisation;

    public boolean wide;
    /** Runs once during the next post, before its answer. */
    public Runnable duringNextPost;

    private int posts;

    public OkHttpClient client() {
        return new OkHttpClient.Builder().addInterceptor(this).build();
    }

    public FakeSlack fail(String method, Fault fault) {
        faults.computeIfAbsent(method, name -> new ArrayDeque<>()).add(fault);
        return this;
    }

    public List<Call> calls(String method) {
        return calls.stream().filter(call -> call.method().equals(method)).toList();
    }

    @Override
    public Response intercept(Chain chain) throws IOException {
        Request request = chain.request();
        String url = request.url().toString();
        String method =
                url.startsWith("https://slack.com/api/") ? url.substring("https://slack.com/api/".length()) : url;
        Map<String, String> arguments = arguments(request);
        String token = String.valueOf(request.header("Authorization")).replace("Bearer ", "");
        calls.add(new Call(method, token, arguments));
        Deque<Fault> waiting = faults.get(method);
        Response fault =
                waiting == null || waiting.isEmpty() ? null : waiting.pop().answer(request);
        return fault != null
                ? fault
                : json(request, 200, answer(method, arguments).toString()).build();
    }

    private static JsonObject error(String code) {
        return JsonParser.parseString("{\"ok\": false, \"error\": \"" + code + "\"}")
                .getAsJsonObject();
    }

    private JsonObject person(String id) {
        return JsonParser.parseString("{\"id\": \"%s\", \"deleted\": %s, \"is_bot\": %s}"
                        .formatted(id, deleted.contains(id), bots.contains(id)))
                .getAsJsonObject();
    }

    private JsonObject answer(String method, Map<String, String> arguments) {
        JsonObject answer = new JsonObject();
        answer.addProperty("ok", true);
        String channel = arguments.getOrDefault("channel", "");
        boolean toPerson = channel.startsWith("U") || channel.startsWith("W");
        switch (method) {
            case "auth.test" -> {
                answer.addProperty("team_id", wide ? organisation : TEAM);
                if (organisation != null) {
                    answer.addProperty("enterprise_id", organisation);
                }
                answer.addProperty("is_enterprise_install", wide);
            }
            case "users.lookupByEmail" -> {
                String user = userByEmail.get(arguments.get("email"));
                if (user == null) {
                    return error("users_not_found");
                }
                answer.add("user", person(user));
            }
            case "users.info" -> {
                if (!userByEmail.containsValue(arguments.get("user"))) {
                    return error("user_not_found");
                }
                answer.add("user", person(arguments.get("user")));
            }
            case "conversations.members" -> {
                if (lacking.contains("channels:read")) {
                    JsonObject lacks = error("missing_scope");
                    lacks.addProperty("needed", "channels:read");
                    return lacks;
                }
                List<String> members = new TreeSet<>(userByEmail.values())
                        .stream().filter(user -> !outside.contains(user)).toList();
                String cursor = arguments.getOrDefault("cursor", "");
                int from = cursor.isEmpty() ? 0 : Integer.parseInt(cursor);
                int to = Math.min(members.size(), from + pageSize);
                JsonArray page = new JsonArray();
                members.subList(from, to).forEach(page::add);
                answer.add("members", page);
                JsonObject next = new JsonObject();
                next.addProperty("next_cursor", to < members.size() ? "" + to : "");
                answer.add("response_metadata", next);
            }
            case "chat.postMessage" -> {
                if (duringNextPost != null) {
                    Runnable meanwhile = duringNextPost;
                    duringNextPost = null;
                    meanwhile.run();
                }
                String ts = "1769860801.%06d".formatted(++posts);
                answer.addProperty("ts", ts);
                answer.addProperty("channel", toPerson ? "D" + channel.substring(1) : channel);
                JsonObject message =
                        JsonParser.parseString("{\"app_id\": \"" + APP + "\"}").getAsJsonObject();
                String thread = arguments.get("thread_ts");
                // Below a message that is gone it becomes a message of its own.
                if (thread != null && !deletedMessages.contains(thread)) {
                    message.addProperty("thread_ts", thread);
                }
                answer.add("message", message);
            }
            case "chat.update", "chat.delete" -> {
                if (toPerson) {
                    return error("channel_not_found");
                }
                if (deletedMessages.contains(arguments.get("ts"))) {
                    return error("message_not_found");
                }
                answer.addProperty("ts", arguments.get("ts"));
            }
            case "chat.postEphemeral" -> {
                if (outside.contains(arguments.get("user")) && !channel.startsWith("D")) {
                    return error("user_not_in_channel");
                }
            }
            default -> {
                if (!method.startsWith("https://hooks.slack.com/")) {
                    throw new UnsupportedOperationException(method);
                }
            }
        }
        return answer;
    }

    private static Map<String, String> arguments(Request request) throws IOException {
        Map<String, String> arguments = new HashMap<>();
        if (request.body() instanceof FormBody form) {
            for (int i = 0; i < form.size(); i++) {
                arguments.put(form.name(i), form.value(i));
            }
        } else if (request.body() != null) {
            Buffer body = new Buffer();
            request.body().writeTo(body);
            arguments.put("json", body.readUtf8());
        }
        return arguments;
    }

    private static Response.Builder json(Request request, int status, String body) {
        return new Response.Builder()
                .request(request)
                .protocol(Protocol.HTTP_1_1)
                .code(status)
                .message("")
                .body(ResponseBody.create(body, MediaType.get("application/json")));
    }
}

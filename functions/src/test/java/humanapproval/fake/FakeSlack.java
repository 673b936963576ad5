package humanapproval.fake;

import com.google.gson.JsonObject;
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
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;

/** Slack, below the real client: keeps the calls and answers them without a connection. */
public final class FakeSlack implements Interceptor {

    public static final String TEAM = "T0123456789";
    public static final String APP = "A0123456789";

    /** What a call comes to instead of success. */
    public interface Fault {

        /** Null is success all the same. */
        Response answer(Request request) throws IOException;

        /** Slack's error of that code. */
        static Fault error(String code) {
            return body(FakeSlack.error(code).toString());
        }

        /** 429 with that Retry-After. */
        static Fault limit(int seconds) {
            return request -> limit().answer(request)
                    .newBuilder()
                    .header("Retry-After", String.valueOf(seconds))
                    .build();
        }

        /** 429 that does not say for how long. */
        static Fault limit() {
            return request -> json(request, 429, FakeSlack.error("ratelimited").toString());
        }

        /** No answer comes. */
        static Fault silence() {
            return request -> {
                throw new IOException("timeout");
            };
        }

        static Fault status(int status) {
            return request -> json(request, status, "oops");
        }

        /** 200 with that body. */
        static Fault body(String body) {
            return request -> json(request, 200, body);
        }

        /** Success, but something else happens before its answer. */
        static Fault meanwhile(Runnable other) {
            return request -> {
                other.run();
                return null;
            };
        }

        /** Success, before what fails next. */
        static Fault none() {
            return request -> null;
        }
    }

    public final List<SlackCall> calls = new ArrayList<>();
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

    private int posts;

    public OkHttpClient client() {
        return new OkHttpClient.Builder().addInterceptor(this).build();
    }

    public FakeSlack fail(String method, Fault fault) {
        faults.computeIfAbsent(method, name -> new ArrayDeque<>()).add(fault);
        return this;
    }

    public List<SlackCall> calls(String method) {
        return calls.stream().filter(call -> call.method().equals(method)).toList();
    }

    @Override
    public Response intercept(Chain chain) throws IOException {
        Request request = chain.request();
        SlackCall call = SlackCall.of(request);
        calls.add(call);
        Deque<Fault> waiting = faults.getOrDefault(call.method(), new ArrayDeque<>());
        Response fault = waiting.isEmpty() ? null : waiting.pop().answer(request);
        return fault != null ? fault : json(request, 200, answer(call).toString());
    }

    private JsonObject answer(SlackCall call) {
        return switch (call.method()) {
            case "auth.test" -> workspace();
            case "users.lookupByEmail" -> person(userByEmail.get(call.argument("email")), "users_not_found");
            case "users.info" -> {
                String user = call.argument("user");
                yield person(userByEmail.containsValue(user) ? user : null, "user_not_found");
            }
            case "conversations.members" -> members(call.arguments().getOrDefault("cursor", ""));
            case "chat.postMessage" -> posted(call);
            case "chat.update", "chat.delete" -> {
                if (call.isToPerson()) {
                    yield error("channel_not_found");
                }
                yield deletedMessages.contains(call.argument("ts")) ? error("message_not_found") : success();
            }
            case "chat.postEphemeral" -> {
                boolean seesIt = call.argument("channel").startsWith("D") || !outside.contains(call.argument("user"));
                yield seesIt ? success() : error("user_not_in_channel");
            }
            default -> {
                if (!call.method().startsWith("https://hooks.slack.com/")) {
                    throw new UnsupportedOperationException(call.method());
                }
                yield success();
            }
        };
    }

    private static JsonObject success() {
        return Samples.json("{'ok': true}");
    }

    private static JsonObject error(String code) {
        return Samples.json("{'ok': false, 'error': '" + code + "'}");
    }

    private JsonObject workspace() {
        JsonObject answer = success();
        answer.addProperty("team_id", wide ? organisation : TEAM);
        if (organisation != null) {
            answer.addProperty("enterprise_id", organisation);
        }
        answer.addProperty("is_enterprise_install", wide);
        return answer;
    }

    /** That user, or the error where it is null. */
    private JsonObject person(String user, String unknown) {
        return user == null
                ? error(unknown)
                : Samples.json("{'ok': true, 'user': {'id': '%s', 'deleted': %s, 'is_bot': %s}}"
                        .formatted(user, deleted.contains(user), bots.contains(user)));
    }

    private JsonObject posted(SlackCall call) {
        JsonObject answer = success();
        String channel = call.argument("channel");
        answer.addProperty("ts", "1769860801.%06d".formatted(++posts));
        answer.addProperty("channel", call.isToPerson() ? "D" + channel.substring(1) : channel);
        JsonObject message = Samples.json("{'app_id': '" + APP + "'}");
        String thread = call.argument("thread_ts");
        // Below a message that is gone it becomes a message of its own.
        if (thread != null && !deletedMessages.contains(thread)) {
            message.addProperty("thread_ts", thread);
        }
        answer.add("message", message);
        return answer;
    }

    /** A page of the channel's members. */
    private JsonObject members(String cursor) {
        if (lacking.contains("channels:read")) {
            JsonObject lacks = error("missing_scope");
            lacks.addProperty("needed", "channels:read");
            return lacks;
        }
        List<String> members = new TreeSet<>(userByEmail.values())
                .stream().filter(user -> !outside.contains(user)).toList();
        int from = cursor.isEmpty() ? 0 : Integer.parseInt(cursor);
        int to = Math.min(members.size(), from + pageSize);
        JsonObject answer = Samples.json("{'ok': true, 'members': [], 'response_metadata': {'next_cursor': '%s'}}"
                .formatted(to < members.size() ? to : ""));
        members.subList(from, to).forEach(answer.getAsJsonArray("members")::add);
        return answer;
    }

    private static Response json(Request request, int status, String body) {
        return new Response.Builder()
                .request(request)
                .protocol(Protocol.HTTP_1_1)
                .code(status)
                .message("")
                .body(ResponseBody.create(body, MediaType.get("application/json")))
                .build();
    }
}

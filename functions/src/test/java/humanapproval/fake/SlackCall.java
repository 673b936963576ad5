package humanapproval.fake;

import com.google.gson.JsonArray;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import okhttp3.FormBody;
import okhttp3.Request;
import okio.Buffer;

/** One call to Slack: the method's name (or the response URL), its token and its arguments. */
public record SlackCall(String method, String token, Map<String, String> arguments) {

    private static final String API = "https://slack.com/api/";

    static SlackCall of(Request request) throws IOException {
        String url = request.url().toString();
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
        return new SlackCall(
                url.startsWith(API) ? url.substring(API.length()) : url,
                String.valueOf(request.header("Authorization")).replace("Bearer ", ""),
                arguments);
    }

    /** Null where it has none of that name. */
    public String argument(String name) {
        return arguments.get(name);
    }

    /** Whether it names a user, where a channel may stand too. */
    boolean isToPerson() {
        return argument("channel").matches("[UW].*");
    }

    public String blocks() {
        return arguments.getOrDefault("blocks", "");
    }

    public JsonArray blockList() {
        return JsonParser.parseString(blocks()).getAsJsonArray();
    }
}

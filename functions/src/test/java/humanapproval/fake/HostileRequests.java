package humanapproval.fake;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import humanapproval.slack.SlackPress;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Makes requests that look as API Gateway hands them over, with anything in them that somebody can send. */
public final class HostileRequests {

    /** Stands in all that is made up, behind what would make it markup. */
    public static final String MARK = "x9q";

    /** What would make it markup. */
    public static final List<String> OPENINGS = List.of("<", "\"", "'", "</textarea><", "--><");

    private static final String PAGES = "/approvals/{approvalId}/{linkCode}";
    private static final String SLACK = "/slack/interactions";
    private static final List<String> METHODS =
            all("GET|POST|POST|POST|HEAD|OPTIONS|TRACE|PUT|PATCH|DELETE|CONNECT|PROPFIND|get|post||" + "G\u0000T");
    private static final List<String> TYPES = all("application/x-www-form-urlencoded|application/x-www-form-urlencoded|"
            + "application/x-www-form-urlencoded|Application/X-WWW-Form-Urlencoded ; Charset=\"UTF-8\"|"
            + "application/x-www-form-urlencoded; charset=utf-16|"
            + "application/x-www-form-urlencoded; charset=|application/x-www-form-urlencoded;;;=;|"
            + "multipart/form-data; boundary=x|application/json|text/html|;| |\u0000");
    private static final List<String> PIECES =
            all("| |%|%%|%zz|%E9|%00|+|&|=|&&|\u0000|\u202E|\u2028|\uFFFD|\r\n|{{approvalId}}|"
                    + "${jndi:ldap://x}|../../etc/passwd|😀|é|\u001B[31m|-1|99999999999999999999|null|NaN|[]|{}|"
                    + "approve|reject|yes|true");

    private static final List<String> INNER =
            all("user.id|user.name|user.username|user.team_id|container.message_ts|container.channel_id|"
                    + "team.id|state.values|state.values.comment.comment.value");
    private static final List<String> OUTER =
            all("type|user|api_app_id|token|container|team|enterprise|channel|message|state|response_url|"
                    + "actions|trigger_id");

    private final JsonObject press = Samples.event("ApprovalCallback-slack.json");
    private final JsonObject vote = Samples.event("ApprovalCallback-vote.json");
    private final SlackPress approve = SlackPress.approve();
    private final Random random;

    public HostileRequests(Random random) {
        this.random = random;
    }

    /** One more request. */
    public JsonObject next() {
        boolean slack = random.nextInt(3) == 0;
        JsonObject event = (slack ? press : vote).deepCopy();
        event.addProperty("httpMethod", seldom(slack ? 5 : 2) ? pick(METHODS) : "POST");
        event.addProperty(
                "resource", seldom(20) ? pick(List.of("/", "/{proxy+}", text(), PAGES, SLACK)) : slack ? SLACK : PAGES);
        event.addProperty("path", text());
        event.add("pathParameters", slack && often() ? JsonNull.INSTANCE : path());
        event.add(
                "queryStringParameters",
                seldom(3) ? map("decision", text()) : often() ? map("decision", "reject") : JsonNull.INSTANCE);
        event.add("multiValueQueryStringParameters", seldom(5) ? lists() : JsonNull.INSTANCE);
        event.add("multiValueHeaders", seldom(5) ? lists() : JsonNull.INSTANCE);
        byte[] body = (slack ? payload() : form()).getBytes(StandardCharsets.UTF_8);
        if (seldom(30)) {
            random.nextBytes(body);
        }
        JsonObject headers = slack ? signed(body) : new JsonObject();
        headers.addProperty("Content-Type", seldom(4) ? pick(TYPES) : TYPES.getFirst());
        body(event, body);
        event.add("headers", seldom(50) ? JsonNull.INSTANCE : inAnyCase(headers));
        return event;
    }

    private void body(JsonObject event, byte[] body) {
        boolean encoded = seldom(4)
                || !new String(body, StandardCharsets.UTF_8).equals(new String(body, StandardCharsets.ISO_8859_1));
        event.addProperty("isBase64Encoded", encoded);
        if (seldom(50)) {
            event.add("body", JsonNull.INSTANCE);
        } else if (!encoded) {
            event.addProperty("body", new String(body, StandardCharsets.UTF_8));
        } else {
            String base64 = Base64.getEncoder().encodeToString(body);
            event.addProperty(
                    "body",
                    seldom(5)
                            ? base64.substring(base64.length() / 3) + pick(List.of("*", "=", "===", "a", "\n"))
                            : base64);
        }
    }

    private JsonElement path() {
        if (seldom(40)) {
            return JsonNull.INSTANCE;
        }
        String id = pick(List.of(Samples.ID, Samples.ID, "alone", "own", "over", "tombstone", "unknown"));
        JsonObject path = map("approvalId", seldom(10) ? text() : id);
        if (!seldom(40)) {
            path.addProperty(
                    "linkCode",
                    seldom(8)
                            ? pick(List.of(text(), Samples.CODE + "x", Samples.CODE.toUpperCase(), ""))
                            : Samples.CODE);
        }
        return path;
    }

    private JsonObject signed(byte[] body) {
        String now = String.valueOf(Samples.NOW.getEpochSecond());
        String timestamp =
                seldom(10) ? pick(List.of("0", "-1", "", "999999999999", "9".repeat(40), now + " ", text())) : now;
        JsonObject headers = map("X-Slack-Request-Timestamp", timestamp);
        if (!seldom(20)) {
            headers.addProperty(
                    "X-Slack-Signature",
                    seldom(10)
                            ? pick(List.of("", "v0=", text(), "v1=" + "0".repeat(64)))
                            : SlackPress.sign(SlackPress.SECRET, timestamp, body));
        }
        return headers;
    }

    private JsonObject inAnyCase(JsonObject headers) {
        JsonObject cased = new JsonObject();
        headers.entrySet().forEach(header -> {
            String name = header.getKey();
            cased.add(
                    switch (random.nextInt(4)) {
                        case 0 -> name.toLowerCase();
                        case 1 -> name.toUpperCase();
                        default -> name;
                    },
                    header.getValue());
        });
        if (seldom(3)) {
            cased.addProperty(text(), text());
            cased.addProperty("User-Agent", text());
            cased.addProperty("Host", text());
            cased.addProperty("X-Forwarded-For", text());
        }
        return cased;
    }

    private JsonObject lists() {
        JsonObject lists = new JsonObject();
        JsonArray values = new JsonArray();
        IntStream.range(0, random.nextInt(4)).forEach(i -> values.add(text()));
        lists.add(pick(List.of("Content-Type", "X-Slack-Signature", "decision", text())), values);
        return lists;
    }

    private String form() {
        List<String> fields = new ArrayList<>();
        fields.add("decision=" + (seldom(6) ? raw() : pick(List.of("approve", "reject"))));
        if (!seldom(8)) {
            fields.add("confirm=" + (seldom(10) ? raw() : "yes"));
        }
        if (often()) {
            fields.add("comment=" + (seldom(200) ? raw().repeat(2000) : raw()));
        }
        if (seldom(8)) {
            fields.add(pick(fields));
        }
        if (seldom(4)) {
            fields.add(raw() + pick(List.of("=", "", "==")) + raw());
        }
        return seldom(30) ? raw() : String.join(pick(List.of("&", "&", "&", "&&", ";")), fields);
    }

    /** Percent-encoded as it should be, or not. */
    private String raw() {
        return seldom(3) ? text() : URLEncoder.encode(text(), StandardCharsets.UTF_8);
    }

    private String payload() {
        SlackPress press = approve.with(
                "actions.0.value", pick(List.of(Samples.ID, Samples.ID, "alone", "over", "tombstone", "none")));
        press = often() ? changed(press, pick(INNER)) : press;
        press = seldom(3) ? changed(press, pick(OUTER)) : press;
        String json = URLEncoder.encode(press.json(), StandardCharsets.UTF_8);
        return switch (random.nextInt(20)) {
            case 0 -> "payload=" + json.substring(random.nextInt(json.length()));
            case 1 -> "payload=" + json + raw();
            case 2 -> "payload=" + json + "&payload=" + json;
            case 3 ->
                "payload="
                        + pick(List.of("[".repeat(100_000), "%7B%22a%22%3A".repeat(30_000), "%7B%7D", "null", "", "%"));
            case 4 -> raw() + json;
            case 5 ->
                "payload="
                        + URLEncoder.encode(
                                press.json().replace("\"user\":", "\"user\":{},\"user\":"), StandardCharsets.UTF_8);
            default -> "payload=" + json;
        };
    }

    private SlackPress changed(SlackPress press, String path) {
        return seldom(4) ? press.without(path) : press.with(path, junk());
    }

    private JsonElement junk() {
        return switch (random.nextInt(9)) {
            case 0 -> JsonNull.INSTANCE;
            case 1 -> new JsonPrimitive(random.nextBoolean());
            case 2 -> new JsonPrimitive(random.nextGaussian() * 1e300);
            case 3 -> new JsonArray();
            case 4 -> new JsonObject();
            case 5 -> seldom(10) ? new JsonPrimitive(text().repeat(40_000)) : new JsonPrimitive(text().repeat(300));
            case 6 -> lists();
            default -> new JsonPrimitive(text());
        };
    }

    private String text() {
        return IntStream.range(0, 1 + random.nextInt(3))
                .mapToObj(i -> often() ? pick(OPENINGS) + MARK + random.nextInt(100) : pick(PIECES))
                .collect(Collectors.joining());
    }

    private static JsonObject map(String name, String value) {
        JsonObject map = new JsonObject();
        map.addProperty(name, value);
        return map;
    }

    private boolean often() {
        return random.nextBoolean();
    }

    private static List<String> all(String separated) {
        return List.of(separated.split("\\|", -1));
    }

    /** Once in so many times. */
    private boolean seldom(int times) {
        return random.nextInt(times) == 0;
    }

    private <T> T pick(List<T> some) {
        return some.get(random.nextInt(some.size()));
    }
}

package bench;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import sandbox.FrontDoor;

/** Stands in for AWS and Slack: answers at once what the measured code asks, and counts how often. */
final class AwsStub implements AutoCloseable {
    private static final JsonObject ANSWERS = JsonParser.parseReader(
                    new InputStreamReader(AwsStub.class.getResourceAsStream("answers.json"), StandardCharsets.UTF_8))
            .getAsJsonObject();

    /** Every secret's value. */
    static final String SECRET =
            ANSWERS.getAsJsonObject("GetSecretValue").get("SecretString").getAsString();

    /** What the table holds. */
    final Map<String, JsonObject> records = new ConcurrentHashMap<>();

    /** How many calls came since the last reset. */
    final AtomicInteger calls = new AtomicInteger();

    /** The last mail's text. */
    volatile String mail;

    /** The {@link System#nanoTime()} at which a mail came since the last reset; 0 where none did. */
    volatile long mailedAt;

    private final FrontDoor door = FrontDoor.open(0);

    AwsStub() throws IOException {
        door.serve("/", this::serve);
    }

    URI address() {
        return door.address();
    }

    void reset(Map<String, JsonObject> kept) {
        records.clear();
        records.putAll(kept);
        calls.set(0);
        mailedAt = 0;
    }

    private void serve(HttpExchange exchange) throws IOException {
        var body = FrontDoor.body(exchange);
        var target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
        var path = exchange.getRequestURI().getPath();
        var slack = path.startsWith("/slack/");
        var operation = target != null
                ? target.substring(target.indexOf('.') + 1)
                : slack ? path.substring(path.lastIndexOf('/') + 1) : field("Action", body);
        var type = target != null ? "application/x-amz-json-1.0" : slack ? "application/json" : "text/xml";
        var answer = answer(operation, body).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(200, answer.length);
        exchange.getResponseBody().write(answer);
        calls.incrementAndGet();
    }

    @Override
    public void close() {
        door.close();
    }

    /** People and ids are those of the sample events. */
    private String answer(String operation, String body) {
        return switch (operation) {
            case "GetItem" -> {
                var found = new JsonObject();
                found.add("Item", records.get(id(part(body, "Key"))));
                yield found.toString();
            }
            case "PutItem" -> {
                var item = part(body, "Item");
                records.put(id(item), item);
                yield "{}";
            }
            case "users.lookupByEmail" ->
                ANSWERS.get(body.contains("bob%40example.com") ? operation : "users.lookupByEmail of others")
                        .toString();
            case "ListSubscriptionsByTopic" -> xml(operation, """
                    <Subscriptions><member><SubscriptionArn>\
                    arn:aws:sns:us-east-1:123456789012:bench:1</SubscriptionArn><Protocol>email</Protocol>\
                    <Endpoint>bob@example.com</Endpoint></member></Subscriptions>""");
            case "GetSubscriptionAttributes" -> xml(operation, """
                    <Attributes><entry><key>FilterPolicy</key><value>{"approver":\s\
                    ["bob@example.com"]}</value></entry></Attributes>""");
            case "Publish" -> {
                mailedAt = System.nanoTime();
                mail = URLDecoder.decode(field("Message", body), StandardCharsets.UTF_8);
                yield xml(operation, "<MessageId>1</MessageId>");
            }
            default ->
                Objects.requireNonNull(ANSWERS.get(operation), "The stand-in does not know " + operation + ".")
                        .toString();
        };
    }

    private static String id(JsonObject item) {
        return item.getAsJsonObject("approvalId").get("S").getAsString();
    }

    private static JsonObject part(String body, String name) {
        return JsonParser.parseString(body).getAsJsonObject().getAsJsonObject(name);
    }

    private static String field(String name, String body) {
        var found = Pattern.compile("(?:^|&)" + name + "=([^&]*)").matcher(body);
        return found.find() ? found.group(1) : "";
    }

    private static String xml(String operation, String result) {
        return "<%1$sResponse><%1$sResult>%2$s</%1$sResult></%1$sResponse>".formatted(operation, result);
    }
}

package bench;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Stands in for AWS and Slack: answers at once what the measured code asks, and adds up how often and for how long. */
final class AwsStub implements AutoCloseable {
    /** Every secret's value. */
    static final String SECRET = "0123456789abcdef0123456789abcdef";

    // Those of the sample events.
    private static final String APPROVER = "bob@example.com";
    private static final String TEAM = "T0123456789";
    private static final String APP = "A0123456789";
    private static final String USER = "U0123456789";
    private static final String OTHER_USER = "U0000000000";
    private static final String MESSAGE = "1769860801.000100";

    private final HttpServer server;
    private final Map<String, JsonObject> table = new ConcurrentHashMap<>();
    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicLong nanos = new AtomicLong();
    private volatile String mail = "";
    private volatile long mailedAt;

    private AwsStub(HttpServer server) {
        this.server = server;
    }

    static AwsStub open() throws IOException {
        var stub = new AwsStub(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
        stub.server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        stub.server.createContext("/", exchange -> {
            try (exchange) {
                stub.serve(exchange);
            }
        });
        stub.server.start();
        return stub;
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** What the table holds, to be put back before each run. */
    Map<String, JsonObject> records() {
        return Map.copyOf(table);
    }

    void reset(Map<String, JsonObject> records) {
        table.clear();
        table.putAll(records);
        calls.set(0);
        nanos.set(0);
    }

    /** How many calls came since the last reset. */
    int calls() {
        return calls.get();
    }

    /** How long they took here, from the whole request to the answer handed over. */
    Duration spent() {
        return Duration.ofNanos(nanos.get());
    }

    /** The last mail's text. */
    String mail() {
        return mail;
    }

    /** The {@link System#nanoTime()} at which it came. */
    long mailedAt() {
        return mailedAt;
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void serve(HttpExchange exchange) throws IOException {
        var began = System.nanoTime();
        var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        var target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
        var answer = target != null
                ? json(target.substring(target.indexOf('.') + 1), body).toString()
                : exchange.getRequestURI().getPath().startsWith("/slack/")
                        ? slack(exchange.getRequestURI().getPath(), body)
                        : sns(body);
        var bytes = answer.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders()
                .set(
                        "Content-Type",
                        target != null
                                ? "application/x-amz-json-1.0"
                                : answer.startsWith("<") ? "text/xml" : "application/json");
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
        calls.incrementAndGet();
        nanos.addAndGet(System.nanoTime() - began);
    }

    private JsonObject json(String operation, String body) {
        var request = JsonParser.parseString(body).getAsJsonObject();
        var answer = new JsonObject();
        switch (operation) {
            case "GetItem" -> {
                var item = table.get(request.getAsJsonObject("Key")
                        .getAsJsonObject("approvalId")
                        .get("S")
                        .getAsString());
                if (item != null) {
                    answer.add("Item", item);
                }
            }
            case "PutItem" -> {
                var item = request.getAsJsonObject("Item");
                table.put(item.getAsJsonObject("approvalId").get("S").getAsString(), item);
            }
            case "GetSecretValue" -> answer.addProperty("SecretString", SECRET);
            case "PutEvents" -> answer.addProperty("FailedEntryCount", 0);
            case "DescribeExecution" -> answer.addProperty("status", "RUNNING");
            case "SendTaskSuccess" -> {}
            default -> throw new IllegalStateException("The stand-in does not know " + operation + ".");
        }
        return answer;
    }

    private static String slack(String path, String body) {
        var answer = new JsonObject();
        answer.addProperty("ok", true);
        switch (path.substring(path.lastIndexOf('/') + 1)) {
            case "auth.test" -> answer.addProperty("team_id", TEAM);
            case "users.lookupByEmail" -> {
                var user = new JsonObject();
                user.addProperty(
                        "id", body.contains(URLEncoder.encode(APPROVER, StandardCharsets.UTF_8)) ? USER : OTHER_USER);
                answer.add("user", user);
            }
            default -> {
                var message = new JsonObject();
                message.addProperty("app_id", APP);
                answer.addProperty("ts", MESSAGE);
                answer.add("message", message);
            }
        }
        return answer.toString();
    }

    private String sns(String body) {
        var form = Stream.of(body.split("&"))
                .map(field -> field.split("=", 2))
                .collect(Collectors.toMap(
                        field -> field[0], field -> URLDecoder.decode(field[1], StandardCharsets.UTF_8)));
        var action = form.get("Action");
        var result = switch (action) {
            case "ListSubscriptionsByTopic" -> """
                    <Subscriptions><member><SubscriptionArn>\
                    arn:aws:sns:us-east-1:123456789012:bench:1</SubscriptionArn><Protocol>email</Protocol>\
                    <Endpoint>%s</Endpoint></member></Subscriptions>""".formatted(APPROVER);
            case "GetSubscriptionAttributes" -> """
                    <Attributes><entry><key>FilterPolicy</key><value>{"approver":\s\
                    ["%s"]}</value></entry></Attributes>""".formatted(APPROVER);
            case "Publish" -> {
                mail = form.get("Message");
                mailedAt = System.nanoTime();
                yield "<MessageId>1</MessageId>";
            }
            default -> throw new IllegalStateException("The stand-in does not know " + action + ".");
        };
        return "<%1$sResponse><%1$sResult>%2$s</%1$sResult></%1$sResponse>".formatted(action, result);
    }
}

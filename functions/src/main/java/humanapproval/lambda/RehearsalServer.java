package humanapproval.lambda;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Plays AWS, and whatever else a function calls, on loopback while a function rehearses: the way to the network is a
 * part of what has to be warm. It keeps the item that was put last, for one rehearsal at a time.
 */
final class RehearsalServer implements AutoCloseable {

    // SNS tells the operation in the body, the others in a header or by the path.
    private static final Pattern ACTION = Pattern.compile("(?:^|&)Action=(\\w+)");

    private final Map<String, String> answers;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private volatile JsonElement item;

    /** Opens it with an answer to each operation whose answer has to say something. */
    RehearsalServer(Map<String, String> answers) throws IOException {
        this.answers = answers;
        // Else every answer waits for an acknowledgement.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::serve);
        server.start();
    }

    /** Where it listens. */
    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Lets {@code document} be the record that is there; none where it is null. */
    void keep(JsonElement document) {
        if (document == null || document.isJsonNull()) {
            item = null;
            return;
        }
        JsonObject kept = new JsonObject();
        kept.add("document", attribute("S", document.toString()));
        kept.add("version", attribute("N", "1"));
        kept.add("expiresAt", attribute("N", String.valueOf(Integer.MAX_VALUE)));
        item = kept;
    }

    private static JsonObject attribute(String type, String value) {
        JsonObject attribute = new JsonObject();
        attribute.addProperty(type, value);
        return attribute;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            byte[] answer = answer(operation(exchange, body), body).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
        }
    }

    private static String operation(HttpExchange exchange, String body) {
        String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
        Matcher action = ACTION.matcher(body);
        return target != null
                ? target.substring(target.indexOf('.') + 1)
                : action.find()
                        ? action.group(1)
                        : exchange.getRequestURI().getPath().replaceFirst(".*/", "");
    }

    private String answer(String operation, String body) {
        JsonObject answer = new JsonObject();
        switch (operation) {
            case "PutItem" ->
                item = JsonParser.parseString(body).getAsJsonObject().get("Item");
            case "GetItem" -> answer.add("Item", item);
            default -> {
                return answers.getOrDefault(operation, "{}");
            }
        }
        return answer.toString();
    }
}

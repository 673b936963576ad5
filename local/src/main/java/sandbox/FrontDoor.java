package sandbox;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;

/** The one address of a sandbox, on the loopback interface only. Paths that nobody serves are a 404. */
public final class FrontDoor implements AutoCloseable {
    private final HttpServer server;

    private FrontDoor(HttpServer server) {
        this.server = server;
    }

    /** Opens at this port, or at any free one if it is 0. */
    public static FrontDoor open(int port) throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        var door = new FrontDoor(server);
        door.serve("/", exchange -> send(exchange, 404, "text/plain", "There is nothing here.\n"));
        server.start();
        return door;
    }

    /** Serves everything below a path, in place of what served exactly that path before. */
    public void serve(String path, HttpHandler handler) {
        try {
            server.removeContext(path);
        } catch (IllegalArgumentException nothingThereYet) {
            // Then there is nothing to replace.
        }
        server.createContext(path, exchange -> {
            try (exchange) {
                handle(exchange, handler);
            }
        });
    }

    private void handle(HttpExchange exchange, HttpHandler handler) throws IOException {
        try {
            if (isOurs(exchange)) {
                handler.handle(exchange);
            } else {
                send(exchange, 421, "text/plain", "This address is not mine.\n");
            }
        } catch (RuntimeException | StackOverflowError e) {
            send(exchange, 500, "text/plain", "Something went wrong: " + e.getMessage() + "\n");
        }
    }

    /** Where it is, like {@code http://127.0.0.1:8080}. */
    public URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    @Override
    public void close() {
        server.stop(0);
    }

    /** The body of a request, which can be read once. */
    public static String body(HttpExchange exchange) throws IOException {
        return new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    }

    /** The fields of a form, as a body or an address has them. */
    static Map<String, String> form(String encoded) {
        var form = new HashMap<String, String>();
        for (var field : encoded.split("&")) {
            var parts = field.split("=", 2);
            if (parts.length == 2) {
                form.put(
                        URLDecoder.decode(parts[0], StandardCharsets.UTF_8),
                        URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
            }
        }
        return form;
    }

    static void send(HttpExchange exchange, int status, String type, String body) throws IOException {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type + "; charset=utf-8");
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        var head = exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(status, head || bytes.length == 0 ? -1 : bytes.length);
        if (!head) {
            exchange.getResponseBody().write(bytes);
        }
    }

    /** A page elsewhere whose name was pointed at this machine gets nothing (DNS rebinding). */
    private boolean isOurs(HttpExchange exchange) {
        var host = exchange.getRequestHeaders().getFirst("Host");
        var port = server.getAddress().getPort();
        return host == null || host.equals("127.0.0.1:" + port) || host.equals("localhost:" + port);
    }
}

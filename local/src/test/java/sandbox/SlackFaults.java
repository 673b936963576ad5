package sandbox;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;

/** What goes wrong with calls of Slack's Web API on demand, until this is closed. */
final class SlackFaults implements AutoCloseable {

    /** What a call comes to. */
    enum Fault {
        /** 429 with a Retry-After of a second. */
        LIMITED,
        /** An answer after three seconds. */
        SLOW,
        /** It is done, but the answer gets lost. */
        LOST
    }

    private final Map<String, Deque<Fault>> next = new ConcurrentHashMap<>();
    private final SlackGate gate;
    private final ApiForwarder behind;

    SlackFaults(Sandbox sandbox) {
        gate = new SlackGate(sandbox, this::call);
        behind = new ApiForwarder(gate.behind());
    }

    /** The next {@code count} calls of {@code method} come to that. */
    void next(int count, String method, Fault fault) {
        var waiting = next.computeIfAbsent(method, name -> new ConcurrentLinkedDeque<>());
        for (int i = 0; i < count; i++) {
            waiting.add(fault);
        }
    }

    private void call(HttpExchange exchange) throws IOException {
        var path = exchange.getRequestURI().getPath();
        var fault = next.getOrDefault(path.substring(SlackApi.PATH.length()), new ArrayDeque<>())
                .poll();
        try {
            switch (fault) {
                case null -> behind.handle(exchange);
                case LIMITED -> {
                    exchange.getResponseHeaders().set("Retry-After", "1");
                    exchange.sendResponseHeaders(429, -1);
                }
                case SLOW -> {
                    Thread.sleep(Duration.ofSeconds(3));
                    behind.handle(exchange);
                }
                case LOST -> pass(exchange);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException();
        }
    }

    /** Closing the exchange without an answer is the rest. */
    private void pass(HttpExchange exchange) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            var body = BodyPublishers.ofByteArray(exchange.getRequestBody().readAllBytes());
            client.send(
                    HttpRequest.newBuilder(gate.behind()
                                    .resolve(exchange.getRequestURI().getPath()))
                            .header(
                                    "Authorization",
                                    exchange.getRequestHeaders().getFirst("Authorization"))
                            .POST(body)
                            .build(),
                    BodyHandlers.discarding());
        }
    }

    @Override
    public void close() {
        gate.close();
    }
}

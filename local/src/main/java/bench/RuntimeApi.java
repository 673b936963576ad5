package bench;

import com.google.gson.JsonParser;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;

/**
 * Lambda's Runtime API for one process: hands it events, takes its answers (Lambda Developer Guide, Using the Lambda
 * runtime API).
 */
final class RuntimeApi implements AutoCloseable {
    private static final String PATH = "/2018-06-01/runtime/";
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final HttpServer server;
    private final SynchronousQueue<String> events = new SynchronousQueue<>();
    private final BlockingQueue<Answer> answers = new LinkedBlockingQueue<>();
    private volatile long handedOver;

    private record Answer(String path, String body, long at) {}

    private RuntimeApi(HttpServer server) {
        this.server = server;
    }

    static RuntimeApi open() throws IOException {
        var api = new RuntimeApi(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
        api.server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        api.server.createContext(PATH, exchange -> {
            try (exchange) {
                api.serve(exchange);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        api.server.start();
        return api;
    }

    /** The value of AWS_LAMBDA_RUNTIME_API. */
    String address() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    /** How long the process takes from the moment it gets {@code event} to its answer. */
    Duration invoke(String event) {
        return Duration.ofNanos(invokeUntil(event) - handedOver);
    }

    /** The {@link System#nanoTime()} at which the process got its last event. */
    long handedOver() {
        return handedOver;
    }

    /** The {@link System#nanoTime()} of the answer to {@code event}; the process may just be starting. */
    long invokeUntil(String event) {
        try {
            if (!events.offer(event, LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException("The process did not ask for an event.");
            }
            var answer = answers.poll(LIMIT.toSeconds(), TimeUnit.SECONDS);
            if (answer == null || !answer.path().endsWith("/response") || !succeeded(answer.body())) {
                throw new IllegalStateException("The process failed: " + answer);
            }
            return answer.at();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Whether that answer is one of a function that did what it was asked. */
    private static boolean succeeded(String body) {
        var answer = JsonParser.parseString(body).getAsJsonObject();
        return answer.has("statusCode")
                ? answer.get("statusCode").getAsInt() < 400
                : answer.getAsJsonArray("batchItemFailures").isEmpty();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void serve(HttpExchange exchange) throws IOException, InterruptedException {
        var path = exchange.getRequestURI().getPath().substring(PATH.length());
        if (exchange.getRequestMethod().equals("POST")) {
            var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            answers.add(new Answer(path, body, System.nanoTime()));
            exchange.sendResponseHeaders(202, -1);
        } else if (path.equals("restore/next")) {
            exchange.sendResponseHeaders(200, -1);
        } else {
            var event = events.take().getBytes(StandardCharsets.UTF_8);
            var headers = exchange.getResponseHeaders();
            headers.set("Content-Type", "application/json");
            headers.set("Lambda-Runtime-Aws-Request-Id", "bench");
            headers.set("Lambda-Runtime-Deadline-Ms", String.valueOf(System.currentTimeMillis() + 30_000));
            headers.set("Lambda-Runtime-Invoked-Function-Arn", "arn:aws:lambda:us-east-1:123456789012:function:bench");
            handedOver = System.nanoTime();
            exchange.sendResponseHeaders(200, event.length);
            exchange.getResponseBody().write(event);
        }
    }
}

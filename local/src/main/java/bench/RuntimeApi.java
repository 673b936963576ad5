package bench;

import com.google.gson.JsonParser;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import sandbox.FrontDoor;

/**
 * Lambda's Runtime API for one process: starts it, hands it events, takes its answers, ends it (Lambda Developer Guide,
 * Using the Lambda runtime API). Times are those of {@link System#nanoTime()}.
 */
final class RuntimeApi implements AutoCloseable {
    private static final int LIMIT_SECONDS = 60;

    private final FrontDoor door = FrontDoor.open(0);
    private final SynchronousQueue<String> events = new SynchronousQueue<>();
    private final BlockingQueue<Answer> answers = new LinkedBlockingQueue<>();
    private final Process process;

    final long startedAt;

    /** When the process got its last event. */
    volatile long handedOverAt;

    private record Answer(String path, String body, long at) {}

    RuntimeApi(ProcessBuilder builder) throws IOException {
        door.serve("/", this::serve);
        builder.environment().put("AWS_LAMBDA_RUNTIME_API", door.address().getAuthority());
        startedAt = System.nanoTime();
        process = builder.start();
    }

    /** When it answered {@code event}; it may just be starting. */
    long invoke(String event) {
        try {
            var taken = events.offer(event, LIMIT_SECONDS, TimeUnit.SECONDS);
            var answer = taken ? answers.poll(LIMIT_SECONDS, TimeUnit.SECONDS) : null;
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

    /** The most memory that the process had so far, as Linux tells it. */
    double peakMb() throws IOException {
        var status = Files.readString(Path.of("/proc", String.valueOf(process.pid()), "status"));
        var peak =
                Pattern.compile("VmHWM:\\s+(\\d+) kB").matcher(status).results().findFirst();
        return Long.parseLong(peak.orElseThrow().group(1)) / 1024.0;
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        door.close();
    }

    private void serve(HttpExchange exchange) throws IOException {
        var path = exchange.getRequestURI().getPath();
        if (exchange.getRequestMethod().equals("POST")) {
            var body = FrontDoor.body(exchange);
            answers.add(new Answer(path, body, System.nanoTime()));
            exchange.sendResponseHeaders(202, -1);
        } else if (path.endsWith("/restore/next")) {
            exchange.sendResponseHeaders(200, -1);
        } else {
            var event = next().getBytes(StandardCharsets.UTF_8);
            var headers = exchange.getResponseHeaders();
            headers.set("Content-Type", "application/json");
            headers.set("Lambda-Runtime-Aws-Request-Id", "bench");
            headers.set("Lambda-Runtime-Deadline-Ms", String.valueOf(System.currentTimeMillis() + 30_000));
            headers.set("Lambda-Runtime-Invoked-Function-Arn", "arn:aws:lambda:us-east-1:123456789012:function:bench");
            handedOverAt = System.nanoTime();
            exchange.sendResponseHeaders(200, event.length);
            exchange.getResponseBody().write(event);
        }
    }

    private String next() {
        try {
            return events.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException();
        }
    }
}

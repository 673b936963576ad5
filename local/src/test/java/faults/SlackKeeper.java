package faults;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.regex.Matcher;
import sandbox.Sandbox;
import sandbox.SlackGate;

/**
 * Breaks calls to Slack as local/faults.py breaks those to AWS. A call belongs to the case whose name stands in it or
 * in the message that it is about.
 */
final class SlackKeeper implements AutoCloseable {

    /** Longer than SlackChannel waits for Slack. */
    private static final Duration SLOW = Duration.ofMillis(4500);

    private static final class Armed {
        private final String by;
        private final Fault fault;
        private int skip;
        private int times;

        Armed(String by, Fault fault) {
            this.by = by;
            this.fault = fault;
            this.skip = fault.skip();
            this.times = fault.times();
        }
    }

    private final SlackGate gate;
    private final IntConsumer killer;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .proxy(HttpClient.Builder.NO_PROXY)
            .build();
    private final List<Armed> armed = new ArrayList<>();
    private final Map<String, List<Control.Call>> calls = new HashMap<>();
    private final Map<String, Integer> struck = new HashMap<>();
    private final Map<String, String> messages = new HashMap<>();

    /** Ends processes by {@code killer}, which gets the port of their connection. */
    SlackKeeper(Sandbox sandbox, IntConsumer killer) {
        this.killer = killer;
        gate = new SlackGate(sandbox, this::call);
    }

    synchronized void arm(String name, Fault fault) {
        armed.add(new Armed(name, fault));
    }

    synchronized void disarm(String name) {
        armed.removeIf(each -> each.by.equals(name));
    }

    synchronized List<Control.Call> calls(String name) {
        return List.copyOf(calls.getOrDefault(name, List.of()));
    }

    synchronized int calls() {
        return calls.values().stream().mapToInt(List::size).sum();
    }

    synchronized int struck(String name) {
        return struck.getOrDefault(name, 0);
    }

    private void call(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        byte[] body = exchange.getRequestBody().readAllBytes();
        String name = name(URLDecoder.decode(new String(body, StandardCharsets.UTF_8), StandardCharsets.UTF_8));
        try {
            switch (strike(name, path.substring(path.lastIndexOf('/') + 1))) {
                case null -> answer(exchange, pass(exchange, name, body));
                case ERROR -> exchange.sendResponseHeaders(500, -1);
                case THROTTLED -> {
                    exchange.getResponseHeaders().set("Retry-After", "1");
                    exchange.sendResponseHeaders(429, -1);
                }
                case SLOW -> {
                    Thread.sleep(SLOW);
                    pass(exchange, name, body);
                }
                case RESET -> {
                    // Closing it without an answer is all.
                }
                case LOST -> pass(exchange, name, body);
                case KILL -> killer.accept(exchange.getRemoteAddress().getPort());
                case KILL_AFTER -> {
                    pass(exchange, name, body);
                    killer.accept(exchange.getRemoteAddress().getPort());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            exchange.close();
        }
    }

    private synchronized String name(String text) {
        Matcher known = Story.NAME.matcher(text);
        if (known.find()) {
            return known.group();
        }
        return messages.entrySet().stream()
                .filter(message -> text.contains(message.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(Control.SHARED);
    }

    /** Counts a call; what it comes to, null where it passes. */
    private synchronized Fault.Kind strike(String name, String method) {
        calls.computeIfAbsent(name, key -> new ArrayList<>()).add(new Control.Call(Fault.SLACK, method));
        for (Armed each : armed) {
            if ((each.fault.shared() ? Control.SHARED : each.by).equals(name)
                    && each.fault.operation().equals(method)) {
                if (each.skip > 0) {
                    each.skip--;
                } else if (each.times > 0) {
                    each.times--;
                    struck.merge(each.by, 1, Integer::sum);
                    return each.fault.kind();
                }
            }
        }
        return null;
    }

    private HttpResponse<String> pass(HttpExchange exchange, String name, byte[] body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        gate.behind().resolve(exchange.getRequestURI().getPath()))
                .POST(BodyPublishers.ofByteArray(body));
        for (String header : List.of("Authorization", "Content-Type")) {
            if (exchange.getRequestHeaders().containsKey(header)) {
                request.header(header, exchange.getRequestHeaders().getFirst(header));
            }
        }
        HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
        JsonObject told = response.statusCode() == 200
                ? JsonParser.parseString(response.body()).getAsJsonObject()
                : new JsonObject();
        if (told.get("ts") instanceof JsonPrimitive ts && !name.equals(Control.SHARED)) {
            synchronized (this) {
                messages.put(ts.getAsString(), name);
            }
        }
        return response;
    }

    private static void answer(HttpExchange exchange, HttpResponse<String> response) throws IOException {
        response.headers()
                .firstValue("Retry-After")
                .ifPresent(after -> exchange.getResponseHeaders().set("Retry-After", after));
        exchange.getResponseHeaders().set("Content-Type", "application/json; charset=utf-8");
        byte[] body = response.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(response.statusCode(), body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        gate.close();
        client.shutdownNow();
    }
}

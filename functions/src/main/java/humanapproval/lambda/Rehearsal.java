package humanapproval.lambda;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Plays a function's sample events on a copy of it that reaches nobody, again and again, so that the compilers find out
 * what is worth their work. The resource {@code rehearsal.json} beside the function's class has the events, what the
 * services answer, and the record that {@code null} among the events puts into the table. The services are played on
 * loopback, as the way to the network is a part of what has to be warm.
 */
public final class Rehearsal {

    /** How often the events are played. */
    public static final int LAPS = 100;

    // After so long no further lap begins: publishing a version must not wait for it.
    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final Invocation INVOCATION = new Invocation("rehearsal", 60_000);
    // The time at which the samples take place.
    private static final Clock CLOCK = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
    // SNS tells the operation in the body, the others in a header or by the path.
    private static final Pattern ACTION = Pattern.compile("(?:^|&)Action=(\\w+)");

    private final JsonObject samples;
    private volatile JsonElement item;

    private Rehearsal(JsonObject samples) {
        this.samples = samples;
    }

    /** A copy of a function with these clients, that clock and that log. */
    public interface Copy {
        /** Makes it. */
        StreamFunction of(AwsClients aws, Clock clock, PrintStream log);
    }

    /**
     * Plays {@code function}'s samples so many times at most; it ends at the first lap in which something fails.
     *
     * @return how many laps went well
     */
    public static int play(Class<?> function, Environment environment, int laps, Copy copy) throws IOException {
        try (InputStream file = function.getResourceAsStream("rehearsal.json")) {
            String samples = new String(file.readAllBytes(), StandardCharsets.UTF_8);
            return new Rehearsal(JsonParser.parseString(samples).getAsJsonObject()).play(environment, laps, copy);
        }
    }

    private int play(Environment environment, int laps, Copy copy) throws IOException {
        // Else every answer waits for an acknowledgement.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        try {
            server.createContext("/", this::serve);
            server.start();
            URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
            var log = new ByteArrayOutputStream();
            var printed = new PrintStream(log, true, StandardCharsets.UTF_8);
            StreamFunction played = copy.of(AwsClients.reaching(address, environment, AwsClients.CALL), CLOCK, printed);
            long end = System.nanoTime() + LONGEST.toNanos();
            int lap = 0;
            while (lap < laps && System.nanoTime() < end && isPlayed(played, address, log)) {
                lap++;
            }
            return lap;
        } finally {
            server.stop(0);
        }
    }

    private boolean isPlayed(StreamFunction played, URI address, ByteArrayOutputStream log) throws IOException {
        for (JsonElement event : samples.getAsJsonArray("events")) {
            if (event.isJsonNull()) {
                item = record(samples.get("item"));
                continue;
            }
            log.reset();
            byte[] sent = event.toString().replace("SERVER", address.toString()).getBytes(StandardCharsets.UTF_8);
            var answer = new ByteArrayOutputStream();
            played.serve(new ByteArrayInputStream(sent), answer, INVOCATION);
            if (log.toString(StandardCharsets.UTF_8).contains("\"FAILED\"")
                    || answer.toString(StandardCharsets.UTF_8).contains("\"statusCode\":4")) {
                return false;
            }
        }
        return true;
    }

    /** The item that holds {@code document}; none where it is null. */
    private static JsonElement record(JsonElement document) {
        Map<String, Map<String, String>> kept = Map.of(
                "document", Map.of("S", document.toString()),
                "version", Map.of("N", "1"),
                "expiresAt", Map.of("N", String.valueOf(Integer.MAX_VALUE)));
        return document.isJsonNull() ? document : new Gson().toJsonTree(kept);
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
        if (target != null) {
            return target.substring(target.indexOf('.') + 1);
        }
        Matcher action = ACTION.matcher(body);
        return action.find()
                ? action.group(1)
                : exchange.getRequestURI().getPath().replaceFirst(".*/", "");
    }

    private String answer(String operation, String body) {
        if (operation.equals("PutItem")) {
            item = JsonParser.parseString(body).getAsJsonObject().get("Item");
        }
        if (operation.equals("GetItem")) {
            JsonObject answer = new JsonObject();
            answer.add("Item", item);
            return answer.toString();
        }
        JsonElement known = samples.getAsJsonObject("answers").get(operation);
        // XML stands there as text.
        return known == null ? "{}" : known.isJsonPrimitive() ? known.getAsString() : known.toString();
    }
}

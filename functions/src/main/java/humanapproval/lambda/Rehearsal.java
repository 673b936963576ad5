package humanapproval.lambda;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Plays a function's sample events on a copy of it that reaches nobody, again and again, so that the compilers find out
 * what is worth their work. The resource {@code rehearsal.json} beside the function's class has the events, what AWS
 * answers, and the record that {@code null} among the events puts into the table.
 */
public final class Rehearsal {

    /** How often the events are played. */
    public static final int LAPS = 100;

    /** After so long no further lap begins: publishing a version must not wait for it. */
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private static final String SERVER = "SERVER";

    private static final Invocation INVOCATION = new Invocation("rehearsal", 60_000);

    /** The time at which the samples take place. */
    private static final Clock CLOCK = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);

    private Rehearsal() {}

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
        JsonObject samples = samples(function);
        Map<String, String> answers = new LinkedHashMap<>();
        samples.getAsJsonObject("answers").entrySet().forEach(answer -> answers.put(answer.getKey(), text(answer)));
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        long end = System.nanoTime() + LONGEST.toNanos();
        try (RehearsalServer server = new RehearsalServer(answers)) {
            StreamFunction played = copy.of(
                    AwsClients.reaching(server.address(), environment, AwsClients.CALL),
                    CLOCK,
                    new PrintStream(log, true, StandardCharsets.UTF_8));
            int lap = 0;
            while (lap < laps && System.nanoTime() < end && isPlayed(samples, played, server, log)) {
                lap++;
            }
            return lap;
        }
    }

    private static JsonObject samples(Class<?> function) throws IOException {
        try (InputStream samples = function.getResourceAsStream("rehearsal.json")) {
            return JsonParser.parseString(new String(samples.readAllBytes(), StandardCharsets.UTF_8))
                    .getAsJsonObject();
        }
    }

    /** Texts of several lines stand as they are, everything else as JSON. */
    private static String text(Map.Entry<String, JsonElement> answer) {
        return answer.getValue().isJsonPrimitive()
                ? answer.getValue().getAsString()
                : answer.getValue().toString();
    }

    private static boolean isPlayed(
            JsonObject samples, StreamFunction played, RehearsalServer server, ByteArrayOutputStream log)
            throws IOException {
        for (JsonElement event : samples.getAsJsonArray("events")) {
            if (event.isJsonNull()) {
                server.keep(samples.get("item"));
                continue;
            }
            log.reset();
            byte[] sent = event.toString()
                    .replace(SERVER, server.address().toString())
                    .getBytes(StandardCharsets.UTF_8);
            played.serve(new ByteArrayInputStream(sent), OutputStream.nullOutputStream(), INVOCATION);
            if (log.toString(StandardCharsets.UTF_8).contains("\"FAILED\"")) {
                return false;
            }
        }
        return true;
    }
}

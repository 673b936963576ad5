package humanapproval.channel;

import humanapproval.lambda.RehearsalServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;

/** A queue with one request in it, for a channel's rehearsal. */
public final class SampleQueue {

    /** The time at which the request is open. */
    public static final Clock CLOCK = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);

    private final ByteArrayOutputStream log = new ByteArrayOutputStream();

    /** What serves an SQS event. */
    public interface Server {
        /** As Lambda's handlers do. */
        void serve(InputStream input, OutputStream output, String requestId) throws IOException;
    }

    /** Where the copy has to log. */
    public PrintStream log() {
        return new PrintStream(log, true, StandardCharsets.UTF_8);
    }

    /**
     * Lets {@code channel} serve the request so many times; what was logged. Throws {@link IOException} when the
     * channel does.
     */
    public String serve(int times, Server channel, RehearsalServer server) throws IOException {
        String event;
        try (InputStream sample = SampleQueue.class.getResourceAsStream("sample.json")) {
            event = new String(sample.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("SLACK", server.address().toString());
        }
        for (int time = 0; time < times; time++) {
            server.forget();
            channel.serve(
                    new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)),
                    OutputStream.nullOutputStream(),
                    "rehearsal");
        }
        return log.toString(StandardCharsets.UTF_8);
    }
}

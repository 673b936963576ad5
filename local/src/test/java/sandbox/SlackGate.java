package sandbox;

import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Clock;

/** Lets a test stand before the Slack look-alike: its keeper gets every call of the Web API and may pass it on. */
public final class SlackGate implements AutoCloseable {

    private final Sandbox sandbox;
    private final FrontDoor behind;

    /** Calls come to {@code keeper} until this is closed. */
    public SlackGate(Sandbox sandbox, HttpHandler keeper) {
        this.sandbox = sandbox;
        try {
            behind = FrontDoor.open(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        behind.serve(SlackApi.PATH, lookAlike()::call);
        sandbox.door().serve(SlackApi.PATH, keeper);
    }

    private SlackApi lookAlike() {
        return new SlackApi(sandbox.slack(), Clock.systemUTC());
    }

    /** Where calls that pass go to, at the same path. */
    public URI behind() {
        return behind.address();
    }

    @Override
    public void close() {
        sandbox.door().serve(SlackApi.PATH, lookAlike()::call);
        behind.close();
    }
}

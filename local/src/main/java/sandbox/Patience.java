package sandbox;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;

/** How long something is waited for that comes by itself. */
record Patience(Duration limit) {
    private static final Duration PAUSE = Duration.ofMillis(100);

    /** What {@code look} finds, looking again and again; after the limit it throws, with what is so instead. */
    <T> T await(Supplier<Optional<T>> look, Supplier<String> instead) {
        var end = System.nanoTime() + limit.toNanos();
        while (true) {
            var found = look.get();
            if (found.isPresent()) {
                return found.get();
            }
            if (System.nanoTime() > end) {
                throw new SandboxException(instead.get() + " (after " + limit.toSeconds() + " s)");
            }
            try {
                Thread.sleep(PAUSE);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new CancellationException();
            }
        }
    }
}

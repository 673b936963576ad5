package sandbox;

import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;

/** Tells a person what is being done and how long it took. */
public final class Progress {
    private final PrintStream out;

    public Progress(PrintStream out) {
        this.out = out;
    }

    /** Does one step: its name is printed before, its duration after. */
    public void step(String name, Runnable work) {
        step(name, () -> {
            work.run();
            return name;
        });
    }

    /** The same for a step that makes something. */
    public <T> T step(String name, Supplier<T> work) {
        out.printf("  %-34s ", name);
        out.flush();
        var start = System.nanoTime();
        try {
            var made = work.get();
            out.printf("%5.1f s%n", Duration.ofNanos(System.nanoTime() - start).toMillis() / 1000.0);
            return made;
        } catch (CancellationException stopped) {
            out.println("stopped");
            throw stopped;
        } catch (RuntimeException failure) {
            out.println("failed");
            throw failure;
        }
    }
}

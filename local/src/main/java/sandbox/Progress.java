package sandbox;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;

/** Tells a person what is being done and how long it took. */
final class Progress {
    /** Does one step: its name is printed before, its duration after. */
    void step(String name, Runnable work) {
        step(name, () -> {
            work.run();
            return name;
        });
    }

    /** The same for a step that makes something. */
    <T> T step(String name, Supplier<T> work) {
        System.out.printf("  %-34s ", name);
        System.out.flush();
        var start = System.nanoTime();
        try {
            var made = work.get();
            System.out.printf(
                    "%5.1f s%n", Duration.ofNanos(System.nanoTime() - start).toMillis() / 1000.0);
            return made;
        } catch (CancellationException stopped) {
            System.out.println("stopped");
            throw stopped;
        } catch (RuntimeException failure) {
            System.out.println("failed");
            throw failure;
        }
    }
}

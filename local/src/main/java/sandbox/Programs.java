package sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/**
 * The programs that a sandbox starts. None of them outlives it: they end when this is closed or when the virtual
 * machine ends. Nothing of the user's own AWS configuration reaches them.
 */
final class Programs implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(8);

    private final Path folder;
    private final Map<String, String> environment;
    private final Queue<Process> running = new ConcurrentLinkedQueue<>();
    private final Thread hook = new Thread(this::stopAll);
    private volatile boolean closed;

    Programs(Path folder, Map<String, String> environment) {
        this.folder = folder;
        this.environment = environment;
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Starts a program whose standard input stays open as long as this does. */
    Process start(List<String> command, Map<String, String> additions, Path log) {
        var builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("AWS_"));
        builder.environment().putAll(environment);
        builder.environment().putAll(additions);
        try {
            Files.createDirectories(log.getParent());
            refuseWhenClosed();
            var process = builder.start();
            running.add(process);
            // Closing may have begun in between.
            if (closed) {
                stopAll();
                refuseWhenClosed();
            }
            return process;
        } catch (IOException e) {
            throw new SandboxException("Cannot start " + command.getFirst() + ": " + e.getMessage(), e);
        }
    }

    /** Runs a program to its end; whatever is not a success ends in an exception that shows what it printed last. */
    void run(String name, List<String> command, Path log, Duration limit) {
        var process = start(command, Map.of(), log);
        try {
            var ended = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
            refuseWhenClosed();
            if (!ended) {
                throw failure(name + " did not end within " + limit.toSeconds() + " s", log);
            }
            if (process.exitValue() != 0) {
                throw failure(name + " failed", log);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException();
        } finally {
            stop(process);
            running.remove(process);
        }
    }

    /** A failure that shows the end of a program's output and where the rest is. */
    static SandboxException failure(String what, Path log) {
        try {
            var lines = Files.readAllLines(log);
            var end = lines.subList(Math.max(0, lines.size() - 25), lines.size());
            return new SandboxException(what + ". The end of " + log + ":\n  " + String.join("\n  ", end));
        } catch (IOException e) {
            return new SandboxException(what + ". See " + log + ".", e);
        }
    }

    @Override
    public void close() {
        stopAll();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException alreadyShuttingDown) {
            // The hook does the same.
        }
    }

    private void refuseWhenClosed() {
        if (closed) {
            throw new CancellationException("stopped");
        }
    }

    private void stopAll() {
        closed = true;
        running.forEach(Programs::stop);
    }

    private static void stop(Process process) {
        // Children are listed first: once their parent is gone, nothing leads to them.
        var family = process.descendants().toList();
        try {
            process.getOutputStream().close();
        } catch (IOException alreadyClosed) {
            // Then it has noticed.
        }
        process.destroy();
        try {
            if (!process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        family.forEach(ProcessHandle::destroyForcibly);
    }

    static void deleteFolder(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

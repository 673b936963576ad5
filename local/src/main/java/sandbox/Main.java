package sandbox;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Runs a program for a person at a terminal and says in its last line why it ended, also when it was stopped. */
public final class Main {
    private Main() {}

    /** What is run. */
    @FunctionalInterface
    public interface Program {
        void run() throws IOException;
    }

    /** Runs it, and ends the virtual machine with 1 where it fails. */
    public static void run(Program program) {
        var stopping = new CountDownLatch(1);
        var ended = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            stopping.countDown();
            within(10_000, ended);
        }));
        try {
            program.run();
        } catch (IOException | RuntimeException e) {
            // Ctrl-C reaches everything that was started, too, perhaps first: its end is no failure then.
            if (within(500, stopping)) {
                System.out.println("\nStopped.");
            } else if (e instanceof SandboxException) {
                System.err.println(e.getMessage());
            } else {
                e.printStackTrace();
            }
            ended.countDown();
            System.exit(1);
        }
        ended.countDown();
    }

    private static boolean within(long milliseconds, CountDownLatch latch) {
        try {
            return latch.await(milliseconds, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}

package humanapproval.callback;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** Answers in time, whatever the work does. */
final class Deadline {

    private Deadline() {}

    /** What {@code work} gives, which does not throw; after so long what {@code tooLate} gives. */
    static <T> T within(Duration patience, Supplier<T> work, Supplier<T> tooLate) {
        FutureTask<T> task = new FutureTask<>(work::get);
        Thread.ofVirtual().start(task);
        try {
            return task.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            task.cancel(true);
            return tooLate.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("The request could not be handled.", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("The invocation was interrupted.", e);
        }
    }
}

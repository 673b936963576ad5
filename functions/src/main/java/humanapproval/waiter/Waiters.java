package humanapproval.waiter;

import com.google.gson.JsonObject;
import java.time.Instant;
import java.util.Optional;

/** The way to those who wait. Every method throws the SDK's exception when they can't be reached. */
public interface Waiters {

    /**
     * Lets {@code waiter} go on with {@code outcome}. False when it waits no more: it was answered, timed out or
     * stopped.
     */
    boolean resume(Waiter waiter, JsonObject outcome);

    /** Lets {@code waiter} fail. False when it waits no more. */
    boolean fail(Waiter waiter, String error, String cause);

    /** When its execution was stopped, failed or timed out; empty while it runs, and where it came to its own end. */
    Optional<Instant> stoppedAt(Waiter waiter);
}

package humanapproval.channel;

import java.time.Duration;

/** It has to be tried again, after that time and not before. */
public final class TryLaterException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final Duration after;

    /** {@code message} is a plain sentence without any value of what arrived. */
    public TryLaterException(String message, Duration after) {
        super(message);
        this.after = after;
    }

    /** How long to wait. */
    public Duration after() {
        return after;
    }
}

package humanapproval.slack;

import java.time.Duration;

/** It has to be tried again, after that time and not before. */
final class TryLaterException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final Duration after;

    TryLaterException(String message, Duration after) {
        super(message);
        this.after = after;
    }

    Duration after() {
        return after;
    }
}

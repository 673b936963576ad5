package humanapproval.faults;

import java.time.Instant;
import java.util.Optional;

/** Somebody or something in a story, who acts when it is time. */
interface Part {

    /** When it wants to act next; not as long as nothing happens that it waits for. */
    Optional<Instant> next();

    /** Acts. */
    void act();
}

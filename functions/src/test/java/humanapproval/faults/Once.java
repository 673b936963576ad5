package humanapproval.faults;

import java.time.Instant;
import java.util.Optional;

/** Something that happens at a certain time, once. */
final class Once implements Part {

    private final Runnable what;
    private Optional<Instant> at;

    Once(Instant at, Runnable what) {
        this.at = Optional.of(at);
        this.what = what;
    }

    @Override
    public Optional<Instant> next() {
        return at;
    }

    @Override
    public void act() {
        at = Optional.empty();
        what.run();
    }
}

package humanapproval.fake;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that moves only when it is told to, so also a way to sleep without waiting. */
public final class TestClock extends Clock {

    private Instant now;

    /** Stands at {@code now}. */
    public TestClock(Instant now) {
        this.now = now;
    }

    /** Goes on by {@code duration}. */
    public void advance(Duration duration) {
        now = now.plus(duration);
    }

    /** Goes to {@code time}. */
    public void set(Instant time) {
        now = time;
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("Times are told in UTC.");
    }
}

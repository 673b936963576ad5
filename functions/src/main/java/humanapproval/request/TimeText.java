package humanapproval.request;

import java.time.Duration;

/** A length of time as people say it, in its largest fitting unit, rounded down. */
public final class TimeText {

    private TimeText() {}

    /** Like "45 seconds", "1 minute", "119 minutes", "47 hours" or "2 days"; never less than a second. */
    public static String of(Duration time) {
        long minutes = time.toMinutes();
        return minutes < 1 ? counted(Math.max(1, time.toSeconds()), "second")
                : minutes < 120 ? counted(minutes, "minute")
                : minutes < 48 * 60 ? counted(time.toHours(), "hour")
                : counted(time.toDays(), "day");
    }

    private static String counted(long count, String unit) {
        return count + " " + unit + (count == 1 ? "" : "s");
    }
}

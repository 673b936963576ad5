package humanapproval.text;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Times as people say them. */
public final class TimeText {

    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern(
                    "d MMMM uuuu, HH:mm 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private TimeText() {}

    /** Like "31 January 2026, 13:00 UTC". */
    public static String of(Instant time) {
        return MINUTE.format(time);
    }

    /**
     * A length of time in its largest fitting unit, like "45 seconds", "1 minute", "119 minutes", "47 hours" or "2
     * days"; never less than a second.
     */
    public static String of(Duration time) {
        long minutes = time.toMinutes();
        return minutes < 1
                ? counted(Math.max(1, time.toSeconds()), "second")
                : minutes < 120
                        ? counted(minutes, "minute")
                        : minutes < 48 * 60
                                ? counted(Math.round(minutes / 60.0), "hour")
                                : counted(Math.round(minutes / 1440.0), "day");
    }

    private static String counted(long count, String unit) {
        return count + " " + unit + (count == 1 ? "" : "s");
    }
}

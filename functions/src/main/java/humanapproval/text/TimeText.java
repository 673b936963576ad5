package humanapproval.text;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Times as people say them. */
public final class TimeText {

    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm ", Locale.ENGLISH);
    // The short names of zones are not unique.
    private static final DateTimeFormatter ZONE = DateTimeFormatter.ofPattern("z '(UTC'XXX')'", Locale.ENGLISH);

    private TimeText() {}

    /** The zone of that IANA name; UTC for any other. */
    public static ZoneId zone(String name) {
        return ZoneId.getAvailableZoneIds().contains(name) && !name.equals("UTC") ? ZoneId.of(name) : ZoneOffset.UTC;
    }

    /** Like "31 January 2026, 13:00 UTC" or "31 January 2026, 14:00 CET (UTC+01:00)". */
    public static String of(Instant time, ZoneId zone) {
        ZonedDateTime there = time.atZone(zone);
        return MINUTE.format(there) + (zone.equals(ZoneOffset.UTC) ? "UTC" : ZONE.format(there));
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

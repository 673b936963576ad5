package operator;

import java.io.BufferedReader;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;

/**
 * Whoever sits there: what they read and write, and their clock.
 *
 * @param pause between two looks at something that is waited for
 */
record Terminal(PrintStream out, PrintStream err, BufferedReader in, Clock clock, Duration pause) {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm z", Locale.ROOT);

    /** Control and format characters, surrogates, what is private or not assigned, separators of lines. */
    private static final Pattern UNSEEN = Pattern.compile("[\\p{C}\\p{Zl}\\p{Zp}]");

    void say(String line) {
        out.println(line);
    }

    Instant now() {
        return clock.instant();
    }

    /** Looks again until it is so, or {@code limit} has passed; whether it is so. */
    boolean await(Duration limit, BooleanSupplier isSo) {
        var end = now().plus(limit);
        while (!isSo.getAsBoolean()) {
            if (!now().isBefore(end)) {
                return false;
            }
            try {
                Thread.sleep(pause);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new CancellationException();
            }
        }
        return true;
    }

    /** A time as the clock on the wall shows it. */
    String time(Instant time) {
        return TIME.format(time.atZone(ZoneId.systemDefault()));
    }

    /** About how long, in one unit. */
    static String about(Duration time) {
        var seconds = Math.abs(time.toSeconds());
        if (seconds < 120) {
            return seconds + " s";
        }
        if (seconds < 2 * 3600) {
            return seconds / 60 + " min";
        }
        return seconds < 48 * 3600 ? seconds / 3600 + " h" : seconds / 86400 + " d";
    }

    /** Text from outside in one line: what would steer the terminal, or draws nothing, is shown as its number. */
    static String visible(String text, int limit) {
        var shown = UNSEEN.matcher(text)
                .replaceAll(found -> List.of("\n", "\t").contains(found.group())
                        ? " "
                        : "[U+%04X]".formatted(found.group().codePointAt(0)));
        var points = shown.codePoints().toArray();
        return points.length <= limit ? shown : new String(points, 0, limit - 1) + "…";
    }
}

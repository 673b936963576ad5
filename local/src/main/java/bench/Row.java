package bench;

import com.google.gson.JsonObject;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What was measured of one contestant; times are medians of the processes' own, in milliseconds.
 *
 * @param coldMs from the process's start to its first answer
 * @param primedMs the first answer after the hooks that run before SnapStart's snapshot
 * @param calls how many calls one invocation makes
 * @param callsMs how long they take at the other end, together
 * @param classes how many were loaded until the first answer; 0 where there are none
 */
record Row(
        String name,
        double coldMs,
        double primedMs,
        double warmP50Ms,
        double warmP95Ms,
        double warmP99Ms,
        int calls,
        double callsMs,
        double peakMb,
        int classes,
        double packageMb) {

    static final String HEADINGS = String.format(
            "%-30s %8s %6s %8s %9s %9s %9s %15s %8s %8s %8s",
            "", "cold", "ratio", "primed", "warm p50", "p95", "p99", "calls", "memory", "classes", "package");

    JsonObject json(double nodeColdMs) {
        var json = new JsonObject();
        json.addProperty("name", name);
        json.addProperty("cold_ms", round(coldMs));
        json.addProperty("primed_ms", round(primedMs));
        json.addProperty("warm_p50_ms", round(warmP50Ms));
        json.addProperty("warm_p95_ms", round(warmP95Ms));
        json.addProperty("warm_p99_ms", round(warmP99Ms));
        json.addProperty("calls", calls);
        json.addProperty("calls_ms", round(callsMs));
        json.addProperty("peak_mb", round(peakMb));
        json.addProperty("classes", classes);
        json.addProperty("package_mb", round(packageMb));
        json.addProperty("ratio", round(coldMs / nodeColdMs));
        return json;
    }

    String text(double nodeColdMs) {
        return String.format(
                Locale.ROOT,
                "%-30s %5.0f ms %6s %5.1f ms %6.2f ms %6.2f ms %6.2f ms %3d in %5.2f ms %5.0f MB %8d %5.1f MB",
                name,
                coldMs,
                Double.isNaN(nodeColdMs) ? "" : String.format(Locale.ROOT, "%.2f", coldMs / nodeColdMs),
                primedMs,
                warmP50Ms,
                warmP95Ms,
                warmP99Ms,
                calls,
                callsMs,
                peakMb,
                classes,
                packageMb);
    }

    static double median(List<Double> values) {
        return percentile(values, 50);
    }

    /** By the nearest rank; NaN of none. */
    static double percentile(List<Double> values, int percent) {
        var sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
        Arrays.sort(sorted);
        return sorted.length == 0
                ? Double.NaN
                : sorted[Math.max(0, (int) Math.ceil(percent / 100.0 * sorted.length) - 1)];
    }

    private static Double round(double value) {
        return Double.isNaN(value) ? null : Math.round(value * 100) / 100.0;
    }
}

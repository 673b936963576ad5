package bench;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What was measured of one contestant, by the name of each figure; of its processes the median counts.
 *
 * <p>{@code cold_ms} is from the process's start to its first answer, {@code ratio} how many times that of the Node.js
 * port, {@code primed_ms} the first answer after the hooks that run before SnapStart's snapshot; one invocation makes
 * so many {@code calls}, which take {@code calls_ms} at the other end; so many {@code classes} are loaded until the
 * first answer.
 */
record Row(Contestant contestant, Map<String, List<Double>> figures) {
    private static final List<String> FIGURES = List.of(
            ("cold_ms ratio primed_ms warm_p50_ms warm_p95_ms warm_p99_ms calls calls_ms peak_mb classes package_mb")
                    .split(" "));

    Row(Contestant contestant) {
        this(contestant, new HashMap<>());
    }

    void add(String figure, double value) {
        figures.computeIfAbsent(figure, any -> new ArrayList<>()).add(value);
    }

    /** NaN where it was not measured. */
    double median(String figure) {
        return percentile(figures.getOrDefault(figure, List.of()), 50);
    }

    static String headings() {
        return " ".repeat(30) + "%12s".repeat(FIGURES.size()).formatted(FIGURES.toArray());
    }

    String text() {
        var medians = FIGURES.stream().map(this::median).toArray();
        return "%-30s".formatted(contestant.name())
                + String.format(Locale.ROOT, "%12.2f".repeat(medians.length), medians);
    }

    JsonObject json() {
        var json = new JsonObject();
        json.addProperty("name", contestant.name());
        for (var figure : FIGURES) {
            var median = median(figure);
            json.addProperty(figure, Double.isNaN(median) ? null : Math.round(median * 100) / 100.0);
        }
        return json;
    }

    /** By the nearest rank; NaN of none. */
    static double percentile(List<Double> values, int percent) {
        var sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
        Arrays.sort(sorted);
        var rank = Math.max(1, (int) Math.ceil(percent / 100.0 * sorted.length));
        return sorted.length == 0 ? Double.NaN : sorted[rank - 1];
    }
}

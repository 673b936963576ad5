package bench;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What was measured of one contestant: a row of the README's table, in Markdown. Of its processes the median counts.
 */
record Row(Contestant contestant, Map<Figure, List<Double>> figures) {

    /** The columns. */
    enum Figure {
        /** From the process's start to its first answer. */
        COLD("cold", " ms"),
        /** How many times that of the Node.js port. */
        RATIO("ratio", ""),
        /** The first answer after the hooks that run before SnapStart's snapshot. */
        PRIMED("primed", " ms"),
        WARM_P50("warm p50", " ms"),
        WARM_P99("p99", " ms"),
        /** How many one invocation makes. */
        CALLS("calls", ""),
        /** The most that the process had. */
        MEMORY("memory", " MB"),
        /** How many are loaded until the first answer. */
        CLASSES("classes", "");

        private final String heading;
        private final String unit;

        Figure(String heading, String unit) {
            this.heading = heading;
            this.unit = unit;
        }

        private String text(double value) {
            var digits = value < 10 && this != CALLS ? "%.1f" : "%.0f";
            return Double.isNaN(value) ? "" : String.format(Locale.ROOT, digits, value) + unit;
        }
    }

    Row(Contestant contestant) {
        this(contestant, new EnumMap<>(Figure.class));
    }

    void add(Figure figure, double value) {
        figures.computeIfAbsent(figure, any -> new ArrayList<>()).add(value);
    }

    /** NaN where it was not measured. */
    double median(Figure figure) {
        return percentile(figures.getOrDefault(figure, List.of()), 50);
    }

    static String headings() {
        return line("", Stream.of(Figure.values()).map(figure -> figure.heading)) + "| --- |"
                + " ---: |".repeat(Figure.values().length);
    }

    /** The row with its line's end. */
    String text() {
        return line(contestant.name(), Stream.of(Figure.values()).map(figure -> figure.text(median(figure))));
    }

    private static String line(String first, Stream<String> rest) {
        return Stream.concat(Stream.of(first), rest).collect(Collectors.joining(" | ", "| ", " |\n"));
    }

    /** By the nearest rank; NaN of none. */
    static double percentile(List<Double> values, int percent) {
        var sorted = values.stream().sorted().toList();
        var rank = Math.max(1, (int) Math.ceil(percent / 100.0 * sorted.size()));
        return sorted.isEmpty() ? Double.NaN : sorted.get(rank - 1);
    }
}

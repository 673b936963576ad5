package faults;

import faults.Promises.Kind;
import faults.Trials.Result;
import java.time.Duration;
import java.util.List;

/** What {@code make faults} prints, for SECURITY.md. */
final class Figures {

    private Figures() {}

    /** Whether all is tried, not the selection of {@code make test}. */
    static boolean whole() {
        return "whole".equals(System.getProperty("faults"));
    }

    static void ofFaults(List<Result> results, int calls) {
        List<Fault> struck = results.stream()
                .filter(result -> result.struck() > 0)
                .map(result -> result.trial().fault().orElseThrow())
                .toList();
        System.out.printf(
                "| faults | %d cases of %d kinds and %d operations, %d of them kills of a process;"
                        + " %d of %d calls struck |%n",
                struck.size(),
                struck.stream().map(Fault::kind).distinct().count(),
                struck.stream().map(Fault::operation).distinct().count(),
                struck.stream().filter(fault -> fault.kind().kills()).count(),
                results.stream().mapToInt(Result::struck).sum(),
                calls);
        System.out.printf(
                "| approvals | %d: lost %d, doubled %d, stuck %d, otherwise wrong %d |%n",
                results.size(),
                broken(results, Kind.LOST),
                broken(results, Kind.DOUBLED),
                broken(results, Kind.STUCK),
                broken(results, Kind.WRONG));
    }

    private static long broken(List<Result> results, Kind kind) {
        return results.stream()
                .filter(result -> result.broken().stream().anyMatch(broken -> broken.kind() == kind))
                .count();
    }

    /**
     * What the sorted {@code answers} took, given within {@code all}, of so many approvals, while so many events came
     * twice.
     */
    static void ofAnswers(
            int approvals, List<Duration> answers, Duration all, int events, int lost, int doubled, int stuck) {
        System.out.printf(
                "| at once | %d approvals, %d presses, %d events twice, %.1f presses a second, p50 %d ms, p95 %d ms,"
                        + " p99 %d ms |%n",
                approvals,
                answers.size(),
                events,
                1000.0 * answers.size() / all.toMillis(),
                at(answers, 0.50),
                at(answers, 0.95),
                at(answers, 0.99));
        System.out.printf("| of these | lost %d, doubled %d, stuck %d |%n", lost, doubled, stuck);
    }

    private static long at(List<Duration> sorted, double part) {
        return sorted.get((int) Math.ceil(part * sorted.size()) - 1).toMillis();
    }
}

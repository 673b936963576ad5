package bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * Lets contestants run, one process after the other and in turns, so that a busy minute of the machine hits all alike.
 */
final class Race {
    private final AwsStub aws;
    private final int rounds;
    private final Map<Contestant, Times> times = new LinkedHashMap<>();

    private static final class Times {
        final List<Double> cold = new ArrayList<>();
        final List<Double> primed = new ArrayList<>();
        final List<Double> p50 = new ArrayList<>();
        final List<Double> p95 = new ArrayList<>();
        final List<Double> p99 = new ArrayList<>();
        final List<Double> calls = new ArrayList<>();
        final List<Double> peak = new ArrayList<>();
        int callCount;
    }

    Race(AwsStub aws, int rounds) {
        this.aws = aws;
        this.rounds = rounds;
    }

    List<Row> run(List<Contestant> contestants) throws IOException {
        contestants.forEach(contestant -> times.put(contestant, new Times()));
        for (var round = 0; round < rounds; round++) {
            for (var contestant : contestants) {
                cold(contestant);
                warm(contestant);
            }
            System.out.print(".");
            System.out.flush();
        }
        System.out.println();
        var rows = new ArrayList<Row>();
        for (var contestant : contestants) {
            var measured = times.get(contestant);
            rows.add(new Row(
                    contestant.name(),
                    Row.median(measured.cold),
                    Row.median(measured.primed),
                    Row.median(measured.p50),
                    Row.median(measured.p95),
                    Row.median(measured.p99),
                    measured.callCount,
                    Row.median(measured.calls),
                    Row.median(measured.peak),
                    classes(contestant),
                    contestant.size() / 1e6));
        }
        return rows;
    }

    private void cold(Contestant contestant) throws IOException {
        contestant.reset().run();
        var event = contestant.event().get();
        try (var api = RuntimeApi.open()) {
            var began = System.nanoTime();
            var process = contestant.start(api, aws);
            try {
                var answered = api.invokeUntil(event);
                times.get(contestant).cold.add(millis((contestant.untilMail() ? aws.mailedAt() : answered) - began));
            } finally {
                end(process);
            }
        }
    }

    private void warm(Contestant contestant) throws IOException {
        try (var api = RuntimeApi.open()) {
            var process =
                    contestant.snapStart().isEmpty() ? contestant.start(api, aws) : contestant.startPrimed(api, aws);
            try {
                var measured = times.get(contestant);
                var first = invoke(contestant, api);
                if (!contestant.snapStart().isEmpty()) {
                    measured.primed.add(first);
                }
                var warm = new ArrayList<Double>();
                var calls = new ArrayList<Double>();
                for (var run = 0; run < contestant.warmRuns(); run++) {
                    warm.add(invoke(contestant, api));
                    calls.add(millis(aws.spent().toNanos()));
                }
                // The compilers have done most of their work by then.
                var settled = warm.subList(warm.size() / 2, warm.size());
                measured.p50.add(Row.percentile(settled, 50));
                measured.p95.add(Row.percentile(settled, 95));
                measured.p99.add(Row.percentile(settled, 99));
                measured.calls.add(Row.median(calls.subList(calls.size() / 2, calls.size())));
                measured.callCount = aws.calls();
                measured.peak.add(peakMb(process));
            } finally {
                end(process);
            }
        }
    }

    private double invoke(Contestant contestant, RuntimeApi api) {
        contestant.reset().run();
        var took = api.invoke(contestant.event().get());
        return millis(contestant.untilMail() ? aws.mailedAt() - api.handedOver() : took.toNanos());
    }

    /** How many classes a Java process loads until its first answer. */
    private int classes(Contestant contestant) throws IOException {
        if (contestant.snapStart().isEmpty()) {
            return 0;
        }
        var log = Files.createTempFile("classes", ".log");
        contestant.reset().run();
        try (var api = RuntimeApi.open()) {
            var process = contestant.start(api, aws, "-Xlog:class+load:file=" + log);
            try {
                api.invokeUntil(contestant.event().get());
            } finally {
                end(process);
            }
            try (var lines = Files.lines(log)) {
                return (int) lines.count();
            }
        } finally {
            Files.delete(log);
        }
    }

    /** The most memory that the process had so far, as Linux tells it. */
    private static double peakMb(Process process) throws IOException {
        var status = Files.readString(Path.of("/proc", String.valueOf(process.pid()), "status"));
        return Pattern.compile("VmHWM:\\s+(\\d+) kB")
                        .matcher(status)
                        .results()
                        .mapToLong(found -> Long.parseLong(found.group(1)))
                        .findFirst()
                        .orElseThrow()
                / 1024.0;
    }

    private static void end(Process process) {
        process.destroyForcibly();
        try {
            process.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static double millis(long nanos) {
        return Duration.ofNanos(nanos).toNanos() / 1e6;
    }
}

package bench;

import bench.Row.Figure;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/**
 * Lets contestants run, one process after the other and in turns, so that a busy minute of the machine hits all alike.
 */
record Race(AwsStub aws, Lambda lambda, int rounds) {
    private static final int WARM_RUNS = 500;
    // Each ends half a second after its mail.
    private static final int WARM_MAILS = 20;

    List<Row> run(List<Contestant> contestants) throws IOException {
        var rows = contestants.stream().map(Row::new).toList();
        for (var round = 0; round < rounds; round++) {
            for (var row : rows) {
                cold(row.contestant(), row);
                warm(row.contestant(), row);
            }
            System.out.print(".");
            System.out.flush();
        }
        System.out.println();
        for (var row : rows) {
            if (row.contestant().isJava()) {
                row.add(Figure.CLASSES, classes(row.contestant()));
            }
        }
        return rows;
    }

    private void cold(Contestant contestant, Row row) throws IOException {
        aws.reset(contestant.records());
        var event = contestant.event().get();
        try (var api = lambda.start(contestant)) {
            var answered = api.invoke(event);
            row.add(Figure.COLD, (done(answered) - api.startedAt) / 1e6);
        }
    }

    /** What people wait for is the mail where there is one: the answer is held back on purpose (MailPace). */
    private long done(long answered) {
        return aws.mailedAt == 0 ? answered : aws.mailedAt;
    }

    private void warm(Contestant contestant, Row row) throws IOException {
        try (var api = contestant.isJava() ? lambda.startPrimed(contestant) : lambda.start(contestant)) {
            var first = invoke(contestant, api);
            if (contestant.isJava()) {
                row.add(Figure.PRIMED, first);
            }
            var runs = aws.mailedAt == 0 ? WARM_RUNS : WARM_MAILS;
            var warm = new ArrayList<Double>();
            for (var run = 0; run < runs; run++) {
                warm.add(invoke(contestant, api));
            }
            // The compilers have done most of their work by then.
            var settled = warm.subList(runs / 2, runs);
            row.add(Figure.WARM_P50, Row.percentile(settled, 50));
            row.add(Figure.WARM_P99, Row.percentile(settled, 99));
            row.add(Figure.CALLS, aws.calls.get());
            row.add(Figure.MEMORY, api.peakMb());
        }
    }

    /** How long it takes in milliseconds from the moment it gets the event. */
    private double invoke(Contestant contestant, RuntimeApi api) {
        aws.reset(contestant.records());
        var answered = api.invoke(contestant.event().get());
        return (done(answered) - api.handedOverAt) / 1e6;
    }

    /** How many classes a Java process loads until its first answer. */
    private long classes(Contestant contestant) throws IOException {
        var log = Files.createTempFile("classes", ".log");
        aws.reset(contestant.records());
        try (var api = lambda.start(contestant, "-Xlog:class+load:file=" + log)) {
            api.invoke(contestant.event().get());
        }
        try (var lines = Files.lines(log)) {
            return lines.count();
        } finally {
            Files.delete(log);
        }
    }
}

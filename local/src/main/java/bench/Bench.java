package bench;

import bench.Row.Figure;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import sandbox.Main;
import sandbox.Sandbox;

/** {@code make bench}: prints the figures as the tables of README.md. */
final class Bench {
    private Bench() {}

    /** Takes the number of rounds and of end-to-end runs, and the folder of the Node port, or nothing in its place. */
    static void main(String[] arguments) {
        var rounds = Math.max(10, Integer.parseInt(arguments[0]));
        var runs = Integer.parseInt(arguments[1]);
        var node = arguments.length > 2 ? Path.of(arguments[2]) : null;
        Main.run(() -> measure(rounds, runs, node));
    }

    private static void measure(int rounds, int runs, Path node) throws IOException {
        Map<String, List<Double>> endToEnd;
        try (var sandbox = Sandbox.start("bench")) {
            System.out.println("The whole way, " + runs + " times by mail and in Slack ...");
            endToEnd = EndToEnd.measure(sandbox, runs);
        }
        try (var aws = new AwsStub()) {
            System.out.println("Processes, " + rounds + " times each ...");
            var lambda = new Lambda(aws);
            var rows = new Race(aws, lambda, rounds).run(contestants(aws, lambda, node));
            if (node == null) {
                System.out.println("(Without the Node.js port: node and npm 20 or newer are not here.)");
            } else {
                var nodes = rows.getFirst().median(Figure.COLD);
                rows.forEach(row -> row.add(Figure.RATIO, row.median(Figure.COLD) / nodes));
            }
            report(rows, endToEnd);
        }
    }

    private static List<Contestant> contestants(AwsStub aws, Lambda lambda, Path node) throws IOException {
        var samples = new Samples(Path.of("events"));
        Supplier<String> email = () -> samples.requested("EmailChannel", aws.address());
        Supplier<String> slack = () -> samples.requested("SlackChannel", aws.address());
        var mailing = function("EmailChannel, to its mail", "email.EmailChannel", Map.of(), email);
        var posting = function("SlackChannel", "slack.SlackChannel", Map.of(), slack);
        for (var asking : List.of(mailing, posting)) {
            try (var api = lambda.start(asking)) {
                api.invoke(asking.event().get());
            }
        }
        // A request that was mailed and posted, as somebody answers it.
        var asked = Map.copyOf(aws.records);
        var mail = aws.mail;
        var callback = "callback.ApprovalCallback";
        var plain = Path.of("local/bench/plain/target/classes");
        var contestants = new ArrayList<>(List.of(
                new Contestant("Plain Java port of it", "plain.Callback", plain, Map.of(), samples::tutorial),
                function("ApprovalCallback, page", callback, asked, () -> samples.vote(mail)),
                function("ApprovalCallback, Slack button", callback, asked, samples::press),
                mailing,
                posting));
        if (node != null) {
            contestants.addFirst(
                    new Contestant("Node.js port of the tutorial", "index.mjs", node, Map.of(), samples::tutorial));
        }
        return contestants;
    }

    private static Contestant function(
            String name, String handler, Map<String, JsonObject> records, Supplier<String> event) {
        var folder = Path.of("local/.run/bench/build").resolve(handler.substring(handler.indexOf('.') + 1));
        return new Contestant(name, "humanapproval." + handler, folder, records, event);
    }

    private static void report(List<Row> rows, Map<String, List<Double>> endToEnd) {
        System.out.println("\n" + Row.headings());
        rows.forEach(row -> System.out.print(row.text()));
        System.out.println();
        endToEnd.forEach((what, times) -> System.out.printf(
                "%-45s p50 %5.0f ms, p95 %5.0f ms%n", what, Row.percentile(times, 50), Row.percentile(times, 95)));
        System.out.println("\n" + Cost.table());
    }
}

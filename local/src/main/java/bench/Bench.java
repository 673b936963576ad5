package bench;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import sandbox.Progress;
import sandbox.Sandbox;
import sandbox.SandboxException;

/** {@code make bench}: prints the figures as a table and keeps them as JSON. */
final class Bench {
    private static final Path FIGURES = Path.of("local/target/bench.json");
    private static final int FEWEST_ROUNDS = 10;
    private static final int WARM_RUNS = 500;
    // Each ends half a second after its mail.
    private static final int WARM_MAILS = 20;

    private Bench() {}

    /** Takes the number of rounds and of end-to-end runs, and the folder of the Node port, or nothing in its place. */
    static void main(String[] arguments) throws IOException {
        var rounds = Math.max(FEWEST_ROUNDS, Integer.parseInt(arguments[0]));
        Map<String, List<Double>> endToEnd;
        Path packages;
        Path runtimeClient;
        try (var sandbox = Sandbox.start("bench", new Progress(System.out))) {
            System.out.println("The whole way, " + arguments[1] + " times by mail and in Slack ...");
            endToEnd = EndToEnd.measure(sandbox, Integer.parseInt(arguments[1]));
            packages = sandbox.packages();
            runtimeClient = sandbox.runtimeClient();
        } catch (CancellationException stopped) {
            System.exit(1);
            return;
        } catch (SandboxException e) {
            System.err.println(e.getMessage());
            System.exit(1);
            return;
        }
        try (var aws = AwsStub.open()) {
            System.out.println("Processes, " + rounds + " times each ...");
            var node = arguments.length > 2 ? Path.of(arguments[2]) : null;
            var rows = new Race(aws, rounds).run(contestants(aws, packages, runtimeClient, node));
            report(rows, endToEnd, node == null ? Double.NaN : rows.getFirst().coldMs());
        }
    }

    private static List<Contestant> contestants(AwsStub aws, Path packages, Path runtimeClient, Path node)
            throws IOException {
        var samples = new Samples(Path.of("events"));
        var contestants = new ArrayList<Contestant>();
        if (node != null) {
            contestants.add(new Contestant(
                    "Node.js port of the tutorial",
                    List.of("node", node.resolve("index.mjs").toString()),
                    List.of(),
                    node,
                    samples::tutorial,
                    () -> aws.reset(Map.of()),
                    WARM_RUNS,
                    false));
        }
        contestants.add(Contestant.java(
                "Plain Java port of it",
                "plain.Callback",
                Path.of("local/bench/plain/target/classes"),
                runtimeClient,
                samples::tutorial,
                () -> aws.reset(Map.of()),
                WARM_RUNS,
                false));
        Supplier<String> email = () -> samples.requested("EmailChannel", aws.address());
        Supplier<String> slack = () -> samples.requested("SlackChannel", aws.address());
        var mailing = Contestant.java(
                "EmailChannel, to its mail",
                "humanapproval.email.EmailChannel",
                packages.resolve("EmailChannel"),
                runtimeClient,
                email,
                () -> aws.reset(Map.of()),
                WARM_MAILS,
                true);
        var posting = Contestant.java(
                "SlackChannel",
                "humanapproval.slack.SlackChannel",
                packages.resolve("SlackChannel"),
                runtimeClient,
                slack,
                () -> aws.reset(Map.of()),
                WARM_RUNS,
                false);
        run(aws, mailing);
        run(aws, posting);
        // A request that was mailed and posted, as somebody answers it.
        var record = aws.records();
        var mail = aws.mail();
        contestants.add(Contestant.java(
                "ApprovalCallback, page",
                "humanapproval.callback.ApprovalCallback",
                packages.resolve("ApprovalCallback"),
                runtimeClient,
                () -> samples.vote(mail),
                () -> aws.reset(record),
                WARM_RUNS,
                false));
        contestants.add(Contestant.java(
                "ApprovalCallback, Slack button",
                "humanapproval.callback.ApprovalCallback",
                packages.resolve("ApprovalCallback"),
                runtimeClient,
                samples::press,
                () -> aws.reset(record),
                WARM_RUNS,
                false));
        contestants.add(mailing);
        contestants.add(posting);
        return contestants;
    }

    private static void run(AwsStub aws, Contestant contestant) throws IOException {
        try (var api = RuntimeApi.open()) {
            var process = contestant.start(api, aws);
            try {
                api.invokeUntil(contestant.event().get());
            } finally {
                process.destroyForcibly();
            }
        }
    }

    private static void report(List<Row> rows, Map<String, List<Double>> endToEnd, double nodeColdMs)
            throws IOException {
        System.out.println("\n" + Row.HEADINGS);
        rows.forEach(row -> System.out.println(row.text(nodeColdMs)));
        if (Double.isNaN(nodeColdMs)) {
            System.out.println("(Without the Node.js port: node and npm 20 or newer are not here.)");
        }
        System.out.printf("%n%-45s %8s %8s%n", "", "p50", "p95");
        endToEnd.forEach((what, times) -> System.out.printf(
                Locale.ROOT, "%-45s %5.0f ms %5.0f ms%n", what, Row.percentile(times, 50), Row.percentile(times, 95)));
        var figures = new JsonArray();
        rows.forEach(row -> figures.add(row.json(nodeColdMs)));
        endToEnd.forEach((what, times) -> {
            var figure = new JsonObject();
            figure.addProperty("name", what);
            figure.addProperty("p50_ms", Math.round(Row.percentile(times, 50)));
            figure.addProperty("p95_ms", Math.round(Row.percentile(times, 95)));
            figures.add(figure);
        });
        Files.writeString(
                FIGURES, new GsonBuilder().setPrettyPrinting().create().toJson(figures) + "\n");
        System.out.println("\nThe same as JSON: " + FIGURES + "\n\n" + Cost.table());
    }
}

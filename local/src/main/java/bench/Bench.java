package bench;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import sandbox.Progress;
import sandbox.Sandbox;
import sandbox.SandboxException;

/** {@code make bench}: prints the figures as a table and keeps them as JSON. */
final class Bench {
    private static final Path FIGURES = Path.of("local/target/bench.json");

    private Bench() {}

    /** Takes the number of rounds and of end-to-end runs, and the folder of the Node port, or nothing in its place. */
    static void main(String[] arguments) throws IOException {
        var rounds = Math.max(10, Integer.parseInt(arguments[0]));
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
        try (var aws = new AwsStub()) {
            System.out.println("Processes, " + rounds + " times each ...");
            var node = arguments.length > 2 ? Path.of(arguments[2]) : null;
            var lambda = new Lambda(aws, runtimeClient);
            var rows = new Race(aws, lambda, rounds).run(contestants(aws, lambda, packages, node));
            if (node == null) {
                System.out.println("(Without the Node.js port: node and npm 20 or newer are not here.)");
            } else {
                var nodes = rows.getFirst().median("cold_ms");
                rows.forEach(row -> row.add("ratio", row.median("cold_ms") / nodes));
            }
            report(rows, endToEnd);
        }
    }

    private static List<Contestant> contestants(AwsStub aws, Lambda lambda, Path packages, Path node)
            throws IOException {
        var samples = new Samples(Path.of("events"));
        Supplier<String> email = () -> samples.requested("EmailChannel", aws.address);
        Supplier<String> slack = () -> samples.requested("SlackChannel", aws.address);
        var mailing = function("EmailChannel, to its mail", "email.EmailChannel", packages, Map.of(), email);
        var posting = function("SlackChannel", "slack.SlackChannel", packages, Map.of(), slack);
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
                function("ApprovalCallback, page", callback, packages, asked, () -> samples.vote(mail)),
                function("ApprovalCallback, Slack button", callback, packages, asked, samples::press),
                mailing,
                posting));
        if (node != null) {
            contestants.addFirst(
                    new Contestant("Node.js port of the tutorial", "index.mjs", node, Map.of(), samples::tutorial));
        }
        return contestants;
    }

    private static Contestant function(
            String name, String handler, Path packages, Map<String, JsonObject> records, Supplier<String> event) {
        var folder = packages.resolve(handler.substring(handler.indexOf('.') + 1));
        return new Contestant(name, "humanapproval." + handler, folder, records, event);
    }

    private static void report(List<Row> rows, Map<String, List<Double>> endToEnd) throws IOException {
        var figures = new JsonArray();
        System.out.println("\n" + Row.headings());
        for (var row : rows) {
            System.out.println(row.text());
            figures.add(row.json());
        }
        System.out.println();
        endToEnd.forEach((what, times) -> {
            var p50 = Math.round(Row.percentile(times, 50));
            var p95 = Math.round(Row.percentile(times, 95));
            System.out.printf("%-45s p50 %5d ms, p95 %5d ms%n", what, p50, p95);
            var figure = new JsonObject();
            figure.addProperty("name", what);
            figure.addProperty("p50_ms", p50);
            figure.addProperty("p95_ms", p95);
            figures.add(figure);
        });
        var json = new GsonBuilder().setPrettyPrinting().create().toJson(figures);
        Files.writeString(FIGURES, json + "\n");
        System.out.println("\nThe same as JSON: " + FIGURES + "\n\n" + Cost.table());
    }
}

package operator;

import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.cloudformation.model.StackResourceSummary;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilteredLogEvent;

/** What README promises of record, audit log, queues and logs, compared with what is there after the trials. */
final class Promises {

    /** Slack's page Handling user interaction: an app has to answer within three seconds. */
    private static final Duration SLACKS_LIMIT = Duration.ofSeconds(3);

    private final Deployed stack;
    private final String me;
    private final Terminal terminal;
    private final Instant began;
    private final Queues queues;
    private final Map<StackResourceSummary, Integer> before = new LinkedHashMap<>();

    /** Notes how things are now; it fails where something can't be read. */
    Promises(Deployed stack, String me, Terminal terminal) {
        this.stack = stack;
        this.me = me;
        this.terminal = terminal;
        began = terminal.now();
        queues = new Queues(stack);
        queues.deadLetters().forEach(queue -> before.put(queue, queues.messages(queue)));
        lines(stack.output("AuditLogName"));
        Records.of(stack).find("none");
    }

    List<Check> checks(Trial refused, List<Trial> trials) {
        var all = new ArrayList<>(trials);
        all.addFirst(refused);
        return List.of(
                new Check("Record", () -> record(trials)),
                new Check("Audit log", () -> audit(all)),
                new Check("Queues", this::queues),
                new Check("Logs", () -> logs(trials)),
                new Check("First click", this::firstClick));
    }

    private List<Finding> record(List<Trial> trials) {
        var told = terminal.await(
                Trials.SOON,
                () -> trials.stream().allMatch(trial -> trial.is(record -> !record.isOpen() && !record.isUntold())));
        // One that ended before a channel got to it has no question.
        var same = trials.stream()
                .allMatch(trial -> trial.is(record ->
                        record.question() == null || record.question().input().equals(trial.request())));
        return List.of(
                Finding.of(
                        same,
                        "each record holds what was asked, as it was asked",
                        "a record does not hold what was asked, as it was asked",
                        "please open an issue"),
                Finding.of(
                        told,
                        "each end is known to whoever waited",
                        "an end is not known to whoever waited",
                        "the sweep tells it within five minutes; ./approvals open lists it"));
    }

    private List<Finding> audit(List<Trial> trials) {
        var log = stack.output("AuditLogName");
        var there = terminal.await(Trials.SOON, () -> {
            var lines = String.join("\n", lines(log));
            return trials.stream().map(Trial::execution).allMatch(lines::contains);
        });
        return List.of(
                Finding.of(
                        there,
                        "it has each of the " + trials.size() + " ends",
                        "it lacks an end of the " + trials.size(),
                        "look at the rule AuditRule and the queue UndeliveredEvents"),
                secrets("the audit log", lines(log), trials, false));
    }

    private List<Finding> queues() {
        var empty = terminal.await(
                Trials.SOON, () -> queues.ofChannels().stream().allMatch(queue -> queues.messages(queue) == 0));
        var more = before.keySet().stream()
                .filter(queue -> queues.messages(queue) > before.get(queue))
                .map(StackResourceSummary::logicalResourceId)
                .toList();
        return List.of(
                Finding.of(empty, "the channels' queues are empty", "a channel's queue is not empty", "sam logs"),
                Finding.of(
                        more.isEmpty(),
                        "nothing was left undelivered",
                        "more was left undelivered in " + more,
                        "./approvals doctor says what to do"));
    }

    private List<Finding> logs(List<Trial> trials) {
        var ids = trials.stream()
                .flatMap(trial -> trial.record().stream())
                .map(ApprovalRecord::id)
                .toList();
        var there = terminal.await(Trials.SOON, () -> {
            var text = String.join("\n", functions());
            return ids.stream().allMatch(text::contains);
        });
        var lines = functions();
        // As the functions' InvocationLog says of a step.
        var failed = lines.stream()
                .filter(line -> line.contains("\"FAILED\"") && ids.stream().anyMatch(line::contains))
                .count();
        return List.of(
                Finding.of(there, "they name each approval", "they lack an approval", "sam logs"),
                Finding.right(failed == 0 ? "no step failed" : failed + " invocations failed and were tried again"),
                secrets("the functions' logs", lines, trials, true));
    }

    /** Neither token nor link; where people are no business of it, no address and no request either. */
    private Finding secrets(String where, List<String> lines, List<Trial> trials, boolean alsoPeople) {
        var secret = new ArrayList<>(List.of("taskToken", "/approvals/"));
        trials.stream()
                .flatMap(trial -> trial.record().stream())
                .map(record -> record.waiter().taskToken())
                .filter(token -> token != null && !token.isEmpty())
                .forEach(secret::add);
        if (alsoPeople) {
            secret.add(me);
            trials.forEach(trial -> secret.add(trial.request().get("title").getAsString()));
        }
        var leaks = lines.stream()
                .filter(line -> secret.stream().anyMatch(line::contains))
                .count();
        return Finding.of(
                leaks == 0,
                where + ": no token and no link" + (alsoPeople ? ", address or title" : ""),
                where + ": " + leaks + " lines hold what they must not",
                "please open an issue, without those lines");
    }

    private List<String> functions() {
        return stack.resources("AWS::Logs::LogGroup").stream()
                .map(StackResourceSummary::physicalResourceId)
                .filter(group -> !group.equals(stack.output("AuditLogName")))
                .flatMap(group -> lines(group).stream())
                .toList();
    }

    private List<String> lines(String group) {
        var events = stack.client(CloudWatchLogsClient.builder())
                .filterLogEventsPaginator(filter -> filter.logGroupName(group).startTime(began.toEpochMilli()))
                .events();
        return events.stream().map(FilteredLogEvent::message).toList();
    }

    /** A press that does nothing, from here; and what Lambda reports of each copy that it started meanwhile. */
    private List<Finding> firstClick() {
        var start = System.nanoTime();
        var status = new CallbackChecks(stack).press(Optional.empty());
        var took = Duration.ofNanos(System.nanoTime() - start);
        var copies = lines(stack.resource("ApprovalCallbackLog")).stream()
                .flatMap(line -> fresh(line).stream())
                .sorted()
                .toList();
        return List.of(
                Finding.of(
                        status == 401 && took.compareTo(SLACKS_LIMIT) < 0,
                        "a press that does nothing is answered in " + Trials.seconds(took)
                                + ", from here and back, perhaps by a copy that was ready",
                        "a press that does nothing was answered with " + status + " in " + Trials.seconds(took)
                                + "; Slack waits for 3 s",
                        "see Regions in README about SnapStart"),
                copies.isEmpty()
                        ? Finding.skipped("the first click after a new version: Lambda reports no copy of"
                                + " ApprovalCallback that started meanwhile; run this right after a deployment")
                        : Finding.right("the first answer of a fresh copy, by Lambda's report: "
                                + Trials.seconds(copies.getLast()) + " at most, of " + copies.size() + " copies"));
    }

    /** How long the first answer of a copy took, restoring or starting it included (Lambda's page Telemetry API). */
    static Optional<Duration> fresh(String line) {
        if (!line.contains("\"platform.report\"")) {
            return Optional.empty();
        }
        try {
            var metrics = JsonParser.parseString(line)
                    .getAsJsonObject()
                    .getAsJsonObject("record")
                    .getAsJsonObject("metrics");
            return Stream.of("restoreDurationMs", "initDurationMs")
                    .filter(metrics::has)
                    .findFirst()
                    .map(start ->
                            Duration.ofMillis(Math.round(metrics.get(start).getAsDouble()
                                    + metrics.get("durationMs").getAsDouble())));
        } catch (JsonParseException | IllegalStateException e) {
            return Optional.empty();
        }
    }
}

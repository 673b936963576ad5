package operator;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What has to become of each approval that is tried, with how long it took. Its sentences hold nothing secret. */
record Trials(Terminal terminal, Duration patience) {

    /** Whatever needs nobody's answer. */
    private static final Duration SOON = Duration.ofMinutes(2);

    private static final Duration REMINDER = Duration.ofSeconds(60);

    private static final String LOGS = "./approvals open ID shows its record; sam logs has what the functions say";

    /** It ends by itself, as its input says {@code aprovers}. */
    List<Finding> refused(Trial trial) {
        var ended = terminal.await(SOON, trial::hasEnded);
        var described = trial.described();
        return List.of(Finding.of(
                ended
                        && "Approval.InvalidRequest".equals(described.error())
                        && String.valueOf(described.cause()).contains("approvers"),
                "a misspelt field fails the execution with Approval.InvalidRequest, which names the right one",
                "a misspelt field came to " + described.statusAsString(),
                LOGS));
    }

    List<Finding> stopped(Trial trial) {
        if (!terminal.await(SOON, trial::isDelivered)) {
            return List.of(undelivered(trial));
        }
        var findings = new ArrayList<>(List.of(delivered(trial)));
        trial.stop();
        findings.add(Finding.of(
                terminal.await(SOON, () -> trial.is(record -> record.state().equals("CANCELLED"))),
                "a stopped execution's approval is closed",
                "a stopped execution's approval is still open after " + SOON.toMinutes() + " minutes",
                LOGS));
        return findings;
    }

    List<Finding> expired(Trial trial) {
        var timeout = trial.request().get("timeoutSeconds").getAsLong();
        var ended = terminal.await(SOON.plusSeconds(timeout), trial::hasEnded);
        var described = trial.described();
        return List.of(Finding.of(
                ended && String.valueOf(described.output()).contains("\"EXPIRED\""),
                "nobody answered for " + timeout + " s, and "
                        + (ended ? seconds(Duration.between(trial.started(), described.stopDate())) : "")
                        + " after the start the workflow went on with EXPIRED",
                "nobody answered for " + timeout + " s, and the execution is " + described.statusAsString(),
                LOGS));
    }

    /** By the time that takes the rule, its role and the state machine of the reminders have worked. */
    List<Finding> reminded(Trial trial, String me) {
        var sent = terminal.await(
                SOON.plus(REMINDER),
                () -> trial.is(record ->
                        record.sent("email", me.toLowerCase(Locale.ROOT), 1).isPresent()));
        var finding = Finding.of(
                sent,
                "a reminder was mailed "
                        + trial.record()
                                .flatMap(record -> record.sent("email", me.toLowerCase(Locale.ROOT), 1))
                                .map(claim -> seconds(Duration.between(trial.started(), claim.at())))
                                .orElse("")
                        + " after the start, of which " + REMINDER.toSeconds() + " s are asked for",
                "no reminder was mailed within " + SOON.plus(REMINDER).toMinutes() + " minutes",
                "look at the executions of the state machine Reminders, and at the queue UndeliveredEvents");
        trial.stop();
        return List.of(finding);
    }

    List<Finding> answered(Trial trial, String channel) {
        if (!terminal.await(SOON, () -> trial.hasEnded() || trial.isDelivered())) {
            return List.of(undelivered(trial));
        }
        var ended = terminal.await(patience, trial::hasEnded);
        var votes = trial.record().map(ApprovalRecord::votes).orElse(List.of());
        if (!ended || votes.isEmpty()) {
            return List.of(Finding.wrong(
                    "nobody answered within " + patience.toMinutes() + " minutes ("
                            + trial.described().statusAsString()
                            + (trial.described().error() == null
                                    ? ""
                                    : ", " + trial.described().error()) + ")",
                    "where no message came: ./approvals doctor; a filter takes up to 15 minutes to work"));
        }
        var decided = Set.of("APPROVED", "REJECTED")
                .contains(trial.record().orElseThrow().state());
        return List.of(
                delivered(trial),
                Finding.of(
                        decided && votes.getLast().channel().equalsIgnoreCase(channel),
                        "the answer counted; from its arrival at ApprovalCallback until the workflow went on: "
                                + trial.resumed().map(Trials::seconds).orElse("not known"),
                        "the answer came to " + trial.record().orElseThrow().state(),
                        LOGS));
    }

    private static Finding delivered(Trial trial) {
        var times = new ArrayList<String>();
        for (var channel : trial.record().orElseThrow().outboxes().keySet()) {
            trial.delivery(channel).ifPresent(time -> times.add(channel + " " + seconds(time)));
        }
        return Finding.right(
                "from the execution's start until the service had taken the message: " + String.join(", ", times));
    }

    private static Finding undelivered(Trial trial) {
        var missing = trial.record().stream()
                .flatMap(record -> record.outboxes().keySet().stream()
                        .filter(channel -> record.delivered(channel).isEmpty()))
                .toList();
        return Finding.wrong(
                "nothing was delivered within " + SOON.toMinutes() + " minutes by "
                        + (missing.isEmpty() ? "any channel" : String.join(" and ", missing)),
                LOGS);
    }

    static String seconds(Duration time) {
        return "%.2f s".formatted(time.toMillis() / 1000.0);
    }
}

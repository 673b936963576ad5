package operator;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import operator.ApprovalRecord.Claim;

/** What has to become of each approval that is tried, with how long it took. Its sentences hold nothing secret. */
record Trials(Terminal terminal, Duration patience) {

    /** Whatever needs nobody's answer. */
    static final Duration SOON = Duration.ofMinutes(2);

    private static final Duration REMINDER = Duration.ofSeconds(60);

    private static final String LOGS = "./approvals open ID shows its record; sam logs has what the functions say";

    /** It ends by itself, as its input says {@code aprovers}. */
    Finding refused(Trial trial) {
        terminal.await(SOON, trial::hasEnded);
        var described = trial.described();
        return Finding.of(
                "Approval.InvalidRequest".equals(described.error())
                        && described.cause().contains("approvers"),
                "a misspelt field fails the execution with Approval.InvalidRequest, which names the right one",
                "a misspelt field came to " + described.statusAsString(),
                LOGS);
    }

    List<Finding> stopped(Trial trial) {
        if (!terminal.await(SOON, trial::isDelivered)) {
            return List.of(undelivered(trial));
        }
        trial.stop();
        var closed =
                terminal.await(SOON, () -> trial.is(record -> record.state().equals("CANCELLED")));
        return List.of(
                delivered(trial),
                Finding.of(
                        closed,
                        "a stopped execution's approval is closed",
                        "a stopped execution's approval is still open after " + SOON.toMinutes() + " minutes",
                        LOGS));
    }

    Finding expired(Trial trial) {
        var timeout = trial.request().get("timeoutSeconds").getAsLong();
        terminal.await(SOON.plusSeconds(timeout), trial::hasEnded);
        var described = trial.described();
        var nobody = "nobody answered for " + timeout + " s, and ";
        return String.valueOf(described.output()).contains("\"EXPIRED\"")
                ? Finding.right(nobody + since(trial.started(), described.stopDate())
                        + " after the start the workflow went on with EXPIRED")
                : Finding.wrong(nobody + "the execution is " + described.statusAsString(), LOGS);
    }

    /** By the time that takes the rule, its role and the state machine of the reminders have worked. */
    Finding reminded(Trial trial, String me) {
        var limit = SOON.plus(REMINDER);
        var key = me.toLowerCase(Locale.ROOT);
        terminal.await(
                limit, () -> trial.is(record -> record.sent("email", key, 1).isPresent()));
        trial.stop();
        return trial.record()
                .flatMap(record -> record.sent("email", key, 1))
                .map(Claim::at)
                .map(at -> Finding.right("a reminder was mailed " + since(trial.started(), at)
                        + " after the start, of which " + REMINDER.toSeconds() + " s are asked for"))
                .orElseGet(() -> Finding.wrong(
                        "no reminder was mailed within " + limit.toMinutes() + " minutes",
                        "look at the executions of the state machine Reminders, and at the queue UndeliveredEvents"));
    }

    List<Finding> answered(Trial trial, String channel) {
        if (!terminal.await(SOON, () -> trial.hasEnded() || trial.isDelivered())) {
            return List.of(undelivered(trial));
        }
        terminal.await(patience, trial::hasEnded);
        var record = trial.record();
        var described = trial.described();
        if (record.isEmpty() || record.get().isOpen() || record.get().votes().isEmpty()) {
            return List.of(Finding.wrong(
                    "nobody answered within " + patience.toMinutes() + " minutes (" + described.statusAsString()
                            + (described.error() == null ? "" : ", " + described.error()) + ")",
                    "where no message came: ./approvals doctor; a filter takes up to 15 minutes to work"));
        }
        var state = record.get().state();
        var last = record.get().votes().getLast();
        return List.of(
                delivered(trial),
                Finding.of(
                        Set.of("APPROVED", "REJECTED").contains(state)
                                && last.channel().equalsIgnoreCase(channel),
                        "the answer counted; from its arrival at ApprovalCallback until the workflow went on: "
                                + trial.resumed().map(Trials::seconds).orElse("not known"),
                        "the answer came to " + state,
                        LOGS));
    }

    private static Finding delivered(Trial trial) {
        var times = new ArrayList<String>();
        trial.record()
                .orElseThrow()
                .delivered()
                .forEach((channel, at) -> times.add(channel + " " + since(trial.started(), at)));
        return Finding.right(
                "from the execution's start until the service had taken the message: " + String.join(", ", times));
    }

    private static Finding undelivered(Trial trial) {
        var delivered =
                trial.record().map(record -> record.delivered().keySet()).orElse(Set.of());
        return Finding.wrong(
                "within " + SOON.toMinutes() + " minutes only these channels delivered anything: " + delivered, LOGS);
    }

    private static String since(Instant start, Instant end) {
        return seconds(Duration.between(start, end));
    }

    static String seconds(Duration time) {
        return "%.2f s".formatted(time.toMillis() / 1000.0);
    }
}

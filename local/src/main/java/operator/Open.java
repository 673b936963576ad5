package operator;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import operator.ApprovalRecord.Claim;
import operator.ApprovalRecord.Reach;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import software.amazon.awssdk.services.sfn.SfnClient;

/** What is pending. */
@Command(
        name = "open",
        description = "List what is pending, the oldest first; show one approval with its deliveries; stop one.")
final class Open implements Callable<Integer> {

    private static final String ROW = "%-36s  %-7s  %-22s  %-5s  %-36s  %s";

    /** What the statuses of a delivery mean. */
    private static final Map<String, String> STATUS = Map.of(
            "SENDING", "is being delivered",
            "UNCONFIRMED", "perhaps arrived, or not all of it: it is tried again",
            "SENT", "delivered",
            "LOST", "can't be delivered any more, as what it belongs to was deleted");

    private static final Map<String, String> REACH = Map.of(
            "REACHES", "reaches people",
            "CANNOT", "reaches nobody",
            "NOT_CONFIGURED", "is not set up");

    @ParentCommand
    private Approvals approvals;

    @Parameters(arity = "0..1", paramLabel = "ID", description = "Show this one.")
    private Optional<String> id = Optional.empty();

    @Option(names = "--cancel", description = "Stop its execution: nobody is asked any more.")
    private boolean cancel;

    @Override
    public Integer call() {
        var stack = approvals.stack();
        if (id.isEmpty()) {
            if (cancel) {
                throw new CannotException("Which one? Give the id: ./approvals open ID --cancel. Nothing was stopped.");
            }
            list(Records.of(stack).pending());
            return 0;
        }
        var record = Records.of(stack)
                .find(id.get())
                .orElseThrow(() -> new CannotException("There is no approval " + Terminal.visible(id.get(), 64) + " in "
                        + stack.name() + "; records stay for 7 days after their end."));
        if (cancel) {
            stop(stack, record);
        } else {
            show(record);
        }
        return 0;
    }

    private void list(List<ApprovalRecord> pending) {
        if (pending.isEmpty()) {
            approvals.say("Nothing is pending.");
            return;
        }
        approvals.say(ROW.formatted("ID", "AGE", "DEADLINE", "VOTES", "EXECUTION", "TITLE"));
        pending.forEach(record -> approvals.say(ROW.formatted(
                record.id(),
                Terminal.about(age(record.since())),
                record.isOpen() ? deadline(record) : record.state() + ", not told",
                approvals(record) + "/" + record.needed(),
                Terminal.visible(record.waiter().executionArn().replaceFirst(".*:", ""), 80),
                Terminal.visible(record.title(), 80))));
    }

    private Duration age(Instant since) {
        return Duration.between(since, approvals.terminal().now());
    }

    private String deadline(ApprovalRecord record) {
        var left = age(record.question().deadline()).negated();
        return left.isNegative() ? Terminal.about(left) + " overdue" : "in " + Terminal.about(left);
    }

    private static long approvals(ApprovalRecord record) {
        return record.votes().stream()
                .filter(vote -> vote.decision().equals("APPROVE"))
                .count();
    }

    private void show(ApprovalRecord record) {
        approvals.say(Terminal.visible(record.title(), 300));
        approvals.say("  id         " + record.id());
        approvals.say("  execution  " + record.waiter().executionArn());
        if (record.question() != null) {
            approvals.say("  asked      " + at(record.question().askedAt()));
            approvals.say("  deadline   " + at(record.question().deadline()));
        }
        approvals.say("  state      " + state(record));
        approvals.say("  votes      " + approvals(record) + " of " + record.needed() + " needed");
        record.votes()
                .forEach(vote -> approvals.say("             " + Terminal.visible(vote.approver(), 200)
                        + (vote.decision().equals("APPROVE") ? " approved in " : " rejected in ")
                        + vote.channel().toLowerCase(Locale.ROOT) + ", " + at(vote.at())
                        + (vote.comment().isEmpty() ? "" : ": " + Terminal.visible(vote.comment(), 1000))));
        approvals.say("  reminders  " + record.reminders());
        record.outboxes().forEach((channel, outbox) -> {
            approvals.say("  " + channel + " " + reach(outbox.reach()));
            new TreeMap<>(outbox.claims()).forEach((key, claim) -> approvals.say("    " + delivery(key, claim)));
        });
    }

    private String at(Instant time) {
        return approvals.terminal().time(time);
    }

    private String state(ApprovalRecord record) {
        if (record.isOpen()) {
            return "open, " + deadline(record);
        }
        var end = record.ending();
        var told = switch (end.told()) {
            case "TAKEN", "RESUMED" -> "the workflow knows";
            case "GIVEN_UP" -> "the workflow waits no more";
            default -> "the workflow is not known to have heard: it is told within five minutes";
        };
        return end.state().toLowerCase(Locale.ROOT) + ", " + at(end.at())
                + (end.failure() == null
                        ? ""
                        : ": " + Terminal.visible(end.failure().cause(), 500)) + " (" + told + ")";
    }

    private static String reach(Reach reach) {
        if (reach == null) {
            return "has not said yet whom it reaches";
        }
        return Terminal.visible(
                REACH.getOrDefault(reach.kind(), reach.kind())
                        + (reach.reason().isEmpty() ? "" : ": " + reach.reason())
                        + (reach.kind().equals("REACHES") && !reach.unreached().isEmpty()
                                ? ", but not " + String.join(", ", reach.unreached())
                                : ""),
                2000);
    }

    private String delivery(String key, Claim claim) {
        return Terminal.visible(key, 200) + ": " + STATUS.getOrDefault(claim.status(), claim.status())
                + (claim.round() > 0 && claim.round() < Integer.MAX_VALUE && !key.startsWith("end")
                        ? ", reminder " + claim.round()
                        : "")
                + ", " + at(claim.at());
    }

    private void stop(Deployed stack, ApprovalRecord record) {
        if (!record.isOpen()) {
            throw new CannotException(
                    "That approval is " + record.state().toLowerCase(Locale.ROOT) + " already. Nothing was stopped.");
        }
        stack.client(SfnClient.builder())
                .stopExecution(stop ->
                        stop.executionArn(record.waiter().executionArn()).cause("./approvals open --cancel"));
        approvals.say("Stopped " + record.waiter().executionArn() + ". Its page and its message say so in a moment.");
    }
}

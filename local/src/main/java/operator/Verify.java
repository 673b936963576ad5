package operator;

import com.google.gson.Gson;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import operator.AddressBook.Entry;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** A deployment's own test: asks for a few approvals and compares what becomes of them with what README promises. */
@Command(
        name = "verify",
        description = {
            "Try the deployed stack, in ten minutes or less: one approval is reminded, one expires, one is stopped, one"
                    + " is refused, and one in each channel is answered by you. Then the record, the audit log, the"
                    + " queues and the logs are compared with what README promises.",
            "All of it is asked of you alone (in Slack the channel sees it). The report at the end holds no address,"
                    + " token or link, and can be pasted into an issue."
        })
final class Verify implements Callable<Integer> {

    @ParentCommand
    private Approvals approvals;

    @Option(
            names = "--as",
            paramLabel = "EMAIL",
            description = "Who you are: a confirmed address of the address book (default: the only one).")
    private Optional<String> as = Optional.empty();

    @Option(
            names = "--slack-user",
            paramLabel = "ID",
            description = "Your id in Slack, like U0123456789, where Slack does not know you by that email.")
    private Optional<String> slackUser = Optional.empty();

    @Option(
            names = "--minutes",
            paramLabel = "N",
            defaultValue = "10",
            description = "How long to wait for your answers (default: ${DEFAULT-VALUE}).")
    private int minutes;

    @Option(
            names = "--expire",
            paramLabel = "SECONDS",
            defaultValue = "30",
            description = "When the one expires that nobody answers (default: ${DEFAULT-VALUE}).")
    private int expire;

    private Deployed stack;
    private String me;

    @Override
    public Integer call() {
        if (minutes < 1 || minutes > 60 || expire < 5 || expire > 600) {
            throw new CannotException("--minutes is from 1 to 60, --expire from 5 to 600. Nothing was started.");
        }
        stack = approvals.stack();
        me = me();
        var terminal = approvals.terminal();
        var channels = new ArrayList<>(List.of("email"));
        if (!stack.parameter("SlackChannelId").isEmpty()
                && stack.secret("SlackBotTokenArn").isPresent()) {
            channels.add("slack");
        }
        // What has to be read at the end is read now: a missing permission ends this before anything was started.
        var promises = new Promises(stack, me, terminal);
        approvals.say("Asking for " + (channels.size() + 4) + " approvals.");
        var refused = start("Nothing to do: this is refused", Map.of("aprovers", "nobody"));
        var stopped = start("Nothing to do: this is stopped", Map.of());
        var expiring = start("Nothing to do: this expires", Map.of("timeoutSeconds", expire));
        var reminded = start("Nothing to do: this is reminded", Map.of("remindEverySeconds", 60));
        var trials = new Trials(terminal, Duration.ofMinutes(minutes));
        var checks = new ArrayList<>(List.of(
                Check.of("Refused", () -> trials.refused(refused)),
                new Check("Stopped", () -> trials.stopped(stopped)),
                Check.of("Expired", () -> trials.expired(expiring)),
                Check.of("Reminded", () -> trials.reminded(reminded, me))));
        var all = new ArrayList<>(List.of(stopped, expiring, reminded));
        for (var channel : channels) {
            var trial = start("Please approve or reject this in " + channel, Map.of("channels", List.of(channel)));
            checks.add(new Check("Answered in " + channel, () -> trials.answered(trial, channel)));
            all.add(trial);
        }
        checks.addAll(promises.checks(refused, all));
        askForAnswers(channels);
        return run(checks, channels);
    }

    private String me() {
        var confirmed = AddressBook.of(stack).entries().stream()
                .filter(entry -> entry.isConfirmed() && as.map(entry::isOf).orElse(true))
                .map(Entry::email)
                .toList();
        if (confirmed.size() != 1) {
            throw new CannotException(
                    as.isPresent()
                            ? Terminal.visible(as.get(), 200) + " is no confirmed address of the address book:"
                                    + " ./approvals approvers add it first. Nothing was started."
                            : "Say who you are: --as EMAIL, with a confirmed address of the address book. Nothing was"
                                    + " started.");
        }
        return confirmed.getFirst();
    }

    private Trial start(String title, Map<String, Object> more) {
        var person = new HashMap<>(Map.of("email", me));
        slackUser.ifPresent(id -> person.put("slack", id));
        var request = new HashMap<String, Object>(Map.of(
                "title",
                title,
                "description",
                "Asked by ./approvals verify, which tries this deployment.",
                "approvers",
                List.of(person),
                "timeoutSeconds",
                minutes * 60));
        request.putAll(more);
        return Trial.start(stack, new Gson().toJsonTree(request).getAsJsonObject());
    }

    private void askForAnswers(List<String> channels) {
        approvals.say("");
        approvals.say("NOW YOU, within " + minutes + " minutes:");
        approvals.say("  - open the mail \"Please approve or reject this in email\" to " + me + " and answer behind its"
                + " link"
                + (stack.isEmulated()
                        ? " (the playground's mails: " + stack.output("ApiGatewayInvokeURL") + "/)"
                        : ""));
        if (channels.contains("slack")) {
            approvals.say("  - press a button below \"Please approve or reject this in slack\" in Slack");
        }
        approvals.say("");
    }

    private int run(List<Check> checks, List<String> channels) {
        var report = new ArrayList<String>();
        var findings = new ArrayList<Finding>();
        for (var check : checks) {
            for (var finding : check.run()) {
                approvals.say(finding.line(check.name()));
                findings.add(finding);
                report.add(finding.inReport().line(check.name()));
            }
        }
        approvals.say("");
        approvals.say("The report, which holds no address, token or link:");
        approvals.say("");
        approvals.say("release " + stack.output("Version") + " in "
                + stack.aws().region()
                + (stack.isEmulated() ? " (emulated, not AWS)" : "") + ", "
                + approvals.terminal().now().toString().substring(0, 16) + "Z, channels "
                + String.join(" and ", channels)
                + ", SnapStart " + stack.parameter("SnapStart") + ", Throttling " + stack.parameter("Throttling"));
        report.forEach(approvals::say);
        return Finding.exitCode(findings);
    }
}

package operator;

import com.google.gson.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import operator.AddressBook.Entry;
import operator.Finding.Verdict;
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
        terminal.say("Asking for " + (channels.size() + 4) + " approvals.");
        var refused = start("Nothing to do: this is refused", request -> request.addProperty("aprovers", "nobody"));
        var stopped = start("Nothing to do: this is stopped", request -> {});
        var expiring = start("Nothing to do: this expires", request -> request.addProperty("timeoutSeconds", expire));
        var reminded =
                start("Nothing to do: this is reminded", request -> request.addProperty("remindEverySeconds", 60));
        var answered = channels.stream()
                .map(channel -> start(
                        "Please approve or reject this in " + channel,
                        request -> request.add("channels", Trial.array(List.of(Trial.text(channel))))))
                .toList();
        askForAnswers(channels);
        var trials = new Trials(terminal, Duration.ofMinutes(minutes));
        var checks = new ArrayList<Check>();
        checks.add(new Check("Refused", "Is a misspelt field refused?", any -> trials.refused(refused)));
        checks.add(new Check("Stopped", "Is a stopped one closed?", any -> trials.stopped(stopped)));
        checks.add(new Check("Expired", "Does one expire at its deadline?", any -> trials.expired(expiring)));
        checks.add(new Check("Reminded", "Is a reminder sent?", any -> trials.reminded(reminded, me)));
        for (var i = 0; i < channels.size(); i++) {
            var channel = channels.get(i);
            var trial = answered.get(i);
            checks.add(new Check(
                    "Answered in " + channel, "Does an answer count?", any -> trials.answered(trial, channel)));
        }
        var all = new ArrayList<>(List.of(stopped, expiring, reminded));
        all.addAll(answered);
        checks.addAll(promises.checks(refused, all));
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

    private Trial start(String title, Consumer<JsonObject> more) {
        var person = new JsonObject();
        person.addProperty("email", me);
        slackUser.ifPresent(id -> person.addProperty("slack", id));
        var request = new JsonObject();
        request.addProperty("title", title);
        request.addProperty("description", "Asked by ./approvals verify, which tries this deployment.");
        request.add("approvers", Trial.array(List.of(person)));
        request.addProperty("timeoutSeconds", minutes * 60);
        more.accept(request);
        return Trial.start(stack, request);
    }

    private void askForAnswers(List<String> channels) {
        var terminal = approvals.terminal();
        terminal.say("");
        terminal.say("NOW YOU, within " + minutes + " minutes:");
        terminal.say("  - open the mail \"Please approve or reject this in email\" to " + me + " and answer behind its"
                + " link"
                + stack.aws()
                        .elsewhere()
                        .map(any -> " (the playground's mails: " + stack.output("ApiGatewayInvokeURL") + "/)")
                        .orElse(""));
        if (channels.contains("slack")) {
            terminal.say("  - press a button below \"Please approve or reject this in slack\" in Slack");
        }
        terminal.say("");
    }

    private int run(List<Check> checks, List<String> channels) {
        var terminal = approvals.terminal();
        var report = new ArrayList<String>();
        var verdicts = new ArrayList<Verdict>();
        for (var check : checks) {
            for (var finding : check.run(stack)) {
                terminal.say(finding.line(check.name()));
                verdicts.add(finding.verdict());
                // Only our own words go there: what AWS says may hold an address.
                report.add((finding.verdict() == Verdict.UNKNOWN
                                ? Finding.unknown("see above")
                                : new Finding(finding.verdict(), finding.text(), ""))
                        .line(check.name()));
            }
        }
        terminal.say("");
        terminal.say("The report, which holds no address, token or link:");
        terminal.say("");
        terminal.say("release " + stack.output("Version") + " in " + stack.aws().region()
                + stack.aws().elsewhere().map(any -> " (emulated, not AWS)").orElse("") + ", "
                + terminal.now().toString().substring(0, 16) + "Z, channels " + String.join(" and ", channels)
                + ", SnapStart " + stack.parameter("SnapStart") + ", Throttling " + stack.parameter("Throttling"));
        report.forEach(terminal::say);
        return verdicts.contains(Verdict.WRONG) ? 1 : verdicts.contains(Verdict.UNKNOWN) ? 2 : 0;
    }
}

package operator;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Pattern;
import operator.AddressBook.Entry;
import operator.Finding.Verdict;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import software.amazon.awssdk.services.sns.model.SnsException;

/** The address book. */
@Command(name = "approvers", description = "Show the address book; add somebody to it, or remove somebody.")
final class Approvers implements Callable<Integer> {

    /** As the template takes its first approver. */
    static final Pattern ADDRESS = Pattern.compile("[^@\\s\"\\\\]+@[^@\\s\"\\\\.]+\\.[^@\\s\"\\\\]+");

    /** Until a filter works everywhere (Amazon SNS Developer Guide, Message filtering). */
    private static final Duration FILTER = Duration.ofMinutes(15);

    private static final Pattern TOKEN = Pattern.compile("(?:.*[?&]Token=)?([0-9A-Za-z-]{20,})(?:&.*)?");

    @ParentCommand
    private Approvals approvals;

    @Override
    public Integer call() {
        var entries = AddressBook.of(approvals.stack()).entries();
        var right = true;
        for (var entry : entries) {
            right &= show(entry);
        }
        approvals.say(entries.size() + (entries.size() == 1 ? " subscription." : " subscriptions."));
        return right ? 0 : 1;
    }

    private boolean show(Entry entry) {
        var finding = AddressChecks.state(entry);
        approvals.say(finding.line(""));
        return finding.verdict() == Verdict.RIGHT;
    }

    @Command(
            description = "Subscribe somebody with the filter that reaches them alone, wait for the confirmation and"
                    + " protect the subscription. For somebody who is there already: mend what is missing.")
    int add(
            @Parameters(paramLabel = "EMAIL", description = "Whose approvals are asked for.") String email,
            @Option(
                            names = "--token",
                            paramLabel = "LINK",
                            description = "The link of SNS's mail, or its Token, where it is known already.")
                    Optional<String> token,
            @Option(
                            names = "--minutes",
                            paramLabel = "N",
                            defaultValue = "10",
                            description = "How long to wait for the confirmation (default: ${DEFAULT-VALUE}).")
                    int minutes) {
        if (!ADDRESS.matcher(email).matches()) {
            throw new CannotException(Terminal.visible(email, 200) + " is no email address. Nothing was changed.");
        }
        var book = AddressBook.of(approvals.stack());
        var known = book.find(email);
        if (known.filter(Entry::isConfirmed).isPresent()) {
            if (!known.get().isFiltered()) {
                book.filter(known.get());
                sayWhenFiltered();
            }
            return show(book.find(email).orElseThrow()) ? 0 : 1;
        }
        if (token.isPresent()) {
            confirm(book, token.get());
        } else {
            book.subscribe(email);
            sayWhenFiltered();
        }
        if (!isConfirmed(book, email) && !confirmed(book, email, minutes)) {
            approvals.say(email + " has not confirmed within " + minutes
                    + " minutes. The link stays valid for two days:" + " run this again to wait on.");
            return 1;
        }
        return show(book.find(email).orElseThrow()) ? 0 : 1;
    }

    private void sayWhenFiltered() {
        var works = approvals.terminal().now().plus(FILTER);
        approvals.say("The filter is set. It surely works from "
                + approvals.terminal().time(works) + " on; until then a request may not be mailed there.");
    }

    private boolean confirmed(AddressBook book, String email, int minutes) {
        approvals.say("SNS has mailed " + email + " a link to confirm (AWS Notification - Subscription Confirmation).");
        approvals.say("Best they do not open it but send it to you: paste it here and press Enter. So only this account"
                + " can unsubscribe them.");
        approvals.say("If they open it, it works too, but then one click below any of their mails unsubscribes them.");
        var terminal = approvals.terminal();
        var pasted = new ConcurrentLinkedQueue<String>();
        Thread.ofPlatform().daemon().start(() -> terminal.in().lines().forEach(pasted::add));
        return terminal.await(Duration.ofMinutes(minutes), () -> {
            Optional.ofNullable(pasted.poll()).filter(line -> !line.isBlank()).ifPresent(line -> confirm(book, line));
            return isConfirmed(book, email);
        });
    }

    private static boolean isConfirmed(AddressBook book, String email) {
        return book.find(email).filter(Entry::isConfirmed).isPresent();
    }

    private void confirm(AddressBook book, String link) {
        var token = TOKEN.matcher(link.strip());
        if (!token.matches()) {
            approvals.say("That is not the link of SNS's mail: it holds Token=... and no Token was found.");
            return;
        }
        try {
            book.confirm(token.group(1));
        } catch (SnsException e) {
            if (Trouble.missingPermission(e).isPresent()) {
                throw e;
            }
            approvals.say("SNS does not take this link: " + Trouble.sentence(e));
        }
    }

    @Command(description = "End somebody's subscription: nothing is mailed to them any more.")
    int remove(@Parameters(paramLabel = "EMAIL") String email) {
        var stack = approvals.stack();
        var book = AddressBook.of(stack);
        var entry = book.find(email)
                .orElseThrow(() -> new CannotException(
                        Terminal.visible(email, 200) + " is not in the address book. Nothing was changed."));
        if (!entry.isConfirmed()) {
            throw new CannotException(entry.email()
                    + " has not confirmed, so nothing is mailed there, and SNS forgets it within days. Nothing was"
                    + " changed.");
        }
        book.remove(entry);
        approvals.say(entry.email() + " is removed. Links that they have been mailed stay valid.");
        if (entry.isOf(stack.parameter("ApproverEmail"))) {
            approvals.say("It was the stack's ApproverEmail. A deployment does not bring it back; approvers add does.");
        }
        return 0;
    }
}

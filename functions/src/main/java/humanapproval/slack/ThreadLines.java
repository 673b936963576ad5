package humanapproval.slack;

import com.slack.api.model.block.element.RichTextElement;
import humanapproval.store.Approval;
import humanapproval.store.SlackMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes the lines below a message: what happens until the end, and who has to hear of it. */
final class ThreadLines {

    private ThreadLines() {}

    /** A line for the thread: who has answered so far. */
    static Content progress(Approval approval) {
        var last = approval.votes().getLast();
        return line(List.of(Messages.plain(approval.approvals() + " of " + approval.requiredApprovals() + " approvals: "), Ending.person(approval, last), Messages.plain(" approved.")));
    }

    /** A line for the thread that mentions those who have not answered. */
    static Content reminder(Approval approval) {
        SlackMessage message = approval.slack().orElseThrow();
        List<RichTextElement> line = new ArrayList<>(List.of(Messages.plain("This still waits for a decision. ")));
        approval.ask().orElseThrow().read().policy().named(approval.isEscalated())
                .filter(person -> !approval.hasVoteOf(person.email()))
                .flatMap(person -> message.user(person.email()).stream())
                .forEach(user -> line.addAll(List.of(Messages.user(user), Messages.plain(" "))));
        return line(line);
    }

    /** A line for the thread about somebody whom no channel reaches. */
    static Content unreached(String approver) {
        return line(List.of(Messages.plain(Messages.name(approver) + " is an approver, but no channel of this request reaches them.")));
    }

    /** A line for the thread that tells the requester the end, where Slack knows them. */
    static Optional<Content> result(Approval approval) {
        return approval.ask().flatMap(ask -> ask.read().policy().requester()).flatMap(person -> approval.slack().flatMap(message -> message.user(person.email())))
                .map(user -> line(List.of(Messages.user(user), Messages.plain(" " + Ending.of(approval) + "."))));
    }

    private static Content line(List<RichTextElement> elements) {
        return new Content("News of an approval", Messages.rich(elements), Messages.sentence("There is news of this approval."));
    }
}

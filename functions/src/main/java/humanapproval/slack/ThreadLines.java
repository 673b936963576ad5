package humanapproval.slack;

import com.slack.api.model.block.element.RichTextElement;
import humanapproval.request.BusEvent;
import humanapproval.request.Person;
import humanapproval.request.VisibleText;
import humanapproval.store.Approval;
import humanapproval.store.SlackMessage;
import humanapproval.store.Vote;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes the lines below a message: what happens until the end, and who has to hear of it. */
final class ThreadLines {

    private ThreadLines() {}

    /** A line for the thread: who has approved just now. */
    static Content progress(Approval approval, BusEvent.VoteRecorded vote) {
        Optional<Vote> counted = approval.votes().stream()
                .filter(each -> each.approver().equals(vote.approver()))
                .findFirst();
        String comment = counted.map(Vote::comment)
                .filter(text -> !text.isEmpty())
                .map(text -> ": " + VisibleText.lines(text))
                .orElse(".");
        return line(List.of(
                Messages.plain(vote.approvals() + " of " + approval.requiredApprovals() + " approvals: "),
                Messages.person(
                        approval, vote.approver(), counted.map(Vote::shownName).orElse(vote.approver())),
                Messages.plain(" approved" + comment)));
    }

    /** A line for the thread that mentions those who may decide and have not answered. */
    static Content reminder(Approval approval) {
        SlackMessage message = approval.slack().orElseThrow();
        List<RichTextElement> line = new ArrayList<>(List.of(Messages.plain("This still waits for a decision. ")));
        approval.ask()
                .orElseThrow()
                .request()
                .policy()
                .named(approval.isEscalated())
                .map(Person::email)
                .filter(email ->
                        !approval.hasVoteOf(email) && approval.refusal(email).isEmpty())
                .flatMap(email -> message.user(email).stream())
                .forEach(user -> line.addAll(List.of(Messages.user(user), Messages.plain(" "))));
        return line(line);
    }

    /** A line for the thread about somebody whom no channel reaches. */
    static Content unreached(String approver) {
        return line(List.of(Messages.plain(
                VisibleText.name(approver) + " is an approver, but no channel of this request reaches them.")));
    }

    /** A line for the thread that tells the requester the end, where Slack knows them. */
    static Optional<Content> result(Approval approval) {
        return approval.ask()
                .flatMap(ask -> ask.request().policy().requester())
                .flatMap(person -> approval.slack().flatMap(message -> message.user(person.email())))
                .map(user -> line(List.of(Messages.user(user), Messages.plain(": " + Ending.of(approval) + "."))));
    }

    private static Content line(List<RichTextElement> elements) {
        return new Content(
                "News of an approval", Messages.rich(elements), Messages.sentence("There is news of this approval."));
    }
}

package humanapproval.slack;

import com.slack.api.model.block.element.RichTextElement;
import humanapproval.approval.Approval;
import humanapproval.approval.ApprovalView;
import humanapproval.approval.Person;
import humanapproval.approval.Vote;
import humanapproval.approval.Words;
import humanapproval.events.ApprovalEvent;
import humanapproval.text.VisibleText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes the lines below a message: what happens until the end, and who has to hear of it. */
final class ThreadLines {

    private ThreadLines() {}

    /** What {@code line} says; none where there is nobody to say it to. */
    static Optional<Content> of(SlackDelivery.Line line, Approval approval) {
        return switch (line) {
            case SlackDelivery.Progress progress -> Optional.of(progress(approval, progress.vote()));
            case SlackDelivery.Reminder _ -> Optional.of(reminder(approval));
            case SlackDelivery.Unreached unreached -> Optional.of(unreached(unreached.approver()));
            case SlackDelivery.Result _ -> result(approval);
        };
    }

    /** Who has approved just now. */
    private static Content progress(Approval approval, ApprovalEvent.VoteRecorded vote) {
        Optional<Vote> counted = approval.voteOf(vote.approver());
        String comment = counted.map(Vote::comment)
                .filter(text -> !text.isEmpty())
                .map(text -> ": " + VisibleText.lines(text))
                .orElse(".");
        return line(List.of(
                BoldText.of(vote.approvals() + " of " + approval.requiredApprovals() + " approvals: "),
                Messages.person(
                        approval, vote.approver(), counted.map(Vote::name).orElse(vote.approver())),
                Messages.plain(" approved" + comment)));
    }

    /** Mentions those who may decide and have not answered. */
    private static Content reminder(Approval approval) {
        List<RichTextElement> line = new ArrayList<>(List.of(Messages.plain(Words.STILL_WAITING + " ")));
        approval.request()
                .policy()
                .named(approval.isEscalated())
                .map(Person::email)
                .filter(email -> approval.voteOf(email).isEmpty()
                        && approval.refusal(email).isEmpty())
                .flatMap(email -> SlackState.user(approval, email).stream())
                .forEach(user -> line.addAll(List.of(Messages.user(user), Messages.plain(" "))));
        return line(line);
    }

    /** About somebody whom no channel reaches. */
    private static Content unreached(String approver) {
        return line(List.of(Messages.plain(Words.unreached(VisibleText.name(approver)))));
    }

    /** Tells the requester the end, where Slack knows them. */
    private static Optional<Content> result(Approval approval) {
        return approval.question()
                .flatMap(ask -> ask.request().policy().requester())
                .flatMap(person -> SlackState.user(approval, person.email()))
                .map(user -> line(List.of(
                        Messages.user(user), Messages.plain(": " + new ApprovalView(approval).endByWhom() + "."))));
    }

    private static Content line(List<RichTextElement> elements) {
        return new Content(
                "News of an approval", Messages.rich(elements), Messages.sentence("There is news of this approval."));
    }
}

package humanapproval.slack;

import com.slack.api.model.block.element.RichTextElement;
import humanapproval.approval.Approval;
import humanapproval.approval.ApprovalView;
import humanapproval.approval.Person;
import humanapproval.approval.Undeliverable;
import humanapproval.approval.Vote;
import humanapproval.approval.Words;
import humanapproval.events.ApprovalEvent;
import humanapproval.text.VisibleText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Writes the lines below a message: what happens until the end, and who has to hear of it. */
final class ThreadLines {

    private static final int MOST = 2000;

    private ThreadLines() {}

    /** What {@code line} says. */
    static Content of(SlackDelivery.Line line, Approval approval) {
        return switch (line) {
            case SlackDelivery.Progress progress -> progress(approval, progress.vote());
            case SlackDelivery.Reminder reminder -> reminder(approval, reminder.to());
            case SlackDelivery.Unreached unreached -> {
                Set<String> all = new TreeSet<>(Undeliverable.unreached(approval));
                all.add(unreached.approver());
                yield sentence(approval, Words.unreached(VisibleText.line(String.join(", ", all), MOST), all.size()));
            }
        };
    }

    /** Who has approved just now. */
    private static Content progress(Approval approval, ApprovalEvent.VoteRecorded recorded) {
        Optional<Vote> vote = approval.voteOf(recorded.approver());
        String name = vote.map(Vote::name).orElse(recorded.approver());
        String comment = vote.map(Vote::comment).orElse("");
        String progress = recorded.approvals() + " of " + approval.requiredApprovals() + " approvals: ";
        return line(
                approval,
                progress + new ApprovalView(approval).name(recorded.approver(), name) + " approved.",
                List.of(
                        Elements.bold(progress),
                        Elements.person(approval, recorded.approver(), name),
                        Elements.plain(" approved" + (comment.isEmpty() ? "." : ": " + VisibleText.lines(comment)))));
    }

    /** Mentions those who may decide and have not answered; a message to one of them mentions nobody. */
    private static Content reminder(Approval approval, String to) {
        List<RichTextElement> line = new ArrayList<>(List.of(Elements.plain(Words.STILL_WAITING + " ")));
        approval.request()
                .policy()
                .named(approval.isEscalated())
                .map(Person::email)
                .filter(email -> to.isEmpty()
                        && approval.voteOf(email).isEmpty()
                        && approval.refusal(email).isEmpty())
                .flatMap(email -> SlackState.user(approval, email).stream())
                .forEach(user -> line.addAll(List.of(Elements.user(user), Elements.plain(" "))));
        return line(approval, Words.STILL_WAITING, line);
    }

    /** The end, for the requester alone. */
    static Content result(Approval approval) {
        return end(approval, Elements.bold(Messages.heading(approval)), "\n");
    }

    /** The end, for the requester among others. */
    static Content mention(Approval approval, String user) {
        return end(approval, Elements.user(user), ": ");
    }

    private static Content end(Approval approval, RichTextElement before, String between) {
        String end = new ApprovalView(approval).endByWhom() + ".";
        return line(approval, end, List.of(before, Elements.plain(between + end)));
    }

    /** A sentence with nothing else. */
    static Content sentence(Approval approval, String sentence) {
        return line(approval, sentence, List.of(Elements.plain(sentence)));
    }

    /** Notifications show {@code said} with what it is about. */
    private static Content line(Approval approval, String said, List<RichTextElement> elements) {
        String text = approval.question().isPresent() ? Messages.heading(approval) + ": " + said : said;
        return new Content(text, Elements.rich(elements));
    }
}

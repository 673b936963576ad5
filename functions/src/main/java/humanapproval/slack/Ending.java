package humanapproval.slack;

import static com.slack.api.model.block.Blocks.asBlocks;
import static com.slack.api.model.block.Blocks.richText;

import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.element.BlockElement;
import com.slack.api.model.block.element.RichTextElement;
import com.slack.api.model.block.element.RichTextQuoteElement;
import humanapproval.request.TimeText;
import humanapproval.request.VisibleText;
import humanapproval.store.Approval;
import humanapproval.store.Decision;
import humanapproval.store.State;
import humanapproval.store.Vote;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Says in Slack how an approval ended, and who said what. */
final class Ending {

    private Ending() {}

    /** Who said what, each with their comment; first the end itself where no vote brought it. */
    static List<LayoutBlock> blocks(Approval approval) {
        List<BlockElement> parts = new ArrayList<>();
        if (decisive(approval).isEmpty()) {
            parts.add(Messages.line(List.of(Passage.bold(of(approval)))));
        }
        int room = Messages.LONGEST_COMMENT;
        for (Vote vote : approval.votes()) {
            parts.add(Messages.line(List.of(Passage.bold(said(vote) + " by "), person(approval, vote), Messages.plain(how(approval, vote)))));
            String comment = VisibleText.lines(vote.comment());
            if (!comment.isEmpty() && room > 0) {
                String shown = comment.length() <= room ? comment : comment.substring(0, Passage.cut(comment, room)) + "…";
                parts.add(RichTextQuoteElement.builder().elements(List.of(Messages.plain(shown))).build());
                room -= shown.length();
            }
        }
        return asBlocks(richText(text -> text.elements(parts)));
    }

    /** The vote that decided; none where something else did. */
    private static Optional<Vote> decisive(Approval approval) {
        return approval.votes().reversed().stream().filter(vote -> vote.decision().state() == approval.state()).findFirst();
    }

    /** The end in a line of plain text. */
    static String of(Approval approval) {
        return switch (approval.state()) {
            case APPROVED, REJECTED -> decisive(approval)
                    .map(vote -> said(vote) + " by " + VisibleText.line(vote.shownName(), Messages.LONGEST_NAME) + how(approval, vote))
                    .orElse(approval.state() == State.APPROVED ? "Approved" : "Rejected, as nobody decided before the deadline");
            case EXPIRED -> "Nobody decided before the deadline";
            case FAILED -> approval.closing().flatMap(Approval.Closing::failure).map(failure -> "Failed: " + VisibleText.line(failure.cause(), Messages.LONGEST_NAME))
                    .orElse("The workflow could not ask");
            case CANCELLED -> "The workflow was stopped";
            case OPEN -> "Open";
        };
    }

    private static String said(Vote vote) {
        return vote.decision() == Decision.APPROVE ? "Approved" : "Rejected";
    }

    private static String how(Approval approval, Vote vote) {
        String channel = switch (vote.channel()) {
            case EMAIL -> " by email";
            case SLACK -> "";
        };
        return channel + approval.ask().map(ask -> " · " + TimeText.of(Duration.between(ask.askedAt(), vote.at())) + " after asking").orElse("");
    }

    static RichTextElement person(Approval approval, Vote vote) {
        return approval.slack().flatMap(message -> message.user(vote.approver())).map(Messages::user)
                .orElseGet(() -> Messages.plain(VisibleText.line(vote.shownName(), Messages.LONGEST_NAME)));
    }
}

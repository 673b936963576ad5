package humanapproval.slack;

import static com.slack.api.model.block.Blocks.asBlocks;
import static com.slack.api.model.block.Blocks.richText;

import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.element.BlockElement;
import com.slack.api.model.block.element.RichTextQuoteElement;
import humanapproval.approval.Approval;
import humanapproval.approval.ApprovalView;
import humanapproval.approval.Vote;
import humanapproval.text.VisibleText;
import java.util.ArrayList;
import java.util.List;

/** Says in Slack how an approval ended, and who said what. */
final class Endings {

    // Characters for comments, and for the lines that name who voted.
    private static final int MOST_COMMENTS = 1000;
    private static final int MOST_LINES = 800;

    private Endings() {}

    /**
     * First the end: the vote that brought it, else a sentence; then the other votes, each with its comment, as far as
     * there is room.
     */
    static List<LayoutBlock> blocks(Approval approval) {
        List<BlockElement> parts = new ArrayList<>();
        ApprovalView view = new ApprovalView(approval);
        List<Vote> votes = new ArrayList<>(view.votes());
        if (view.decisive().isEmpty()) {
            parts.add(Messages.line(List.of(Messages.plain(view.end()))));
        }
        int comments = MOST_COMMENTS;
        int lines = MOST_LINES;
        while (!votes.isEmpty() && lines > 0) {
            Vote vote = votes.removeFirst();
            parts.add(Messages.line(List.of(
                    Messages.plain(vote.decision().said() + " by "),
                    Messages.person(approval, vote.approver(), vote.name()),
                    Messages.plain(view.how(vote)))));
            lines -= 40 + view.voter(vote).length();
            String comment = VisibleText.lines(vote.comment());
            if (!comment.isEmpty() && comments > 0) {
                String shown = comment.length() <= comments
                        ? comment
                        : comment.substring(0, Passages.cut(comment, comments)) + "…";
                parts.add(RichTextQuoteElement.builder()
                        .elements(List.of(Messages.plain(shown)))
                        .build());
                comments -= shown.length();
            }
        }
        if (!votes.isEmpty()) {
            parts.add(Messages.line(List.of(Messages.plain("and " + votes.size() + " more votes"))));
        }
        return asBlocks(richText(text -> text.elements(parts)));
    }
}

package humanapproval.slack;

import humanapproval.approval.Approval;
import humanapproval.approval.ApprovalView;
import humanapproval.approval.Decision;
import humanapproval.approval.Policy;
import humanapproval.approval.Vote;
import humanapproval.approval.VotingRules;
import humanapproval.approval.Words;
import humanapproval.text.VisibleText;
import java.util.ArrayList;
import java.util.List;

/** What stands at the end of a message: the field and the buttons, and later in their place the end. */
final class Endings {

    /** The comment field's block and action id. */
    static final String COMMENT = "comment";

    // Of the 300 that Slack's page Confirmation dialog object gives its text.
    private static final int LONGEST_CONFIRMED = 200;
    // Characters for comments, and for the lines that name who voted.
    private static final int MOST_COMMENTS = 1000;
    private static final int MOST_LINES = 800;

    private Endings() {}

    static List<Block> form(Approval approval) {
        Policy.Comment comment = approval.request().policy().comment();
        return List.of(
                new Block.Input(
                        "input",
                        COMMENT,
                        comment != Policy.Comment.ALWAYS,
                        Block.text("Comment"),
                        comment == Policy.Comment.REJECT ? Block.text(Words.WHY_REJECT) : null,
                        new Block.Field("plain_text_input", COMMENT, true, VotingRules.LONGEST_COMMENT)),
                new Block.Actions(
                        "actions",
                        "decision",
                        List.of(
                                button(approval, Decision.APPROVE, "Approve", "primary"),
                                button(approval, Decision.REJECT, "Reject", "danger"))));
    }

    private static Block.Button button(Approval approval, Decision decision, String verb, String style) {
        String asked = Words.confirm(decision, new ApprovalView(approval).heading(LONGEST_CONFIRMED));
        Block.Text text = Block.text(verb);
        return new Block.Button(
                "button",
                decision.word(),
                approval.id(),
                style,
                text,
                new Block.Confirm(Block.text(verb + "?"), Block.text(asked), text, Block.text("Cancel"), style));
    }

    /**
     * First the end: the vote that brought it, else a sentence; then the other votes, each with its comment, as far as
     * there is room.
     */
    static Block end(Approval approval) {
        ApprovalView view = new ApprovalView(approval);
        List<Block.Part> parts = new ArrayList<>();
        if (view.decisive().isEmpty()) {
            parts.add(Block.line(List.of(Block.plain(view.end()))));
        }
        List<Vote> votes = new ArrayList<>(view.votes());
        int comments = MOST_COMMENTS;
        int lines = MOST_LINES;
        while (!votes.isEmpty() && lines > 0) {
            Vote vote = votes.removeFirst();
            parts.add(Block.line(List.of(
                    Block.plain(vote.decision().said() + " by "),
                    Messages.person(approval, vote.approver(), vote.name()),
                    Block.plain(view.how(vote)))));
            lines -= 40 + view.voter(vote).length();
            String comment = VisibleText.lines(vote.comment());
            if (!comment.isEmpty() && comments > 0) {
                int end = Passages.cut(comment, comments);
                String shown = end < comment.length() ? comment.substring(0, end) + "…" : comment;
                parts.add(Block.quote(List.of(Block.plain(shown))));
                comments -= shown.length();
            }
        }
        if (!votes.isEmpty()) {
            parts.add(Block.line(List.of(Block.plain("and " + votes.size() + " more votes"))));
        }
        return Block.rich(parts);
    }
}

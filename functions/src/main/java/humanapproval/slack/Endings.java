package humanapproval.slack;

import static com.slack.api.model.block.Blocks.actions;
import static com.slack.api.model.block.Blocks.asBlocks;
import static com.slack.api.model.block.Blocks.input;
import static com.slack.api.model.block.Blocks.richText;
import static com.slack.api.model.block.composition.BlockCompositions.confirmationDialog;
import static com.slack.api.model.block.element.BlockElements.asElements;
import static com.slack.api.model.block.element.BlockElements.button;
import static com.slack.api.model.block.element.BlockElements.plainTextInput;
import static humanapproval.slack.Elements.line;
import static humanapproval.slack.Elements.person;
import static humanapproval.slack.Elements.plain;
import static humanapproval.slack.Elements.plainText;

import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.element.BlockElement;
import com.slack.api.model.block.element.ButtonElement;
import com.slack.api.model.block.element.RichTextQuoteElement;
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

    static List<LayoutBlock> form(Approval approval) {
        Policy.Comment comment = approval.request().policy().comment();
        return List.of(
                input(input -> input.blockId(COMMENT)
                        .optional(comment != Policy.Comment.ALWAYS)
                        .label(plainText("Comment"))
                        .hint(comment == Policy.Comment.REJECT ? plainText(Words.WHY_REJECT) : null)
                        .element(plainTextInput(field ->
                                field.actionId(COMMENT).multiline(true).maxLength(VotingRules.LONGEST_COMMENT)))),
                actions(actions -> actions.blockId("decision")
                        .elements(asElements(
                                decision(approval, Decision.APPROVE, "Approve", "primary"),
                                decision(approval, Decision.REJECT, "Reject", "danger")))));
    }

    private static ButtonElement decision(Approval approval, Decision decision, String verb, String style) {
        String question = Words.confirm(decision, new ApprovalView(approval).heading(LONGEST_CONFIRMED));
        return button(button -> button.actionId(decision.word())
                .value(approval.id())
                .style(style)
                .text(plainText(verb))
                .confirm(confirmationDialog(confirm -> confirm.title(plainText(verb + "?"))
                        .text(plainText(question))
                        .confirm(plainText(verb))
                        .deny(plainText("Cancel"))
                        .style(style))));
    }

    /**
     * First the end: the vote that brought it, else a sentence; then the other votes, each with its comment, as far as
     * there is room.
     */
    static List<LayoutBlock> end(Approval approval) {
        ApprovalView view = new ApprovalView(approval);
        List<BlockElement> parts = new ArrayList<>();
        if (view.decisive().isEmpty()) {
            parts.add(line(List.of(plain(view.end()))));
        }
        List<Vote> votes = new ArrayList<>(view.votes());
        int comments = MOST_COMMENTS;
        int lines = MOST_LINES;
        while (!votes.isEmpty() && lines > 0) {
            Vote vote = votes.removeFirst();
            parts.add(line(List.of(
                    plain(vote.decision().said() + " by "),
                    person(approval, vote.approver(), vote.name()),
                    plain(view.how(vote)))));
            lines -= 40 + view.voter(vote).length();
            String comment = VisibleText.lines(vote.comment());
            if (!comment.isEmpty() && comments > 0) {
                int end = Passages.cut(comment, comments);
                String shown = end < comment.length() ? comment.substring(0, end) + "…" : comment;
                parts.add(RichTextQuoteElement.builder()
                        .elements(List.of(plain(shown)))
                        .build());
                comments -= shown.length();
            }
        }
        if (!votes.isEmpty()) {
            parts.add(line(List.of(plain("and " + votes.size() + " more votes"))));
        }
        return asBlocks(richText(text -> text.elements(parts)));
    }
}

package humanapproval.slack;

import static com.slack.api.model.block.Blocks.actions;
import static com.slack.api.model.block.Blocks.input;
import static com.slack.api.model.block.composition.BlockCompositions.confirmationDialog;
import static com.slack.api.model.block.element.BlockElements.asElements;
import static com.slack.api.model.block.element.BlockElements.button;
import static com.slack.api.model.block.element.BlockElements.plainTextInput;

import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.element.ButtonElement;
import humanapproval.approval.Approval;
import humanapproval.approval.ApprovalView;
import humanapproval.approval.Decision;
import humanapproval.approval.Policy;
import humanapproval.approval.VotingRules;
import humanapproval.approval.Words;
import java.util.List;

/** The field and the buttons below a message. */
final class Form {

    /** The comment field's block and action id. */
    static final String COMMENT = "comment";

    // Of the 300 that Slack's page Confirmation dialog object gives its text.
    private static final int LONGEST_CONFIRMED = 200;

    private Form() {}

    static List<LayoutBlock> of(Approval approval) {
        Policy.Comment comment = approval.request().policy().comment();
        return List.of(
                input(input -> input.blockId(COMMENT)
                        .optional(comment != Policy.Comment.ALWAYS)
                        .label(Messages.plainText("Comment"))
                        .hint(comment == Policy.Comment.REJECT ? Messages.plainText(Words.WHY_REJECT) : null)
                        .element(plainTextInput(field ->
                                field.actionId(COMMENT).multiline(true).maxLength(VotingRules.LONGEST_COMMENT)))),
                actions(actions -> actions.blockId("decision")
                        .elements(asElements(
                                decision(approval, Decision.APPROVE, "Approve", "primary"),
                                decision(approval, Decision.REJECT, "Reject", "danger")))));
    }

    private static ButtonElement decision(Approval approval, Decision decision, String verb, String style) {
        return button(button -> button.actionId(decision.word())
                .value(approval.id())
                .style(style)
                .text(Messages.plainText(verb))
                .confirm(confirmationDialog(confirm -> confirm.title(Messages.plainText(verb + "?"))
                        .text(Messages.plainText(
                                Words.confirm(decision, new ApprovalView(approval).heading(LONGEST_CONFIRMED))))
                        .confirm(Messages.plainText(verb))
                        .deny(Messages.plainText("Cancel"))
                        .style(style))));
    }
}

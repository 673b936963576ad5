package humanapproval.slack;

import static com.slack.api.model.block.Blocks.asBlocks;
import static com.slack.api.model.block.Blocks.richText;

import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.composition.BlockCompositions;
import com.slack.api.model.block.composition.PlainTextObject;
import com.slack.api.model.block.element.RichTextElement;
import com.slack.api.model.block.element.RichTextSectionElement;
import humanapproval.approval.Approval;
import humanapproval.approval.ApprovalView;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What blocks are made of. In rich text Slack reads no markup. */
final class Elements {

    private Elements() {}

    /** A block of one line. */
    static List<LayoutBlock> rich(List<RichTextElement> elements) {
        return asBlocks(richText(text -> text.elements(List.of(line(elements)))));
    }

    static RichTextSectionElement line(List<RichTextElement> elements) {
        return RichTextSectionElement.builder().elements(elements).build();
    }

    static RichTextElement plain(String text) {
        return RichTextSectionElement.Text.builder().text(text).build();
    }

    static RichTextElement bold(String text) {
        return new Styled("text", text, Map.of("bold", true));
    }

    /** Slack checks styles strictly, and the SDK's own sends more of them than documented. */
    private record Styled(String type, String text, Map<String, Boolean> style) implements RichTextElement {

        @Override
        public String getType() {
            return type;
        }
    }

    static RichTextElement linked(String text, Optional<String> address) {
        return address.<RichTextElement>map(link -> RichTextSectionElement.Link.builder()
                        .url(link)
                        .text(text)
                        .build())
                .orElseGet(() -> plain(text));
    }

    /** A mention. */
    static RichTextElement user(String id) {
        return RichTextSectionElement.User.builder().userId(id).build();
    }

    /** A mention where Slack knows them, else the name. */
    static RichTextElement person(Approval approval, String approver, String name) {
        return SlackState.user(approval, approver)
                .map(Elements::user)
                .orElseGet(() -> plain(new ApprovalView(approval).name(approver, name)));
    }

    /** As each reader's clock says it; as {@code text} where the SDK has no number for it: from 2038 on. */
    static RichTextElement date(Instant time, String text) {
        return time.getEpochSecond() > Integer.MAX_VALUE
                ? plain(text)
                : RichTextSectionElement.Date.builder()
                        .timestamp((int) time.getEpochSecond())
                        .format("{date_short_pretty} at {time}")
                        .fallback(text)
                        .build();
    }

    /** For where there is no rich text. The name of an emoji stays its name. */
    static PlainTextObject plainText(String text) {
        return BlockCompositions.plainText(text, false);
    }
}

package humanapproval.slack;

import com.slack.api.model.block.LayoutBlock;
import java.util.List;

/**
 * What a message says.
 *
 * @param text what notifications show and screen readers read
 * @param minimal the same without anything that came from outside beyond a title, for when Slack refuses
 *     {@code blocks}; empty where nothing is to be shown instead
 */
record Content(String text, List<LayoutBlock> blocks, List<LayoutBlock> minimal) {

    private static final int LONGEST_TEXT = 300;

    /** Escapes {@code text}, as Slack's page Formatting text asks for: nothing in it becomes a mention or a link. */
    Content {
        int characters = text.codePointCount(0, text.length());
        text = (characters <= LONGEST_TEXT
                        ? text
                        : text.substring(0, text.offsetByCodePoints(0, LONGEST_TEXT - 1)) + "…")
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;");
    }

    Content(String text, List<LayoutBlock> blocks) {
        this(text, blocks, List.of());
    }
}

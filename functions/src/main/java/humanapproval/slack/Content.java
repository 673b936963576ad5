package humanapproval.slack;

import com.slack.api.model.block.LayoutBlock;
import java.util.List;

/**
 * What a message says.
 *
 * @param text for notifications and screen readers, escaped
 * @param minimal the same without anything that came from outside beyond a title, for when Slack refuses
 *     {@code blocks}; empty where nothing is to be shown instead
 */
record Content(String text, List<LayoutBlock> blocks, List<LayoutBlock> minimal) {}

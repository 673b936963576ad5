package humanapproval.slack;

import com.slack.api.model.block.element.RichTextElement;
import java.util.Map;

/** Text in bold. Slack checks styles strictly, and the SDK's own sends more of them than documented. */
record BoldText(String type, String text, Map<String, Boolean> style) implements RichTextElement {

    static BoldText of(String text) {
        return new BoldText("text", text, Map.of("bold", true));
    }

    @Override
    public String getType() {
        return type;
    }
}

package humanapproval.slack;

import com.google.gson.FieldNamingPolicy;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a message is a list of: of Slack's Block Kit what is used here, with the types and fields that Slack's pages of
 * the same names give. What is null is left out.
 */
sealed interface Block {

    Gson JSON = new GsonBuilder()
            .setFieldNamingPolicy(FieldNamingPolicy.LOWER_CASE_WITH_UNDERSCORES)
            .disableHtmlEscaping()
            .create();

    /** A header or a section. */
    record Titled(String type, Text text) implements Block {}

    record Rich(String type, List<Part> elements) implements Block {}

    record Input(String type, String blockId, boolean optional, Text label, Text hint, Field element)
            implements Block {}

    record Actions(String type, String blockId, List<Button> elements) implements Block {}

    record Text(String type, String text, boolean emoji) {}

    record Field(String type, String actionId, boolean multiline, int maxLength) {}

    record Button(String type, String actionId, String value, String style, Text text, Confirm confirm) {}

    record Confirm(Text title, Text text, Text confirm, Text deny, String style) {}

    /** A line, a quote, or text with its layout. */
    record Part(String type, List<Element> elements) {}

    /** What stands in a part. */
    sealed interface Element {}

    record Run(String type, String text, Map<String, Boolean> style) implements Element {}

    record Link(String type, String url, String text) implements Element {}

    record User(String type, String userId) implements Element {}

    record Date(String type, long timestamp, String format, String fallback) implements Element {}

    static Block header(String text) {
        return new Titled("header", text(text));
    }

    static Block section(String text) {
        return new Titled("section", text(text));
    }

    /** The name of an emoji stays its name. */
    static Text text(String text) {
        return new Text("plain_text", text, false);
    }

    /** Slack reads no markup in it. */
    static Block rich(List<Part> parts) {
        return new Rich("rich_text", parts);
    }

    static Part line(List<Element> elements) {
        return new Part("rich_text_section", elements);
    }

    static Part quote(List<Element> elements) {
        return new Part("rich_text_quote", elements);
    }

    static Part preformatted(List<Element> elements) {
        return new Part("rich_text_preformatted", elements);
    }

    static Element plain(String text) {
        return new Run("text", text, null);
    }

    static Element bold(String text) {
        return new Run("text", text, Map.of("bold", true));
    }

    static Element link(String url) {
        return new Link("link", url, null);
    }

    static Element linked(String text, Optional<String> url) {
        return url.<Element>map(known -> new Link("link", known, text)).orElseGet(() -> plain(text));
    }

    /** A mention. */
    static Element user(String id) {
        return new User("user", id);
    }

    /** As each reader's clock says it. From 2038 on as text: nowhere is it said that Slack reads larger numbers. */
    static Element date(Instant time, String text) {
        return time.getEpochSecond() > Integer.MAX_VALUE
                ? plain(text)
                : new Date("date", time.getEpochSecond(), "{date_short_pretty} at {time}", text);
    }
}

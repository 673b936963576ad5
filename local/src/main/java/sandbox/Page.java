package sandbox;

import java.net.URI;
import java.net.http.HttpHeaders;
import java.util.LinkedHashMap;
import java.util.List;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.FormElement;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeVisitor;

/** What a visitor got: the answer's status and headers, and the page in it. */
public record Page(URI address, int status, HttpHeaders headers, Document html) {

    /** The form whose hidden field {@code decision} has this value. */
    public Form form(String decision) {
        return forms().stream()
                .filter(form -> decision.equals(form.fields().get("decision")))
                .findFirst()
                .orElseThrow(() -> new SandboxException("No form to " + decision + " on this page:\n" + text()));
    }

    /** All forms that are sent by POST. */
    public List<Form> forms() {
        return html.select("form[method=post]").stream()
                .map(FormElement.class::cast)
                .map(form -> {
                    var fields = new LinkedHashMap<String, String>();
                    form.formData().forEach(field -> fields.put(field.key(), field.value()));
                    return new Form(
                            form.attr("action").isEmpty() ? address : URI.create(form.absUrl("action")), fields);
                })
                .toList();
    }

    /** The page as somebody reads it who sees text only. */
    public String text() {
        var text = new StringBuilder();
        html.body().traverse(new NodeVisitor() {
            @Override
            public void head(Node node, int depth) {
                switch (node) {
                    case TextNode words -> text.append(words.text());
                    case Element element when element.nameIs("button") -> text.append("\n[ ");
                    case Element element when element.nameIs("textarea") -> text.append(" [________]");
                    case Element element when element.attr("type").equals("checkbox") -> text.append("[ ] ");
                    case Element element when element.isBlock() || element.is("br, label") -> text.append('\n');
                    default -> {}
                }
            }

            @Override
            public void tail(Node node, int depth) {
                if (node instanceof Element element && element.nameIs("button")) {
                    text.append(" ]\n");
                } else if (node instanceof Element element && (element.isBlock() || element.nameIs("label"))) {
                    text.append('\n');
                }
            }
        });
        return text.toString()
                .replace('\u00a0', ' ')
                .replaceAll("[ \\t]+", " ")
                .replaceAll(" ?\\n ?", "\n")
                .replaceAll("\\n{2,}", "\n")
                .strip();
    }
}

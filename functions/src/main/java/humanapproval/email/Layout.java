package humanapproval.email;

import com.samskivert.mustache.DefaultCollector;
import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import humanapproval.approval.ApprovalView;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** A template of mails or pages. An empty Optional is nothing to it. */
final class Layout {

    private final Template template;

    /** Reads it; {@code html} escapes what it is filled with. */
    Layout(String name, boolean html) {
        template = Mustache.compiler()
                .escapeHTML(html)
                .withCollector(new DefaultCollector() {
                    @Override
                    public Mustache.VariableFetcher createFetcher(Object context, String name) {
                        Mustache.VariableFetcher fetcher = super.createFetcher(context, name);
                        return fetcher == null
                                ? null
                                : (from, field) -> fetcher.get(from, field) instanceof Optional<?> found
                                        ? found.orElse(null)
                                        : fetcher.get(from, field);
                    }
                })
                .compile(read(name));
    }

    /** The template, filled from {@code facts} and, for what they have not, from {@code behind}. */
    String fill(Map<String, ?> facts, Object behind) {
        StringWriter filled = new StringWriter();
        template.execute(facts, behind, filled);
        return filled.toString();
    }

    static String read(String name) {
        try (InputStream resource = Layout.class.getResourceAsStream(name)) {
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The votes, with each comment as {@code shown} lays it out. */
    static List<Map<String, Object>> votes(ApprovalView view, UnaryOperator<String> shown) {
        return view.votes().stream()
                .map(vote -> Map.<String, Object>of(
                        "said", vote.decision().said(),
                        "who", view.voter(vote),
                        "channel", vote.channel().phrase(),
                        "at", view.time(vote.at()),
                        "comment",
                                Optional.of(vote.comment())
                                        .filter(text -> !text.isEmpty())
                                        .map(shown)))
                .toList();
    }
}

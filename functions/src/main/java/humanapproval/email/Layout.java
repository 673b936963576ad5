package humanapproval.email;

import com.samskivert.mustache.DefaultCollector;
import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import humanapproval.approval.ApprovalView;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** A template of mails or pages. A section of an Optional is there where it has a value. */
final class Layout {

    private final Template template;

    /** Reads it; {@code html} escapes what it is filled with. */
    Layout(String name, boolean html) {
        template = Mustache.compiler()
                .escapeHTML(html)
                .withCollector(new DefaultCollector() {
                    @Override
                    public Iterator<?> toIterator(Object value) {
                        return super.toIterator(
                                value instanceof Optional<?> maybe
                                        ? maybe.stream().toList()
                                        : value);
                    }
                })
                .compile(read(name));
    }

    String fill(Map<String, ?> facts) {
        return template.execute(facts);
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

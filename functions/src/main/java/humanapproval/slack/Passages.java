package humanapproval.slack;

import com.slack.api.model.block.element.BlockElement;
import com.slack.api.model.block.element.RichTextElement;
import com.slack.api.model.block.element.RichTextPreformattedElement;
import com.slack.api.model.block.element.RichTextQuoteElement;
import com.slack.api.model.block.element.RichTextSectionElement;
import humanapproval.approval.Request;
import humanapproval.text.TextPiece;
import humanapproval.text.VisibleText;
import java.util.ArrayList;
import java.util.List;

/** A request's text, cut into what fits into one message each. It becomes rich text, in which Slack reads no markup. */
final class Passages {

    // What an address adds beside itself: its own object, and the one of the text that goes on after it.
    private static final int OBJECTS = 52;

    /** A piece of a text, with its layout where it has one. */
    record Passage(TextPiece piece, boolean pre) {}

    private Passages() {}

    /** Description and details, each on a line of its own; the title only where the heading had to shorten it. */
    static List<Passage> of(Request request, boolean withTitle) {
        List<Passage> all = new ArrayList<>();
        List<String> lines = new ArrayList<>();
        request.title().filter(title -> withTitle).ifPresent(lines::add);
        request.description().ifPresent(lines::add);
        for (Request.Detail detail : request.details()) {
            String name = VisibleText.whole(detail.name()) + ":";
            if (detail.structured() || detail.value().contains("\n")) {
                lines.add(name);
                add(all, String.join("\n", lines), false);
                add(all, detail.value(), true);
                lines.clear();
            } else {
                lines.add(name + " " + detail.value());
            }
        }
        add(all, String.join("\n", lines), false);
        return all;
    }

    private static void add(List<Passage> all, String text, boolean pre) {
        TextPiece.of(text).forEach(piece -> all.add(new Passage(piece, pre)));
    }

    /**
     * The pieces in lists of at most {@code first} characters, then {@code further} ones each, counted as they become
     * JSON; at least one list.
     */
    static List<List<Passage>> split(List<Passage> pieces, int first, int further) {
        List<List<Passage>> parts = new ArrayList<>();
        List<Passage> part = new ArrayList<>();
        int room = first;
        for (Passage passage : pieces) {
            boolean link = passage.piece().link();
            String rest = passage.piece().text();
            while (!rest.isEmpty()) {
                int fits = fitting(rest, link ? room - OBJECTS : room);
                int end = link && fits < rest.length() ? 0 : cut(rest, fits);
                if (end > 0) {
                    part.add(new Passage(new TextPiece(rest.substring(0, end), link), passage.pre()));
                    room -= cost(rest.substring(0, end)) + (link ? OBJECTS : 0);
                    rest = rest.substring(end);
                }
                if (!rest.isEmpty()) {
                    parts.add(part);
                    part = new ArrayList<>();
                    room = further;
                }
            }
        }
        parts.add(part);
        return parts;
    }

    private static int cost(String text) {
        return text.chars().map(Passages::cost).sum();
    }

    /** JSON writes these with a backslash. */
    private static int cost(int c) {
        return c == '\n' || c == '\t' || c == '"' || c == '\\' ? 2 : 1;
    }

    /** How many characters of {@code text} there is room for. */
    private static int fitting(String text, int room) {
        int end = 0;
        for (int used = 0; end < text.length(); end++) {
            used += cost(text.charAt(end));
            if (used > room) {
                break;
            }
        }
        return end;
    }

    /** What the request says, apart from what we say of it; what has a layout keeps it. */
    static List<BlockElement> elements(List<Passage> passages) {
        List<BlockElement> parts = new ArrayList<>();
        List<RichTextElement> run = List.of();
        for (int i = 0; i < passages.size(); i++) {
            boolean pre = passages.get(i).pre();
            if (i == 0 || passages.get(i - 1).pre() != pre) {
                run = new ArrayList<>();
                parts.add(
                        pre
                                ? RichTextPreformattedElement.builder()
                                        .elements(run)
                                        .build()
                                : RichTextQuoteElement.builder().elements(run).build());
            }
            TextPiece piece = passages.get(i).piece();
            run.add(
                    piece.link()
                            ? RichTextSectionElement.Link.builder()
                                    .url(piece.text())
                                    .build()
                            : Elements.plain(piece.text()));
        }
        return parts;
    }

    /**
     * Where to end a part: after the last line, else after the last word, if that is not far; never within a character.
     */
    static int cut(String text, int room) {
        if (text.length() <= room) {
            return text.length();
        }
        if (room <= 0) {
            return 0;
        }
        int line = text.lastIndexOf('\n', room - 1) + 1;
        int word = text.lastIndexOf(' ', room - 1) + 1;
        int end = line > room / 2 ? line : word > room / 2 ? word : room;
        return end > 0 && Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end;
    }
}

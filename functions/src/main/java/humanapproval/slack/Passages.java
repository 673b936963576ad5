package humanapproval.slack;

import com.slack.api.model.block.element.RichTextElement;
import com.slack.api.model.block.element.RichTextSectionElement;
import humanapproval.approval.Request;
import humanapproval.text.TextPiece;
import humanapproval.text.VisibleText;
import java.util.ArrayList;
import java.util.List;

/** A request's text, cut into what fits into one message each. It becomes rich text, in which Slack reads no markup. */
final class Passages {

    private Passages() {}

    /** Description and details, each on a line of its own; the title only where the heading had to shorten it. */
    static List<TextPiece> of(Request request, boolean withTitle) {
        List<String> lines = new ArrayList<>();
        request.title().filter(title -> withTitle).ifPresent(lines::add);
        request.description().ifPresent(lines::add);
        request.details().forEach(detail -> lines.add(VisibleText.whole(detail.name()) + ": " + detail.value()));
        return TextPiece.of(String.join("\n", lines));
    }

    /** The pieces in lists of at most {@code first} characters, then {@code further} ones each; at least one list. */
    static List<List<TextPiece>> split(List<TextPiece> pieces, int first, int further) {
        List<List<TextPiece>> parts = new ArrayList<>();
        List<TextPiece> part = new ArrayList<>();
        int room = first;
        for (TextPiece piece : pieces) {
            String rest = piece.text();
            while (!rest.isEmpty()) {
                int end = piece.link() && rest.length() > room ? 0 : cut(rest, room);
                if (end > 0) {
                    part.add(new TextPiece(rest.substring(0, end), piece.link()));
                    rest = rest.substring(end);
                    room -= end;
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

    static List<RichTextElement> elements(List<TextPiece> pieces) {
        return pieces.stream()
                .<RichTextElement>map(piece -> piece.link()
                        ? RichTextSectionElement.Link.builder()
                                .url(piece.text())
                                .build()
                        : RichTextSectionElement.Text.builder()
                                .text(piece.text())
                                .build())
                .toList();
    }

    /**
     * Where to end a part: after the last line, else after the last word, if that is not far; never within a character.
     */
    static int cut(String text, int room) {
        if (text.length() <= room) {
            return text.length();
        }
        int line = text.lastIndexOf('\n', room - 1) + 1;
        int word = text.lastIndexOf(' ', room - 1) + 1;
        int end = line > room / 2 ? line : word > room / 2 ? word : room;
        return end > 0 && Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end;
    }
}

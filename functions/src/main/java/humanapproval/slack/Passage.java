package humanapproval.slack;

import com.slack.api.model.block.element.RichTextElement;
import com.slack.api.model.block.element.RichTextSectionElement;
import humanapproval.request.Request;
import humanapproval.request.VisibleText;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A piece of a request's text. It becomes a rich text element, in which Slack reads no markup; a link is shown by its
 * whole address, so that it can't pretend to lead elsewhere.
 */
record Passage(String text, Kind kind) {

    enum Kind { PLAIN, BOLD, LINK }

    private static final Pattern ADDRESS = Pattern.compile("https?://[^\\s<>\"]+");
    // Slack's page Rich text block has none, the button's address (Button element) has this one.
    private static final int LONGEST_ADDRESS = 3000;

    /** Description and details, each on a new line; {@code title} only where the heading had to shorten it. */
    static List<Passage> of(Request request, boolean withTitle) {
        List<Passage> passages = new ArrayList<>();
        if (withTitle) {
            request.title().ifPresent(title -> addText(passages, "\n" + title));
        }
        request.description().ifPresent(description -> addText(passages, "\n" + description));
        request.details().forEach(detail -> {
            add(passages, "\n" + VisibleText.lines(detail.name()) + ": ", Kind.BOLD);
            addText(passages, detail.value());
        });
        return passages;
    }

    /** The passages in lists of at most {@code first} characters, then {@code further} ones each; at least one list. */
    static List<List<Passage>> split(List<Passage> passages, int first, int further) {
        List<List<Passage>> parts = new ArrayList<>();
        List<Passage> part = new ArrayList<>();
        int room = first;
        for (Passage passage : passages) {
            String rest = passage.text();
            while (!rest.isEmpty()) {
                boolean whole = passage.kind() == Kind.LINK && rest.length() > room;
                int end = whole ? 0 : cut(rest, room);
                if (end > 0) {
                    part.add(new Passage(rest.substring(0, end), passage.kind()));
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

    RichTextElement element() {
        return switch (kind) {
            case PLAIN -> RichTextSectionElement.Text.builder().text(text).build();
            case BOLD -> bold(text);
            case LINK -> RichTextSectionElement.Link.builder().url(text).build();
        };
    }

    static RichTextElement bold(String text) {
        return RichTextSectionElement.Text.builder().text(text).style(RichTextSectionElement.TextStyle.builder().bold(true).build()).build();
    }

    /** Where to end a part: after the last line, else after the last word, if that is not far; never within a character. */
    static int cut(String text, int room) {
        if (text.length() <= room) {
            return text.length();
        }
        int line = text.lastIndexOf('\n', room - 1) + 1;
        int word = text.lastIndexOf(' ', room - 1) + 1;
        int end = line > room / 2 ? line : word > room / 2 ? word : room;
        return end > 0 && Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end;
    }

    private static void addText(List<Passage> passages, String text) {
        String visible = VisibleText.lines(text);
        Matcher address = ADDRESS.matcher(visible);
        int done = 0;
        while (address.find()) {
            if (isAddress(address.group())) {
                add(passages, visible.substring(done, address.start()), Kind.PLAIN);
                add(passages, address.group(), Kind.LINK);
                done = address.end();
            }
        }
        add(passages, visible.substring(done), Kind.PLAIN);
    }

    private static void add(List<Passage> passages, String text, Kind kind) {
        if (!text.isEmpty()) {
            passages.add(new Passage(text, kind));
        }
    }

    /** Slack refuses a whole message for one address that it can't read. */
    private static boolean isAddress(String text) {
        try {
            return text.length() <= LONGEST_ADDRESS && new URI(text).getHost() != null;
        } catch (URISyntaxException e) {
            return false;
        }
    }
}

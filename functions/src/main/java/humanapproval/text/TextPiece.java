package humanapproval.text;

import java.lang.Character.UnicodeScript;
import java.net.IDN;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.nibor.autolink.LinkExtractor;
import org.nibor.autolink.LinkSpan;
import org.nibor.autolink.LinkType;

/**
 * A piece of a text: plain, or a link, which is shown by its whole address, so that it can't pretend to lead elsewhere.
 */
public record TextPiece(String text, boolean link) {

    private static final LinkExtractor LINKS =
            LinkExtractor.builder().linkTypes(EnumSet.of(LinkType.URL)).build();
    private static final Pattern SCHEME = Pattern.compile("https?://", Pattern.CASE_INSENSITIVE);
    // Quotes, brackets and stops of other scripts: a sentence goes on there without a space.
    private static final Pattern FOREIGN_END =
            Pattern.compile("[\"<>]|[\\p{Ps}\\p{Pe}\\p{Pi}\\p{Pf}\\p{Po}&&[^\\x00-\\x7F]]");
    private static final Pattern HOST = Pattern.compile("(?<=://)[^/?#]*");
    private static final String MARKDOWN = "*_~`";
    // Slack's page Rich text block has none, the button's address (Button element) has this one.
    private static final int LONGEST_ADDRESS = 3000;

    /** The pieces of {@code text}, made visible with its line breaks. */
    public static List<TextPiece> of(String text) {
        String visible = VisibleText.lines(text);
        List<TextPiece> pieces = new ArrayList<>();
        int done = 0;
        for (LinkSpan span : LINKS.extractLinks(visible)) {
            // A word may stand right before it.
            Matcher scheme = SCHEME.matcher(visible).region(span.getBeginIndex(), span.getEndIndex());
            if (scheme.find()) {
                int begin = scheme.start();
                int end = end(visible, begin, span.getEndIndex());
                Optional<String> address = address(visible.substring(begin, end));
                if (address.isPresent()) {
                    add(pieces, visible.substring(done, begin), false);
                    add(pieces, address.get(), true);
                    done = end;
                }
            }
        }
        add(pieces, visible.substring(done), false);
        return pieces;
    }

    /** The same as one text. */
    public static String joined(String text) {
        return of(text).stream().map(TextPiece::text).collect(Collectors.joining());
    }

    private static void add(List<TextPiece> pieces, String text, boolean link) {
        if (!text.isEmpty()) {
            pieces.add(new TextPiece(text, link));
        }
    }

    private static int end(String text, int begin, int most) {
        Matcher foreign = FOREIGN_END.matcher(text).region(begin, most);
        int end = foreign.find() ? foreign.start() : most;
        int marks = 1;
        while (marks <= begin
                && end > begin
                && MARKDOWN.indexOf(text.charAt(end - 1)) >= 0
                && text.charAt(begin - marks) == text.charAt(end - 1)) {
            end--;
            marks++;
        }
        return end;
    }

    /** As it is shown, if it is one that Slack takes: Slack refuses a whole message for one that it can't read. */
    private static Optional<String> address(String text) {
        Matcher host = HOST.matcher(text);
        if (text.length() > LONGEST_ADDRESS || !host.find()) {
            return Optional.empty();
        }
        try {
            // A letter of another script may look like one of ours.
            String shown = scripts(host.group()) > 1
                    ? host.replaceFirst(Matcher.quoteReplacement(IDN.toASCII(host.group(), IDN.ALLOW_UNASSIGNED)))
                    : text;
            return new URI(shown).getHost() == null ? Optional.empty() : Optional.of(shown);
        } catch (URISyntaxException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static long scripts(String host) {
        return host.codePoints()
                .filter(Character::isLetter)
                .mapToObj(UnicodeScript::of)
                .distinct()
                .count();
    }
}

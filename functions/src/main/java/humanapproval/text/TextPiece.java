package humanapproval.text;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A piece of a text: plain, or a link, which is shown by its whole address, so that it can't pretend to lead elsewhere.
 */
public record TextPiece(String text, boolean link) {

    // A full stop or bracket after an address belongs to the sentence.
    private static final Pattern ADDRESS = Pattern.compile("https?://[^\\s<>\"]*[^\\s<>\".,;:!?')\\]}]");
    // Slack's page Rich text block has none, the button's address (Button element) has this one.
    private static final int LONGEST_ADDRESS = 3000;

    /** The pieces of {@code text}, made visible with its line breaks. */
    public static List<TextPiece> of(String text) {
        String visible = VisibleText.lines(text);
        List<TextPiece> pieces = new ArrayList<>();
        Matcher address = ADDRESS.matcher(visible);
        int done = 0;
        while (address.find()) {
            if (isAddress(address.group())) {
                add(pieces, visible.substring(done, address.start()), false);
                add(pieces, address.group(), true);
                done = address.end();
            }
        }
        add(pieces, visible.substring(done), false);
        return pieces;
    }

    private static void add(List<TextPiece> pieces, String text, boolean link) {
        if (!text.isEmpty()) {
            pieces.add(new TextPiece(text, link));
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

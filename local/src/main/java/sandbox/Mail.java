package sandbox;

import com.google.gson.JsonObject;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** One delivered mail: plain text, as it reached one address. */
public record Mail(String to, String subject, String body, Instant at) {
    private static final Pattern LINK = Pattern.compile("https?://[^\\s<>\"]+");

    /** As the emulator tells of it. */
    static Mail from(JsonObject mail) {
        return new Mail(
                mail.get("to").getAsString(),
                mail.get("subject").getAsString(),
                mail.get("body").getAsString(),
                Instant.now());
    }

    /** The link that leads to a decision: {@code approve} or {@code reject}. */
    public URI link(String decision) {
        return LINK.matcher(body)
                .results()
                .map(MatchResult::group)
                .filter(link -> link.contains("?decision=" + decision))
                .findFirst()
                .map(URI::create)
                .orElseThrow(() -> new SandboxException("No link to " + decision + " in this mail:\n" + body));
    }

    /** The body cut into text and links, so that a page can show the links as such. */
    List<Piece> pieces() {
        var pieces = new ArrayList<Piece>();
        var matcher = LINK.matcher(body);
        var done = 0;
        while (matcher.find()) {
            pieces.add(new Piece(body.substring(done, matcher.start()), false));
            pieces.add(new Piece(matcher.group(), true));
            done = matcher.end();
        }
        pieces.add(new Piece(body.substring(done), false));
        return pieces;
    }

    /** A piece of a body. */
    record Piece(String text, boolean link) {}
}

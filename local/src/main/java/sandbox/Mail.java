package sandbox;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** One delivered mail: plain text, as it reached one address. */
public record Mail(String to, String subject, String body, Instant at) {
    private static final Pattern LINK = Pattern.compile("https?://[^\\s<>\"]+");

    static Mail from(JsonElement json) {
        var mail = json.getAsJsonObject();
        return new Mail(text(mail, "to"), text(mail, "subject"), text(mail, "body"), Instant.now());
    }

    /** Every link of the body, in its order; what only looks like one is left out. */
    public List<URI> links() {
        return LINK.matcher(body)
                .results()
                .map(MatchResult::group)
                .flatMap(link -> uri(link).stream())
                .toList();
    }

    private static Optional<URI> uri(String link) {
        try {
            return Optional.of(new URI(link));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    /** The link that leads to a decision: {@code approve} or {@code reject}. */
    public URI link(String decision) {
        return links().stream()
                .filter(link -> link.getQuery() != null && link.getQuery().contains("decision=" + decision))
                .findFirst()
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

    private static String text(JsonObject mail, String name) {
        var value = mail.get(name);
        return value == null || value.isJsonNull() ? "" : value.getAsString();
    }
}

package humanapproval.email;

import humanapproval.approval.Decision;
import humanapproval.approval.VotingRules;
import humanapproval.approval.Words;
import humanapproval.json.MalformedException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What the page's form sent.
 *
 * @param decision the form's decision; none when it is missing or unknown, which is never read as a rejection
 * @param confirmed whether the box was ticked
 * @param comment what was typed, with {@code \n} as line break
 */
record VoteForm(Optional<Decision> decision, boolean confirmed, String comment) {

    /** The largest body: a comment of that length with every character escaped at its longest, and the rest. */
    static final int LARGEST_BODY = 16 * 1024;

    private static final char REPLACEMENT = '\uFFFD';

    /**
     * Reads a form's body.
     *
     * @throws MalformedException with a sentence for the person
     */
    static VoteForm read(String contentType, String body) {
        String type = contentType.toLowerCase(Locale.ROOT).replaceAll("[ \"]", "");
        if (!type.split(";", 2)[0].equals("application/x-www-form-urlencoded")
                || type.contains("charset=") && !type.contains("charset=utf-8")) {
            throw new MalformedException(Words.USE_FORM);
        }
        if (body.length() > LARGEST_BODY) {
            throw new MalformedException(Words.longest(VotingRules.LONGEST_COMMENT));
        }
        Map<String, String> fields = new HashMap<>();
        for (String pair : body.split("&")) {
            String[] parts = pair.split("=", 2);
            if (fields.put(decoded(parts[0]), parts.length == 2 ? decoded(parts[1]) : "") != null) {
                throw new MalformedException(Words.SEND_AGAIN);
            }
        }
        String comment =
                fields.getOrDefault("comment", "").replace("\r\n", "\n").strip();
        return new VoteForm(Decision.of(fields.get("decision")), "yes".equals(fields.get("confirm")), comment);
    }

    /** What is missing before it counts as an answer, as a sentence. */
    Optional<String> problem() {
        return decision.isEmpty()
                ? Optional.of(Words.CHOOSE)
                : !confirmed ? Optional.of(Words.TICK) : VotingRules.tooLong(comment);
    }

    private static String decoded(String text) {
        try {
            String decoded = URLDecoder.decode(text, StandardCharsets.UTF_8);
            if (decoded.indexOf(REPLACEMENT) < 0) {
                return decoded;
            }
        } catch (IllegalArgumentException e) {
            // A stray percent sign, the same answer.
        }
        throw new MalformedException(Words.SEND_AGAIN);
    }
}

package humanapproval.email;

import humanapproval.approval.Decision;
import humanapproval.approval.VotingRules;
import humanapproval.approval.Words;
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
 * @param comment what was typed, with {@code \n} as line break
 * @param problem what is missing before it counts as an answer, as a sentence; where there is none it has a decision
 */
record VoteForm(Optional<Decision> decision, String comment, Optional<String> problem) {

    /** The largest body: a comment of that length with every character escaped at its longest, and the rest. */
    private static final int LARGEST_BODY = 16 * 1024;

    private static final char REPLACEMENT = '\uFFFD';

    /** Reads a form's body. */
    static VoteForm read(String contentType, String body) {
        String type = contentType.toLowerCase(Locale.ROOT).replaceAll("[ \"]", "");
        if (!type.split(";", 2)[0].equals("application/x-www-form-urlencoded")
                || type.contains("charset=") && !type.contains("charset=utf-8")) {
            return unreadable(Words.USE_FORM);
        }
        if (body.length() > LARGEST_BODY) {
            return unreadable(Words.longest(VotingRules.LONGEST_COMMENT));
        }
        Map<String, String> fields;
        try {
            fields = fields(body);
        } catch (IllegalArgumentException e) {
            return unreadable(Words.SEND_AGAIN);
        }
        Optional<Decision> decision = Decision.of(fields.get("decision"));
        String comment =
                fields.getOrDefault("comment", "").replace("\r\n", "\n").strip();
        boolean ticked = "yes".equals(fields.get("confirm"));
        Optional<String> problem = decision.isEmpty()
                ? Optional.of(Words.CHOOSE)
                : ticked ? VotingRules.tooLong(comment) : Optional.of(Words.TICK);
        return new VoteForm(decision, comment, problem);
    }

    private static VoteForm unreadable(String problem) {
        return new VoteForm(Optional.empty(), "", Optional.of(problem));
    }

    /** Throws IllegalArgumentException where it did not arrive as a browser sends it. */
    private static Map<String, String> fields(String body) {
        Map<String, String> fields = new HashMap<>();
        for (String pair : body.split("&")) {
            String[] parts = pair.split("=", 2);
            if (fields.put(decoded(parts[0]), parts.length == 2 ? decoded(parts[1]) : "") != null) {
                throw new IllegalArgumentException("A field comes twice.");
            }
        }
        return fields;
    }

    private static String decoded(String text) {
        String decoded = URLDecoder.decode(text, StandardCharsets.UTF_8);
        if (decoded.indexOf(REPLACEMENT) >= 0) {
            throw new IllegalArgumentException("It is not UTF-8.");
        }
        return decoded;
    }
}

package humanapproval.email;

import humanapproval.approval.Approval;
import humanapproval.approval.ApprovalView;
import humanapproval.approval.Request;
import humanapproval.approval.Words;
import humanapproval.text.TextPiece;
import humanapproval.text.VisibleText;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The mail to one approver.
 *
 * @param asciiSubject for where SNS takes no other; with the approval's id, as two titles may be alike then
 */
record Mail(String subject, String asciiSubject, String body) {

    private static final String SUBJECT = "Required approval from AWS Step Functions";

    // SNS's service model, Publish: a subject is UTF-8 without control characters, under 100 characters; a message has
    // 262,144 bytes, both counted together.
    private static final int LONGEST_SUBJECT = 99;
    private static final int SHORTEST_TITLE = 30;
    private static final int SHOWN_ID = 8;
    private static final int LONGEST_HEADING = 200;
    private static final int MOST_REQUEST_BYTES = 200_000;

    /** Writes mails by its template. */
    static final class Writer {

        private final Layout request = new Layout("mail.txt", false);
        private final Layout result = new Layout("result.txt", false);

        /**
         * The mail about {@code approval} to {@code approver}, whose own page is at {@code link}; a {@code reminder}
         * where they have had one.
         */
        Mail request(Approval approval, String approver, String link, boolean reminder) {
            ApprovalView view = new ApprovalView(approval);
            String quoted = quoted(approval.request());
            String shown = VisibleText.firstBytes(quoted, MOST_REQUEST_BYTES);
            Map<String, Object> facts = facts(view);
            facts.put("stillWaiting", reminder ? Words.STILL_WAITING : null);
            facts.put("whoAsks", view.requester().isEmpty() && reminder ? null : view.asks());
            facts.put("you", Words.decideAs(view.name(approver, approver)));
            facts.put("link", link);
            facts.put("pageFirst", Words.PAGE_FIRST);
            facts.put("yourVote", Words.YOUR_VOTE);
            facts.put("byWorkflow", Words.BY_WORKFLOW);
            facts.put("request", shown);
            facts.put("cut", shown.length() < quoted.length() ? Words.CUT_MAIL : null);
            return mail(approval, reminder ? "Reminder: " + SUBJECT : SUBJECT, request.fill(facts));
        }

        /** The mail that tells the requester how {@code approval} ended. */
        Mail result(Approval approval) {
            ApprovalView view = new ApprovalView(approval);
            Map<String, Object> facts = facts(view);
            facts.put("answers", Layout.votes(view, Mail::quoted));
            facts.put("why", Words.REQUESTER);
            return mail(approval, view.end(), result.fill(facts));
        }

        private static Map<String, Object> facts(ApprovalView view) {
            Map<String, Object> facts = new HashMap<>();
            facts.put("view", view);
            facts.put("shortTitle", view.title().map(any -> view.heading(LONGEST_HEADING)));
            return facts;
        }
    }

    private static Mail mail(Approval approval, String about, String body) {
        String title = approval.request().title().orElse("");
        String ascii = ascii(title);
        // A title of another script says nothing in ASCII.
        boolean legible = ascii.chars().filter(c -> c == '?').count() <= ascii.length() / 3;
        String id = " ["
                + approval.id().substring(0, Math.min(SHOWN_ID, approval.id().length())) + "]";
        return new Mail(
                subject(VisibleText.line(title, LONGEST_SUBJECT), "", about),
                subject(legible ? ascii : "", id, ascii(about)),
                body);
    }

    private static String subject(String title, String id, String about) {
        if (title.isEmpty()) {
            return cut(about, LONGEST_SUBJECT - id.length()) + id;
        }
        String rest = id + ": " + about.substring(0, 1).toLowerCase(Locale.ROOT) + about.substring(1);
        return cut(cut(title, Math.max(LONGEST_SUBJECT - rest.length(), SHORTEST_TITLE)) + rest, LONGEST_SUBJECT);
    }

    /** In UTF-16 units, which are at least as many as characters; never within one. */
    private static String cut(String text, int most) {
        int end = most - 3;
        return text.length() <= most
                ? text
                : text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + "...";
    }

    /** The nearest thing in one line of ASCII: accents go, what has no likeness becomes a question mark. */
    private static String ascii(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKD)
                .replaceAll("\\p{M}+", "")
                .replaceAll("[\\p{Z}\\p{Cc}]+", " ")
                .replaceAll("[^ -~]", "?")
                .strip();
    }

    /** Title, description and details, every line marked as quoted. */
    private static String quoted(Request request) {
        StringBuilder text = new StringBuilder();
        request.title().ifPresent(title -> text.append(title).append("\n\n"));
        request.description().ifPresent(description -> text.append(description).append("\n\n"));
        request.details()
                .forEach(detail -> text.append(VisibleText.whole(detail.name()))
                        .append(": ")
                        .append(detail.value())
                        .append('\n'));
        return quoted(text.isEmpty() ? Words.NOTHING_MORE : text.toString().strip());
    }

    private static String quoted(String text) {
        return TextPiece.joined(text).lines().map(line -> "> " + line).collect(Collectors.joining("\n"));
    }
}

package humanapproval.email;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import humanapproval.approval.Approval;
import humanapproval.approval.ApprovalView;
import humanapproval.approval.Request;
import humanapproval.approval.Vote;
import humanapproval.text.TextPiece;
import humanapproval.text.VisibleText;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** The mail to one approver. */
record Mail(String subject, String body) {

    private static final String SUBJECT = "Required approval from AWS Step Functions";

    // SNS API Reference, Publish: a subject has less than 100 ASCII characters, a message 262,144 bytes, both counted
    // together.
    private static final int LONGEST_SUBJECT = 99;
    private static final int MOST_REQUEST_BYTES = 200_000;

    /** Writes mails by its template. */
    static final class Writer {

        private final Template request = template("mail.txt");
        private final Template result = template("result.txt");

        private static Template template(String name) {
            try (Reader text = new InputStreamReader(Mail.class.getResourceAsStream(name), StandardCharsets.UTF_8)) {
                return Mustache.compiler().escapeHTML(false).compile(text);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** The mail about {@code approval} to {@code approver}, whose own page is at {@code link}. */
        Mail request(Approval approval, String approver, String link) {
            ApprovalView view = new ApprovalView(approval);
            Request asked = approval.request();
            String quoted = quoted(asked);
            String shown = VisibleText.firstBytes(quoted, MOST_REQUEST_BYTES);
            // Somebody who joins later has not heard of it before.
            boolean reminder = Links.sentTo(approval, approver) > 1;
            Map<String, Object> facts = facts(view);
            facts.put("reminder", reminder);
            facts.put("approver", VisibleText.name(approver));
            facts.put("link", link);
            facts.put("deadline", view.deadline().orElse(null));
            facts.put("requester", view.requester().map(ApprovalView::name).orElse(null));
            facts.put("needed", view.needed().isPresent() ? approval.requiredApprovals() : null);
            facts.put(
                    "approvers",
                    view.approvers().stream().map(ApprovalView::name).collect(Collectors.joining(", ")));
            facts.put("comment", view.commentRule().orElse(null));
            facts.put("leftOut", view.leftOut().orElse(null));
            facts.put("request", shown);
            facts.put("shortened", shown.length() < quoted.length());
            return new Mail(subject(reminder ? "Reminder: " + SUBJECT : SUBJECT, asked), request.execute(facts));
        }

        /** The mail that tells the requester how {@code approval} ended. */
        Mail result(Approval approval) {
            ApprovalView view = new ApprovalView(approval);
            Request asked = approval.request();
            Map<String, Object> facts = facts(view);
            String title =
                    asked.title().map(text -> ": " + VisibleText.name(text)).orElse("");
            facts.put("result", view.end() + title);
            facts.put("votes", view.votes().stream().map(Writer::vote).toList());
            return new Mail(subject(view.end(), asked), result.execute(facts));
        }

        private static Map<String, Object> vote(Vote vote) {
            Map<String, Object> facts = new HashMap<>();
            facts.put("said", vote.decision().said());
            facts.put("who", ApprovalView.voter(vote));
            facts.put("channel", vote.channel().phrase());
            facts.put("comment", vote.comment().isEmpty() ? null : quoted(vote.comment()));
            return facts;
        }

        private static Map<String, Object> facts(ApprovalView view) {
            Map<String, Object> facts = new HashMap<>();
            facts.put("execution", view.executionName());
            facts.put("caller", view.caller().orElse(null));
            facts.put("console", view.execution().consoleLink().orElse(null));
            facts.put("arn", view.execution().arn());
            return facts;
        }
    }

    private static String subject(String about, Request request) {
        String title = request.title().map(Mail::ascii).orElse("");
        // A title of another script says nothing in ASCII.
        String subject = title.isEmpty() || title.chars().filter(c -> c == '?').count() > title.length() / 3
                ? about
                : about + ": " + title;
        return subject.length() <= LONGEST_SUBJECT ? subject : subject.substring(0, LONGEST_SUBJECT - 3) + "...";
    }

    /** The nearest thing in one line of ASCII: accents go, what has no likeness becomes a question mark. */
    private static String ascii(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKD)
                .replaceAll("\\p{M}+", "")
                .codePoints()
                .mapToObj(c -> Character.isWhitespace(c) || Character.isISOControl(c)
                        ? " "
                        : c < 128 ? Character.toString(c) : "?")
                .collect(Collectors.joining())
                .replaceAll(" +", " ")
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
        return quoted(
                text.isEmpty()
                        ? "(The request says nothing more.)"
                        : text.toString().strip());
    }

    private static String quoted(String text) {
        return TextPiece.joined(text).lines().map(line -> "> " + line).collect(Collectors.joining("\n"));
    }
}

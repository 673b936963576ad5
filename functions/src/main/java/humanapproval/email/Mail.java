package humanapproval.email;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import humanapproval.request.Request;
import humanapproval.request.VisibleText;
import humanapproval.store.Approval;
import humanapproval.store.Decision;
import humanapproval.store.Vote;
import humanapproval.workflow.Execution;
import java.io.InputStreamReader;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The mail to one approver. */
record Mail(String subject, String body) {

    private static final String SUBJECT = "Required approval from AWS Step Functions";

    // SNS API Reference, Publish: a subject has less than 100 ASCII characters, a message 262,144 bytes, both counted together.
    private static final int LONGEST_SUBJECT = 99;
    private static final int MOST_REQUEST_BYTES = 200_000;
    private static final int LONGEST_NAME = 200;

    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm 'UTC'", Locale.ENGLISH).withZone(ZoneOffset.UTC);

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
        Mail write(Approval approval, Approval.Ask ask, String approver, String link) {
            Request asked = ask.read();
            String quoted = quoted(asked);
            String shown = VisibleText.firstBytes(quoted, MOST_REQUEST_BYTES);
            Map<String, Object> facts = facts(approval);
            facts.put("reminder", approval.isEscalated());
            facts.put("approver", VisibleText.line(approver, LONGEST_NAME));
            facts.put("link", link);
            facts.put("deadline", MINUTE.format(ask.deadline()));
            facts.put("requester", asked.requester().map(name -> VisibleText.line(name, LONGEST_NAME)).orElse(null));
            facts.put("request", shown);
            facts.put("shortened", shown.length() < quoted.length());
            return new Mail(subject(approval.isEscalated() ? "Reminder: " + SUBJECT : SUBJECT, asked), request.execute(facts));
        }

        /** The mail that tells the requester how {@code approval} ended. */
        Mail result(Approval approval) {
            String end = switch (approval.state()) {
                case APPROVED -> "Approved";
                case REJECTED -> "Rejected";
                case OPEN, EXPIRED -> "Not decided in time";
                case FAILED -> "Not asked, or not decided in time";
                case CANCELLED -> "Stopped";
            };
            Request asked = approval.ask().orElseThrow().read();
            Map<String, Object> facts = facts(approval);
            facts.put("result", end + asked.title().map(title -> ": " + VisibleText.line(title, LONGEST_NAME)).orElse(""));
            facts.put("votes", approval.votes().stream().map(Writer::vote).toList());
            return new Mail(subject(end, asked), result.execute(facts));
        }

        private static Map<String, Object> vote(Vote vote) {
            Map<String, Object> facts = new HashMap<>();
            facts.put("said", vote.decision() == Decision.APPROVE ? "Approved" : "Rejected");
            facts.put("who", VisibleText.line(vote.shownName(), LONGEST_NAME));
            facts.put("channel", switch (vote.channel()) {
                case EMAIL -> "by email";
                case SLACK -> "in Slack";
            });
            facts.put("comment", vote.comment().isEmpty() ? null : quoted(vote.comment()));
            return facts;
        }

        private static Map<String, Object> facts(Approval approval) {
            Execution execution = new Execution(approval.executionArn());
            Map<String, Object> facts = new HashMap<>();
            facts.put("execution", VisibleText.line(execution.name(), LONGEST_NAME));
            facts.put("console", execution.consoleLink().orElse(null));
            facts.put("arn", approval.executionArn());
            return facts;
        }
    }

    private static String subject(String about, Request request) {
        String title = request.title().map(Mail::ascii).orElse("");
        String subject = title.isEmpty() ? about : about + ": " + title;
        return subject.length() <= LONGEST_SUBJECT ? subject : subject.substring(0, LONGEST_SUBJECT - 3) + "...";
    }

    /** The nearest thing in one line of ASCII: accents go, what has no likeness becomes a question mark. */
    private static String ascii(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKD)
                .replaceAll("\\p{M}+", "")
                .codePoints()
                .mapToObj(c -> Character.isWhitespace(c) || Character.isISOControl(c) ? " " : c < 128 ? Character.toString(c) : "?")
                .collect(Collectors.joining())
                .replaceAll(" +", " ")
                .strip();
    }

    /** Title, description and details, every line marked as quoted. */
    private static String quoted(Request request) {
        StringBuilder text = new StringBuilder();
        request.title().ifPresent(title -> text.append(title).append("\n\n"));
        request.description().ifPresent(description -> text.append(description).append("\n\n"));
        request.details().forEach(detail -> text.append(detail.name()).append(": ").append(detail.value()).append('\n'));
        return quoted(text.isEmpty() ? "(The request says nothing more.)" : text.toString().strip());
    }

    private static String quoted(String text) {
        return VisibleText.lines(text)
                .lines()
                .map(line -> "> " + line)
                .collect(Collectors.joining("\n"));
    }
}

package humanapproval.email;

import humanapproval.approval.Approval;
import humanapproval.approval.ApprovalView;
import humanapproval.approval.Decision;
import humanapproval.approval.Person;
import humanapproval.approval.Request;
import humanapproval.approval.State;
import humanapproval.approval.Vote;
import humanapproval.approval.VotingRules;
import humanapproval.approval.Words;
import humanapproval.channel.PageHeaders;
import humanapproval.channel.WayBack;
import humanapproval.text.TextPiece;
import humanapproval.text.TimeText;
import humanapproval.text.VisibleText;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Writes the pages that an approver sees. One template, no script; everything from outside is escaped by it. */
final class Pages {

    private static final int LONGEST_HEADING = 200;
    private static final int MOST_APPROVERS = 5;
    // A value of more lines is folded, so that the form stays near; a line of more characters counts as several.
    private static final int MOST_LINES = 40;
    private static final int LONGEST_LINE = 100;

    private final Clock clock;
    private final Layout layout = new Layout("page.html", true);
    private final String css = Layout.read("page.css");

    Pages(Clock clock) {
        this.clock = clock;
    }

    /** Of every page. */
    Map<String, String> headers() {
        return PageHeaders.with("'sha256-" + Base64.getEncoder().encodeToString(Links.sha256(css)) + "'");
    }

    /**
     * The request with its form, {@code first} on top of the two decisions; for somebody who has answered, the other
     * decision alone.
     */
    String form(
            Approval approval, String approver, Optional<Decision> first, Optional<String> problem, String comment) {
        ApprovalView view = new ApprovalView(approval);
        String name = view.name(approver, approver);
        Optional<Decision> before = approval.voteOf(approver).map(Vote::decision);
        Decision top = before.map(Pages::opposite).or(() -> first).orElse(Decision.APPROVE);
        List<Decision> offered = before.isPresent() ? List.of(top) : List.of(top, opposite(top));
        Map<String, Object> page = page(view, view.heading(LONGEST_HEADING));
        page.put("problem", problem);
        page.put("reason", before.map(Words::answered));
        page.put("you", Words.decideAs(name));
        page.put("note", view.needed().map(several -> view.progress() + " so far."));
        page.put("limit", VotingRules.LONGEST_COMMENT);
        page.put(
                "forms",
                offered.stream()
                        .map(decision -> {
                            Map<String, Object> form = again(decision, comment);
                            form.put("tick", Words.tick(name, decision));
                            form.put("folded", before.isPresent() || first.isPresent() && decision != top);
                            form.put(
                                    "commentNeeded",
                                    approval.request().policy().needsComment(decision == Decision.REJECT));
                            return form;
                        })
                        .toList());
        return layout.fill(page);
    }

    private static Decision opposite(Decision decision) {
        return decision == Decision.APPROVE ? Decision.REJECT : Decision.APPROVE;
    }

    /** Where a closed approval stands. */
    String closed(Approval approval, Optional<String> note) {
        ApprovalView view = new ApprovalView(approval);
        boolean failed = approval.state() == State.FAILED;
        Map<String, Object> page = page(view, failed ? Words.OVER : view.end());
        page.put("mood", approval.state().name().toLowerCase(Locale.ROOT));
        page.put("reason", failed ? view.end() + "." : view.decisive().isPresent() ? null : Words.OVER + ".");
        page.put("note", note);
        return layout.fill(page);
    }

    /** The vote counts, and others have to follow. */
    String counted(Approval approval) {
        ApprovalView view = new ApprovalView(approval);
        Map<String, Object> page = page(view, Words.SAVED);
        page.put("note", view.progress() + ". " + Words.CHANGE_MIND);
        return layout.fill(page);
    }

    /** The vote counts, but the workflow was not reached: the person can press once more. */
    String notTold(Approval approval, WayBack.Ballot sent) {
        Map<String, Object> page = page(new ApprovalView(approval), Words.SAVED);
        page.put("problem", Words.NOT_TOLD);
        page.put("again", again(sent.decision(), sent.comment()));
        return layout.fill(page);
    }

    /** Nothing was recorded: the same answer can be sent again. */
    String notRecorded(WayBack.Ballot sent) {
        Map<String, Object> page = page(Words.NOT_SAVED);
        page.put("problem", Words.OUR_SIDE);
        page.put("again", again(sent.decision(), sent.comment()));
        return layout.fill(page);
    }

    /** A page with two sentences. */
    String notice(String headline, String sentence) {
        Map<String, Object> page = page(headline);
        page.put("reason", sentence);
        return layout.fill(page);
    }

    /** What somebody reads below a decision; nothing where no vote decided. */
    static Optional<String> note(Approval approval) {
        return new ApprovalView(approval)
                .decisive()
                .map(vote -> switch (approval.ending().orElseThrow().told()) {
                    case NOT_YET -> Words.SAVED + ". " + Words.WILL_TAKE;
                    case RESUMED, TAKEN -> Words.told(vote.decision());
                    case GIVEN_UP -> Words.GIVEN_UP;
                });
    }

    private Map<String, Object> page(String headline) {
        return new HashMap<>(Map.of("headline", headline, "heading", headline, "css", css));
    }

    /** One with the request and the answers so far. */
    private Map<String, Object> page(ApprovalView view, String headline) {
        Request request = view.approval().request();
        Instant now = clock.instant();
        boolean open = view.approval().isOpen(now);
        String heading = view.heading(LONGEST_HEADING);
        Map<String, Object> page = page(headline);
        page.put("view", view);
        page.put("heading", heading);
        Duration left = Duration.between(now, view.approval().asked().deadline());
        page.put("left", open ? TimeText.of(left) : null);
        page.put("answers", Layout.votes(view, VisibleText::lines));
        page.put("someDeciders", some(view.approvers()));
        page.put("needs", open ? view.rule() : view.needed());
        page.put("needsComment", view.commentRule().filter(any -> open));
        page.put("byWorkflow", Words.BY_WORKFLOW);
        page.put("wholeTitle", view.title().filter(title -> !title.equals(heading)));
        page.put("nothingMore", Words.NOTHING_MORE);
        page.put("description", request.description().map(text -> value("", text, false)));
        page.put(
                "details",
                request.details().stream()
                        .map(detail -> value(VisibleText.whole(detail.name()), detail.value(), detail.structured()))
                        .toList());
        return page;
    }

    /** The first of many. */
    private static Optional<String> some(List<Person> approvers) {
        String first = approvers.stream().limit(2).map(ApprovalView::name).collect(Collectors.joining(", "));
        return Optional.of(first + " and " + (approvers.size() - 2) + " others")
                .filter(any -> approvers.size() > MOST_APPROVERS);
    }

    /** A value with its layout where it has one. */
    private static Map<String, Object> value(String name, String text, boolean structured) {
        List<TextPiece> pieces = TextPiece.of(text);
        String shown = pieces.stream().map(TextPiece::text).collect(Collectors.joining());
        long lines = shown.lines().count();
        long rows = shown.lines()
                .mapToLong(line -> Math.max(1, Math.ceilDiv(line.length(), LONGEST_LINE)))
                .sum();
        String size = lines > MOST_LINES
                ? lines + " lines"
                : String.format(Locale.ENGLISH, "%,d characters", shown.codePointCount(0, shown.length()));
        return Map.of(
                "name",
                name,
                "value",
                pieces,
                "pre",
                structured || lines > 1,
                "folded",
                Optional.of(size).filter(any -> rows > MOST_LINES));
    }

    /** The same answer once more. */
    private static Map<String, Object> again(Decision decision, String comment) {
        String verb = decision == Decision.APPROVE ? "Approve" : "Reject";
        return new HashMap<>(Map.of("decision", decision.word(), "verb", verb, "comment", comment));
    }
}

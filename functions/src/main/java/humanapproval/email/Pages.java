package humanapproval.email;

import humanapproval.approval.Approval;
import humanapproval.approval.ApprovalView;
import humanapproval.approval.Decision;
import humanapproval.approval.Request;
import humanapproval.approval.State;
import humanapproval.approval.Vote;
import humanapproval.approval.VotingRules;
import humanapproval.approval.Words;
import humanapproval.channel.PageHeaders;
import humanapproval.channel.WayBack;
import humanapproval.text.TextPiece;
import humanapproval.text.VisibleText;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes the pages that an approver sees. One template, no script; everything from outside is escaped by it. */
final class Pages {

    private static final int LONGEST_HEADING = 200;
    /** A value of more lines is folded, so that the form stays near. */
    private static final int MOST_LINES = 40;

    private static final int MOST_APPROVERS = 5;

    private final Clock clock;
    private final Layout layout = new Layout("page.html", true);
    private final String css = Layout.read("page.css");

    Pages(Clock clock) {
        this.clock = clock;
    }

    /** A page ready to be sent. */
    record Page(int status, String html) {}

    /** Of every page. */
    Map<String, String> headers() {
        return PageHeaders.with("'sha256-" + Base64.getEncoder().encodeToString(Links.sha256(css)) + "'");
    }

    /**
     * The request with its form, {@code first} on top of the two decisions; for somebody who has answered, the other
     * decision alone.
     */
    Page form(
            int status,
            Approval approval,
            String approver,
            Optional<Decision> first,
            Optional<String> problem,
            String comment) {
        ApprovalView view = new ApprovalView(approval);
        String name = view.name(approver, approver);
        Optional<Decision> before = approval.voteOf(approver).map(Vote::decision);
        Decision top = before.map(said -> said == Decision.APPROVE ? Decision.REJECT : Decision.APPROVE)
                .or(() -> first)
                .orElse(Decision.APPROVE);
        Map<String, Object> page = of(view, view.heading(LONGEST_HEADING));
        page.put("heading", Optional.empty());
        page.put("problem", problem);
        page.put("reason", before.map(Words::answered));
        page.put("you", Words.decideAs(name));
        page.put("note", view.needed().map(several -> view.progress() + " so far."));
        page.put(
                "forms",
                Stream.of(Decision.values())
                        .sorted(Comparator.comparing(decision -> decision != top))
                        .limit(before.isPresent() ? 1 : 2)
                        .map(decision -> {
                            Map<String, Object> form = again(decision, comment);
                            form.put("tick", Words.tick(name, decision));
                            form.put("folded", before.isPresent() || first.isPresent() && decision != top);
                            form.put(
                                    "commentNeeded",
                                    approval.request().policy().needsComment(decision == Decision.REJECT));
                            form.put("limit", VotingRules.LONGEST_COMMENT);
                            return form;
                        })
                        .toList());
        return page(status, page, view);
    }

    /** Where a closed approval stands. */
    Page closed(int status, Approval approval, Optional<String> note) {
        ApprovalView view = new ApprovalView(approval);
        boolean failed = approval.state() == State.FAILED;
        Map<String, Object> page = of(view, failed ? Words.OVER : view.end());
        page.put("mood", approval.state().name().toLowerCase(Locale.ROOT));
        page.put("reason", failed ? view.end() + "." : view.decisive().isPresent() ? null : Words.OVER + ".");
        page.put("note", note);
        return page(status, page, view);
    }

    /** The vote counts, and others have to follow. */
    Page counted(Approval approval) {
        ApprovalView view = new ApprovalView(approval);
        Map<String, Object> page = of(view, Words.SAVED);
        page.put("asks", Optional.empty());
        page.put("note", view.progress() + ". " + Words.CHANGE_MIND);
        return page(200, page, view);
    }

    /** The vote counts, but the workflow was not reached: the person can press once more. */
    Page notTold(Approval approval, WayBack.Ballot sent) {
        ApprovalView view = new ApprovalView(approval);
        Map<String, Object> page = of(view, Words.SAVED);
        page.put("problem", Words.NOT_TOLD);
        page.put("again", again(sent.decision(), sent.comment()));
        return page(503, page, view);
    }

    /** Nothing was recorded: the same answer can be sent again. */
    Page notRecorded(WayBack.Ballot sent) {
        Map<String, Object> page = new HashMap<>();
        page.put("headline", Words.NOT_SAVED);
        page.put("problem", Words.OUR_SIDE);
        page.put("again", again(sent.decision(), sent.comment()));
        return page(503, page, page);
    }

    /** A page with two sentences. */
    Page notice(int status, String headline, String sentence) {
        Map<String, Object> page = new HashMap<>(Map.of("headline", headline, "reason", sentence));
        return page(status, page, page);
    }

    /** What the person reads below "Approved" or "Rejected". */
    static String note(WayBack.Told told, Decision decision) {
        return switch (told) {
            case YES -> Words.told(decision);
            case LATER -> Words.GIVEN_UP;
            case FAILED -> Words.SAVED + ". " + Words.WILL_TAKE;
        };
    }

    /** What somebody reads who comes back to a decision. */
    static Optional<String> note(Approval approval) {
        return new ApprovalView(approval)
                .decisive()
                .map(vote -> note(
                        switch (approval.ending().orElseThrow().told()) {
                            case RESUMED, TAKEN -> WayBack.Told.YES;
                            case NOT_YET -> WayBack.Told.FAILED;
                            case GIVEN_UP -> WayBack.Told.LATER;
                        },
                        vote.decision()));
    }

    /** {@code behind} has what the template does not find in {@code page}. */
    private Page page(int status, Map<String, Object> page, Object behind) {
        page.put("css", css);
        page.putIfAbsent("tab", page.get("headline"));
        return new Page(status, layout.fill(page, behind));
    }

    /** The request and the answers so far. */
    private Map<String, Object> of(ApprovalView view, String headline) {
        Instant now = clock.instant();
        boolean open = view.approval().isOpen(now);
        String heading = view.heading(LONGEST_HEADING);
        Optional<Request> request = view.request();
        Map<String, Object> page = new HashMap<>();
        page.put("shown", true);
        page.put("headline", headline);
        page.put("tab", heading);
        page.put("heading", heading);
        page.put("asks", open ? view.asks() : null);
        page.put("left", view.left(now));
        page.put("votes", Layout.votes(view, VisibleText::lines));
        page.put("approvers", approvers(view));
        page.put("comment", view.commentRule().filter(rule -> open));
        page.put("rule", open ? view.rule() : view.needed());
        page.put("byWorkflow", Words.BY_WORKFLOW);
        page.put("title", view.title().filter(title -> !title.equals(heading)));
        page.put(
                "nothingMore",
                request.filter(asked ->
                                asked.description().isEmpty() && asked.details().isEmpty())
                        .map(any -> Words.NOTHING_MORE));
        page.put("description", request.flatMap(Request::description).map(text -> value("", text, false)));
        page.put(
                "details",
                request.map(Request::details).stream()
                        .flatMap(List::stream)
                        .map(detail -> value(VisibleText.whole(detail.name()), detail.value(), detail.structured()))
                        .toList());
        return page;
    }

    private static Map<String, Object> approvers(ApprovalView view) {
        List<String> names = view.approvers().stream().map(ApprovalView::name).toList();
        return Map.of(
                "all",
                names.isEmpty() ? Words.EVERYBODY : String.join(", ", names),
                "folded",
                Optional.of(names.stream().limit(2).collect(Collectors.joining(", ")) + " and " + (names.size() - 2)
                                + " others")
                        .filter(line -> names.size() > MOST_APPROVERS));
    }

    /** A value with its layout where it has one. */
    private static Map<String, Object> value(String name, String text, boolean structured) {
        long lines = text.lines().count();
        return Map.of(
                "name",
                name,
                "value",
                TextPiece.of(text),
                "pre",
                structured || lines > 1,
                "folded",
                Optional.of(lines).filter(many -> many > MOST_LINES));
    }

    /** The same answer once more. */
    private static Map<String, Object> again(Decision decision, String comment) {
        return new HashMap<>(Map.of(
                "decision",
                decision.word(),
                "verb",
                decision == Decision.APPROVE ? "Approve" : "Reject",
                "comment",
                comment));
    }
}

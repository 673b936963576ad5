package humanapproval.email;

import humanapproval.approval.Approval;
import humanapproval.approval.ApprovalView;
import humanapproval.approval.Decision;
import humanapproval.approval.Question;
import humanapproval.approval.Request;
import humanapproval.approval.Vote;
import humanapproval.approval.VotingRules;
import humanapproval.approval.Words;
import humanapproval.text.TextPiece;
import humanapproval.text.VisibleText;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What the pages' template is filled with. */
final class PageParts {

    private static final int LONGEST_HEADING = 200;
    /** A value of more lines is folded, so that the form stays near. */
    private static final int MOST_LINES = 40;

    private static final int MOST_APPROVERS = 5;

    private PageParts() {}

    /** The request and the answers so far. */
    static Map<String, Object> of(Approval approval, Instant now) {
        ApprovalView view = new ApprovalView(approval);
        Map<String, Object> page = new HashMap<>();
        page.put("tab", heading(view));
        page.put("heading", heading(view));
        page.put("asks", approval.isOpen(now) ? view.asks() : null);
        page.put("askedBy", view.askedBy().orElse(null));
        page.put("silence", approval.isOpen(now) ? view.silence().orElse(null) : null);
        page.put("left", view.left(now).orElse(null));
        page.put("deadline", view.deadline().orElse(null));
        page.put("execution", view.executionName());
        page.put("console", view.execution().consoleLink().orElse(null));
        view.caller().ifPresent(caller -> {
            page.put("caller", caller.name());
            page.put("callerLink", caller.consoleLink().orElse(null));
        });
        page.put("votes", view.votes().stream().map(vote -> vote(view, vote)).toList());
        page.put("approvers", view.approvers().isEmpty() ? null : approvers(view));
        page.put("needed", view.needed().orElse(null));
        page.put("comment", view.commentRule().orElse(null));
        page.put("digest", view.digest().orElse(null));
        page.put("byWorkflow", Words.BY_WORKFLOW);
        page.put("leftOut", view.leftOut().orElse(null));
        page.put(
                "title",
                view.title().filter(title -> !title.equals(heading(view))).orElse(null));
        approval.question().map(Question::request).ifPresent(request -> {
            page.put(
                    "nothingMore",
                    request.description().isEmpty() && request.details().isEmpty() ? Words.NOTHING_MORE : null);
            page.put(
                    "description",
                    request.description().map(text -> value(text, false)).stream()
                            .toList());
            page.put(
                    "details", request.details().stream().map(PageParts::detail).toList());
        });
        return page;
    }

    /** The request's name in one line. */
    static String heading(ApprovalView view) {
        return view.heading(LONGEST_HEADING);
    }

    private static Map<String, Object> approvers(ApprovalView view) {
        List<String> names = view.approvers().stream().map(ApprovalView::name).toList();
        Map<String, Object> approvers = new HashMap<>();
        approvers.put("all", String.join(", ", names));
        approvers.put(
                "folded",
                names.size() > MOST_APPROVERS
                        ? names.stream().limit(2).collect(Collectors.joining(", ")) + " and " + (names.size() - 2)
                                + " others"
                        : null);
        return approvers;
    }

    private static Map<String, Object> detail(Request.Detail detail) {
        Map<String, Object> shown = value(detail.value(), detail.structured());
        shown.put("name", VisibleText.whole(detail.name()));
        return shown;
    }

    /** A value with its layout where it has one. */
    private static Map<String, Object> value(String text, boolean structured) {
        long lines = text.lines().count();
        Map<String, Object> shown = new HashMap<>();
        shown.put("value", TextPiece.of(text));
        shown.put("pre", structured || lines > 1);
        shown.put("folded", lines > MOST_LINES ? lines : null);
        return shown;
    }

    /** One of the two forms. */
    static Map<String, Object> form(
            Decision decision, Approval approval, String approver, boolean folded, String comment) {
        Map<String, Object> form = again(decision, comment);
        form.put("approver", new ApprovalView(approval).name(approver, approver));
        form.put("folded", folded);
        form.put(
                "commentNeeded",
                approval.question()
                        .filter(ask -> ask.request().policy().needsComment(decision == Decision.REJECT))
                        .isPresent());
        form.put("limit", VotingRules.LONGEST_COMMENT);
        return form;
    }

    /** The same answer once more. */
    static Map<String, Object> again(Decision decision, String comment) {
        Map<String, Object> form = new HashMap<>();
        form.put("decision", decision.word());
        form.put("verb", decision == Decision.APPROVE ? "Approve" : "Reject");
        form.put("comment", comment);
        return form;
    }

    private static Map<String, Object> vote(ApprovalView view, Vote vote) {
        Map<String, Object> shown = new HashMap<>();
        shown.put("said", vote.decision().said());
        shown.put("approver", view.voter(vote));
        shown.put("channel", vote.channel().phrase());
        shown.put("at", view.time(vote.at()));
        shown.put(
                "comment",
                Optional.of(vote.comment())
                        .filter(text -> !text.isEmpty())
                        .map(VisibleText::lines)
                        .orElse(null));
        return shown;
    }
}

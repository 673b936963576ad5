package humanapproval.email;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import humanapproval.approval.Approval;
import humanapproval.approval.ApprovalView;
import humanapproval.approval.Decision;
import humanapproval.approval.Question;
import humanapproval.approval.Request;
import humanapproval.approval.Vote;
import humanapproval.approval.VotingRules;
import humanapproval.channel.WayBack;
import humanapproval.text.TextPiece;
import humanapproval.text.TimeText;
import humanapproval.text.VisibleText;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
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

    private final Template template;
    private final String css = resource("page.css");

    Pages() {
        template = Mustache.compiler().escapeHTML(true).compile(resource("page.html"));
    }

    /** The source that a Content-Security-Policy has to allow for the pages' style. */
    String styleSource() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(css.getBytes(StandardCharsets.UTF_8));
            return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256.", e);
        }
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
            String comment,
            Instant now) {
        Map<String, Object> page = view(approval, now);
        Optional<Vote> before = approval.voteOf(approver);
        ApprovalView view = new ApprovalView(approval);
        page.put("headline", view.heading(LONGEST_HEADING));
        page.put(
                "title",
                view.title()
                        .filter(title -> !title.equals(view.heading(LONGEST_HEADING)))
                        .orElse(null));
        page.put("problem", problem.orElse(null));
        page.put(
                "reason",
                before.isPresent()
                        ? before.get().decision().said()
                                + ": your answer is recorded. Until the others have answered you can change it."
                        : "A workflow waits for your answer.");
        page.put("approver", VisibleText.name(approver));
        page.put("note", approval.requiredApprovals() > 1 ? new ApprovalView(approval).progress() + " so far." : null);
        Decision top = before.map(vote -> vote.decision() == Decision.APPROVE ? Decision.REJECT : Decision.APPROVE)
                .or(() -> first)
                .orElse(Decision.APPROVE);
        Stream<Decision> order = Stream.of(Decision.values())
                .sorted(Comparator.comparing(decision -> decision != top))
                .limit(before.isPresent() ? 1 : 2);
        page.put(
                "forms",
                order.map(decision -> formOf(
                                decision,
                                approval,
                                approver,
                                before.isPresent() || first.isPresent() && decision != top,
                                comment))
                        .toList());
        return page(status, page);
    }

    /** Where a closed approval stands. */
    Page closed(int status, Approval approval, Optional<String> note, Instant now) {
        Map<String, Object> page = view(approval, now);
        boolean decided = new ApprovalView(approval).decisive().isPresent();
        page.put("headline", decided ? new ApprovalView(approval).end() : "This request is no longer open");
        page.put("mood", approval.state().name().toLowerCase(Locale.ROOT));
        page.put("reason", decided ? null : new ApprovalView(approval).end() + ".");
        page.put("note", note.orElse(null));
        return page(status, page);
    }

    /** The vote counts, and others have to follow. */
    Page counted(Approval approval, Instant now) {
        Map<String, Object> page = view(approval, now);
        page.put("headline", "Your answer is recorded");
        page.put(
                "note",
                new ApprovalView(approval).progress()
                        + ". You need do nothing more: the workflow goes on when enough have approved.");
        return page(200, page);
    }

    /** The vote counts, but the workflow was not reached: the person can press once more. */
    Page notTold(Approval approval, Decision decision, String comment, Instant now) {
        Map<String, Object> page = view(approval, now);
        page.put("headline", "Your answer is recorded");
        page.put(
                "problem",
                "The workflow could not be reached just now. Press the button to try again; your answer counts once.");
        page.put("again", again(decision, comment));
        return page(503, page);
    }

    /** Nothing was recorded: the same answer can be sent again. */
    Page notRecorded(Decision decision, String comment) {
        Map<String, Object> page = new HashMap<>();
        page.put("headline", "Your answer was not recorded");
        page.put("problem", "Something went wrong on our side. Please try again.");
        page.put("again", again(decision, comment));
        return page(503, page);
    }

    /** A page with two sentences. */
    Page notice(int status, String headline, String sentence) {
        Map<String, Object> page = new HashMap<>();
        page.put("headline", headline);
        page.put("reason", sentence);
        return page(status, page);
    }

    /** What the person reads below "Approved" or "Rejected". */
    static Optional<String> note(WayBack.Told told) {
        return Optional.of(
                switch (told) {
                    case YES -> "The workflow goes on.";
                    case LATER ->
                        "The step that asked does not wait any more: it has taken this answer before, takes it when its"
                                + " wait ends, or was given up.";
                    case FAILED -> "The workflow does not know yet.";
                });
    }

    /** What somebody reads who comes back to a decision. */
    static Optional<String> note(Approval approval) {
        return approval.ending()
                .filter(end -> approval.isDecided() && !end.told())
                .map(end -> "The workflow has not taken this answer so far.");
    }

    private Page page(int status, Map<String, Object> page) {
        page.put("css", css);
        return new Page(status, template.execute(page));
    }

    /** The request and the answers so far. */
    private static Map<String, Object> view(Approval approval, Instant now) {
        ApprovalView view = new ApprovalView(approval);
        Map<String, Object> page = new HashMap<>();
        page.put("execution", view.executionName());
        page.put("console", view.execution().consoleLink().orElse(null));
        view.caller().ifPresent(caller -> {
            page.put("caller", caller.name());
            page.put("callerLink", caller.consoleLink().orElse(null));
        });
        page.put("title", view.title().orElse(null));
        page.put("votes", view.votes().stream().map(Pages::vote).toList());
        page.put("requester", view.requester().map(ApprovalView::name).orElse(null));
        page.put("approvers", view.approvers().isEmpty() ? null : approvers(view));
        page.put("digest", view.digest().orElse(null));
        page.put("deadline", view.deadline().orElse(null));
        page.put("left", view.left(now).orElse(null));
        page.put("leftOut", view.leftOut().orElse(null));
        approval.question().map(Question::request).ifPresent(request -> {
            page.put("hasDescription", request.description().isPresent());
            page.put("description", request.description().map(TextPiece::of).orElse(List.of()));
            page.put("details", request.details().stream().map(Pages::detail).toList());
        });
        return page;
    }

    private static String approvers(ApprovalView view) {
        String names = view.approvers().stream().map(ApprovalView::name).collect(Collectors.joining(", "));
        return view.needed().isPresent() ? view.approval().requiredApprovals() + " of " + names : names;
    }

    private static Map<String, Object> detail(Request.Detail detail) {
        return Map.of("name", VisibleText.whole(detail.name()), "value", TextPiece.of(detail.value()));
    }

    private static Map<String, Object> formOf(
            Decision decision, Approval approval, String approver, boolean folded, String comment) {
        Map<String, Object> form = again(decision, comment);
        form.put("approver", VisibleText.name(approver));
        form.put("folded", folded);
        form.put(
                "commentNeeded",
                approval.question()
                        .filter(ask -> ask.request().policy().needsComment(decision == Decision.REJECT))
                        .isPresent());
        form.put("limit", VotingRules.LONGEST_COMMENT);
        return form;
    }

    private static Map<String, Object> again(Decision decision, String comment) {
        Map<String, Object> form = new HashMap<>();
        form.put("decision", decision.word());
        form.put("verb", decision == Decision.APPROVE ? "Approve" : "Reject");
        form.put("comment", comment);
        return form;
    }

    private static Map<String, Object> vote(Vote vote) {
        Map<String, Object> shown = new HashMap<>();
        shown.put("said", vote.decision().said());
        shown.put("approver", ApprovalView.voter(vote));
        shown.put("channel", vote.channel().phrase());
        shown.put("at", TimeText.of(vote.at()));
        shown.put("comment", vote.comment().isEmpty() ? null : VisibleText.lines(vote.comment()));
        return shown;
    }

    private static String resource(String name) {
        try (InputStream resource = Pages.class.getResourceAsStream(name)) {
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

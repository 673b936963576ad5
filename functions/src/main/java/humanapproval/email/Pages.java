package humanapproval.email;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import humanapproval.approval.Approval;
import humanapproval.approval.Decision;
import humanapproval.approval.Ending;
import humanapproval.approval.Failure;
import humanapproval.approval.Person;
import humanapproval.approval.Policy;
import humanapproval.approval.Question;
import humanapproval.approval.Request;
import humanapproval.approval.Vote;
import humanapproval.channel.WayBack;
import humanapproval.text.TextPiece;
import humanapproval.text.TimeText;
import humanapproval.text.VisibleText;
import humanapproval.waiter.Execution;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes the pages that an approver sees. One template, no script; everything from outside is escaped by it. */
final class Pages {

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
        page.put("headline", title(approval).orElse("Your decision is required"));
        page.put("title", null);
        page.put("problem", problem.orElse(null));
        page.put(
                "reason",
                before.isPresent()
                        ? before.get().decision().said()
                                + ": your answer is recorded. Until the others have answered you can change it."
                        : "A workflow waits for your answer.");
        page.put("approver", VisibleText.name(approver));
        page.put("note", approval.requiredApprovals() > 1 ? progress(approval) + " so far." : null);
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
        page.put(
                "headline",
                switch (approval.state()) {
                    case APPROVED -> "Approved";
                    case REJECTED -> "Rejected";
                    case OPEN, EXPIRED, FAILED, CANCELLED -> "This request is no longer open";
                });
        page.put("mood", approval.state().name().toLowerCase(Locale.ROOT));
        page.put(
                "reason",
                switch (approval.state()) {
                    case APPROVED -> null;
                    case REJECTED ->
                        approval.votes().stream().anyMatch(vote -> vote.decision() == Decision.REJECT)
                                ? null
                                : "Nobody decided before its deadline, which rejects it.";
                    case OPEN, EXPIRED -> "Nobody decided before its deadline.";
                    case FAILED ->
                        approval.ending()
                                .flatMap(Ending::failure)
                                .map(Failure::cause)
                                .orElse("The workflow could not ask.");
                    case CANCELLED -> "The workflow was stopped.";
                });
        page.put("note", note.orElse(null));
        return page(status, page);
    }

    /** The vote counts, and others have to follow. */
    Page counted(Approval approval, Instant now) {
        Map<String, Object> page = view(approval, now);
        page.put("headline", "Your answer is recorded");
        page.put(
                "note",
                progress(approval) + ". You need do nothing more: the workflow goes on when enough have approved.");
        return page(200, page);
    }

    private static String progress(Approval approval) {
        return approval.approvals() + " of " + approval.requiredApprovals() + " approvals";
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

    private Page page(int status, Map<String, Object> page) {
        page.put("css", css);
        return new Page(status, template.execute(page));
    }

    /** The request and the answers so far. */
    private static Map<String, Object> view(Approval approval, Instant now) {
        Map<String, Object> page = new HashMap<>();
        Execution execution = approval.waiter().execution();
        page.put("execution", VisibleText.name(execution.name()));
        page.put("console", execution.consoleLink().orElse(null));
        approval.question()
                .flatMap(Question::startedBy)
                .map(execution::startedBy)
                .ifPresent(caller -> {
                    page.put("caller", caller.name());
                    page.put("callerLink", caller.consoleLink().orElse(null));
                });
        page.put("title", title(approval).orElse(null));
        page.put("votes", approval.votes().reversed().stream().map(Pages::vote).toList());
        approval.question().ifPresent(ask -> {
            Request request = ask.request();
            Policy policy = request.policy();
            page.put(
                    "description",
                    request.description()
                            .map(text -> Map.of("pieces", TextPiece.of(text)))
                            .orElse(null));
            page.put(
                    "details",
                    request.details().stream()
                            .map(detail -> Map.of(
                                    "name", VisibleText.name(detail.name()), "value", TextPiece.of(detail.value())))
                            .toList());
            page.put(
                    "requester",
                    policy.requester()
                            .map(Person::shownName)
                            .map(VisibleText::name)
                            .orElse(null));
            page.put(
                    "approvers",
                    policy.approvers().isEmpty()
                            ? null
                            : (policy.requiredApprovals() > 1 ? policy.requiredApprovals() + " of " : "")
                                    + policy.named(approval.isEscalated())
                                            .map(Person::shownName)
                                            .map(VisibleText::name)
                                            .collect(Collectors.joining(", ")));
            page.put("digest", ask.shortDigest());
            page.put("deadline", TimeText.of(ask.deadline()));
            page.put("left", approval.isOpen(now) ? TimeText.of(Duration.between(now, ask.deadline())) : null);
        });
        return page;
    }

    private static Optional<String> title(Approval approval) {
        return approval.question().flatMap(ask -> ask.request().title()).map(VisibleText::lines);
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
        form.put("limit", VoteForm.LONGEST_COMMENT);
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
        shown.put("approver", VisibleText.name(vote.shownName()));
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

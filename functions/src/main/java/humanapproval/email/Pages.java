package humanapproval.email;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import humanapproval.approval.Approval;
import humanapproval.approval.ApprovalView;
import humanapproval.approval.Decision;
import humanapproval.approval.State;
import humanapproval.approval.Vote;
import humanapproval.approval.Words;
import humanapproval.channel.WayBack;
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
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
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
        ApprovalView view = new ApprovalView(approval);
        Map<String, Object> page = PageParts.of(approval, now);
        Optional<Vote> before = approval.voteOf(approver);
        page.put("headline", PageParts.heading(view));
        page.put("heading", null);
        page.put("problem", problem.orElse(null));
        page.put("reason", before.map(vote -> Words.answered(vote.decision())).orElse(null));
        page.put("approver", view.name(approver, approver));
        page.put("note", view.needed().isPresent() ? view.progress() + " so far." : null);
        Decision top = before.map(vote -> vote.decision() == Decision.APPROVE ? Decision.REJECT : Decision.APPROVE)
                .or(() -> first)
                .orElse(Decision.APPROVE);
        Stream<Decision> order = Stream.of(Decision.values())
                .sorted(Comparator.comparing(decision -> decision != top))
                .limit(before.isPresent() ? 1 : 2);
        page.put(
                "forms",
                order.map(decision -> PageParts.form(
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
        Map<String, Object> page = PageParts.of(approval, now);
        ApprovalView view = new ApprovalView(approval);
        boolean failed = approval.state() == State.FAILED;
        page.put("headline", failed ? Words.OVER : view.end());
        page.put("mood", approval.state().name().toLowerCase(Locale.ROOT));
        page.put("reason", failed ? view.end() + "." : view.decisive().isPresent() ? null : Words.OVER + ".");
        page.put("note", note.orElse(null));
        return page(status, page);
    }

    /** The vote counts, and others have to follow. */
    Page counted(Approval approval, Instant now) {
        Map<String, Object> page = PageParts.of(approval, now);
        page.put("headline", Words.SAVED);
        page.put("asks", null);
        page.put("note", new ApprovalView(approval).progress() + ". " + Words.CHANGE_MIND);
        return page(200, page);
    }

    /** The vote counts, but the workflow was not reached: the person can press once more. */
    Page notTold(Approval approval, Decision decision, String comment, Instant now) {
        Map<String, Object> page = PageParts.of(approval, now);
        page.put("headline", Words.SAVED);
        page.put("problem", Words.NOT_TOLD);
        page.put("again", PageParts.again(decision, comment));
        return page(503, page);
    }

    /** Nothing was recorded: the same answer can be sent again. */
    Page notRecorded(Decision decision, String comment) {
        Map<String, Object> page = new HashMap<>();
        page.put("headline", Words.NOT_SAVED);
        page.put("problem", Words.OUR_SIDE);
        page.put("again", PageParts.again(decision, comment));
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
    static Optional<String> note(WayBack.Told told, Decision decision) {
        return Optional.of(
                switch (told) {
                    case YES -> Words.told(decision);
                    case LATER -> Words.GIVEN_UP;
                    case FAILED -> saved();
                });
    }

    /** What somebody reads who comes back to a decision. */
    static Optional<String> note(Approval approval) {
        return approval.ending()
                .flatMap(end -> new ApprovalView(approval).decisive().map(vote -> switch (end.told()) {
                    case TAKEN -> Words.told(vote.decision());
                    case NOT_YET -> saved();
                    case GIVEN_UP -> Words.GIVEN_UP;
                }));
    }

    private static String saved() {
        return Words.SAVED + ". " + Words.WILL_TAKE;
    }

    private Page page(int status, Map<String, Object> page) {
        page.put("css", css);
        page.putIfAbsent("tab", page.get("headline"));
        return new Page(status, template.execute(page));
    }

    private static String resource(String name) {
        try (InputStream resource = Pages.class.getResourceAsStream(name)) {
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

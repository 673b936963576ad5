package humanapproval.callback;

import humanapproval.callback.Decider.Resumed;
import humanapproval.callback.Voting.Answer;
import humanapproval.lambda.Secret;
import humanapproval.request.Channel;
import humanapproval.store.Approval;
import humanapproval.store.Approvals;
import humanapproval.store.SlackMessage;
import humanapproval.store.Vote;
import humanapproval.workflow.Announcer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The route of Slack's buttons: makes sure that Slack sent it and takes the vote. It never calls Slack: whatever Slack
 * shows then goes by event to the Slack channel.
 */
final class SlackInteractions {

    /** The route, as template.yaml declares it. */
    static final String ROUTE = "/slack/interactions";

    /** After this long it is an error: Slack gives up after 3 seconds and warns its person, who presses again. */
    static final Duration PATIENCE = Duration.ofMillis(2200);

    private final Approvals approvals;
    private final Decider decider;
    private final Announcer announcer;
    private final Secret signingSecret;
    private final Duration patience;
    private final Clock clock;

    SlackInteractions(Approvals approvals, Decider decider, Announcer announcer, Secret signingSecret, Duration patience, Clock clock) {
        this.approvals = approvals;
        this.decider = decider;
        this.announcer = announcer;
        this.signingSecret = signingSecret;
        this.patience = patience;
        this.clock = clock;
    }

    /**
     * What Slack is answered.
     *
     * @param approvalId for the log; null as long as it is not known
     * @param result for the log, a word of our own
     * @param failure what it failed with; null when it did not
     */
    record Reply(int status, String approvalId, String result, RuntimeException failure) {

        Reply(int status, String approvalId, String result) {
            this(status, approvalId, result, null);
        }
    }

    /** 200 once the vote or its refusal is recorded; what failed, or comes too late, was perhaps not. */
    Reply handle(HttpRequest request) {
        AtomicReference<String> approvalId = new AtomicReference<>();
        FutureTask<Reply> work = new FutureTask<>(() -> answer(request, approvalId));
        Thread.ofVirtual().start(work);
        try {
            return work.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            work.cancel(true);
            return new Reply(503, approvalId.get(), "TOO_SLOW");
        } catch (ExecutionException e) {
            return new Reply(500, approvalId.get(), "FAILED", e.getCause() instanceof RuntimeException failure
                    ? failure : new IllegalStateException("The press could not be handled.", e.getCause()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("The invocation was interrupted.", e);
        }
    }

    private Reply answer(HttpRequest request, AtomicReference<String> approvalId) {
        if (!signed(request, signingSecret.value()) && !signed(request, signingSecret.valueInDoubt())) {
            return new Reply(401, null, "NOT_SIGNED");
        }
        Optional<SlackInteraction> pressed = SlackInteraction.read(request.body());
        if (pressed.isEmpty()) {
            return new Reply(200, null, "IGNORED");
        }
        approvalId.set(pressed.get().approvalId());
        return vote(pressed.get());
    }

    private boolean signed(HttpRequest request, Optional<String> secret) {
        return secret.filter(known -> SlackSignature.matches(known, request.header("X-Slack-Request-Timestamp"), request.raw(),
                request.header("X-Slack-Signature"), clock.instant())).isPresent();
    }

    private Reply vote(SlackInteraction pressed) {
        Instant now = clock.instant();
        Optional<Approval> approval = approvals.find(pressed.approvalId());
        Optional<SlackMessage> message = approval.flatMap(Approval::slack);
        if (message.isEmpty()) {
            return refused(pressed, pressed.press().user(), "This request is long over.");
        }
        if (!isOfOurs(message.get(), pressed)) {
            return refused(pressed, pressed.press().user(), "You are not a member of the workspace that was asked, or this is another app's message.");
        }
        String approver = message.get().approver(pressed.press().user());
        Optional<String> reason = unanswerable(approval.get(), message.get(), pressed);
        if (reason.isPresent()) {
            return refused(pressed, approver, reason.get());
        }
        Vote vote = new Vote(approver, pressed.name(), Channel.SLACK, pressed.decision(), pressed.comment(), now);
        Decider.Result result = decider.vote(pressed.approvalId(), vote);
        return switch (result.answer()) {
            // Slack's warning makes the person press again, which is what is needed.
            case Answer.Decided decided when result.resumed() == Resumed.FAILED -> new Reply(503, pressed.approvalId(), "NOT_RESUMED");
            case Answer.Decided decided -> {
                announcer.recorded(decided.approval(), approver, Optional.of(pressed.press()));
                yield new Reply(200, pressed.approvalId(), vote.decision().state().name());
            }
            case Answer.Counted counted -> {
                announcer.recorded(counted.approval(), approver, Optional.of(pressed.press()));
                yield new Reply(200, pressed.approvalId(), "COUNTED");
            }
            case Answer.CommentMissing missing -> refused(pressed, approver, "Please write a comment, then press again: this request asks for one.");
            case Answer.AlreadyDecided already -> refused(pressed, approver, "This was decided before your answer came in.");
            case Answer.NoLongerOpen over -> refused(pressed, approver, "This request is no longer open.");
            case Answer.Refused refused -> refused(pressed, approver, refused.reason());
        };
    }

    private static boolean isOfOurs(SlackMessage message, SlackInteraction pressed) {
        boolean ourApp = message.app().isEmpty() || message.app().equals(pressed.app());
        return ourApp && pressed.team().equals(message.team()) && pressed.userTeam().equals(message.team());
    }

    /** Why this press can't count, whoever may decide. */
    private static Optional<String> unanswerable(Approval approval, SlackMessage message, SlackInteraction pressed) {
        if (pressed.comment().length() > VoteForm.LONGEST_COMMENT) {
            return Optional.of("The comment is too long: it may have " + VoteForm.LONGEST_COMMENT + " characters.");
        }
        return approval.ask().flatMap(ask -> message.unanswerable(ask.read()));
    }

    private Reply refused(SlackInteraction pressed, String approver, String reason) {
        announcer.refused(pressed.approvalId(), approver, reason, pressed.press());
        return new Reply(200, pressed.approvalId(), "REFUSED");
    }
}

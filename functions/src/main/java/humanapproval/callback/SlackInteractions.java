package humanapproval.callback;

import humanapproval.callback.Decider.Resumed;
import humanapproval.callback.Voting.Answer;
import humanapproval.lambda.Secret;
import humanapproval.request.Channel;
import humanapproval.store.Approval;
import humanapproval.store.Approvals.Change;
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

    private final Decider decider;
    private final Announcer announcer;
    private final Secret signingSecret;
    private final Duration patience;
    private final Clock clock;

    SlackInteractions(Decider decider, Announcer announcer, Secret signingSecret, Duration patience, Clock clock) {
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
            return new Reply(
                    500,
                    approvalId.get(),
                    "FAILED",
                    e.getCause() instanceof RuntimeException failure
                            ? failure
                            : new IllegalStateException("The press could not be handled.", e.getCause()));
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
        return secret.filter(known -> SlackSignature.matches(
                        known,
                        request.header("X-Slack-Request-Timestamp"),
                        request.raw(),
                        request.header("X-Slack-Signature"),
                        clock.instant()))
                .isPresent();
    }

    private Reply vote(SlackInteraction pressed) {
        Instant now = clock.instant();
        Decider.Result result = decider.vote(
                pressed.approvalId(),
                record -> record.filter(approval -> approval.slack().isPresent())
                        .map(approval -> cast(approval, approval.slack().orElseThrow(), pressed, now))
                        .orElseGet(() -> Change.none(new Answer.Unknown())));
        return switch (result.answer()) {
            // Slack's warning makes the person press again, which is what is needed.
            case Answer.Decided decided
            when result.resumed() == Resumed.FAILED -> new Reply(503, pressed.approvalId(), "NOT_RESUMED");
            case Answer.Decided decided ->
                recorded(decided.approval(), pressed, pressed.decision().state().name());
            case Answer.Counted counted -> recorded(counted.approval(), pressed, "COUNTED");
            case Answer.CommentRefused refused ->
                refused(pressed, approver(refused.approval(), pressed), refused.reason());
            case Answer.AlreadyDecided already ->
                refused(pressed, approver(already.approval(), pressed), "This was decided before your answer came in.");
            case Answer.NoLongerOpen over ->
                refused(pressed, approver(over.approval(), pressed), "This request is no longer open.");
            case Answer.Refused refused -> refused(pressed, approver(refused.approval(), pressed), refused.reason());
            case Answer.Unknown _ -> refused(pressed, pressed.press().user(), "This request is long over.");
        };
    }

    /** Counts a press, after what only Slack's way has to be sure of. Pure. */
    private static Change<Answer> cast(Approval approval, SlackMessage message, SlackInteraction pressed, Instant now) {
        if (!isOfOurs(message, pressed)) {
            return Change.none(new Answer.Refused(
                    approval,
                    "You are not a member of the workspace that was asked, or this is another app's message."));
        }
        Optional<String> reason = VoteForm.tooLong(pressed.comment())
                .or(() -> approval.ask()
                        .flatMap(ask -> message.unanswerable(ask.request().policy())));
        if (reason.isPresent()) {
            return Change.none(new Answer.Refused(approval, reason.get()));
        }
        return Voting.cast(
                approval,
                new Vote(
                        approver(approval, pressed),
                        pressed.name(),
                        Channel.SLACK,
                        pressed.decision(),
                        pressed.comment(),
                        now));
    }

    /** Who pressed; a stranger is not named as somebody of ours. */
    private static String approver(Approval approval, SlackInteraction pressed) {
        String user = pressed.press().user();
        return approval.slack()
                .filter(message -> isOfOurs(message, pressed))
                .flatMap(message -> approval.ask()
                        .map(ask -> message.approver(user, ask.request().policy())))
                .orElse(user);
    }

    private static boolean isOfOurs(SlackMessage message, SlackInteraction pressed) {
        boolean ourApp = message.app().isEmpty() || message.app().equals(pressed.app());
        return ourApp
                && pressed.team().equals(message.team())
                && pressed.userTeam().equals(message.team());
    }

    private Reply recorded(Approval approval, SlackInteraction pressed, String result) {
        announcer.recorded(approval, approver(approval, pressed), Optional.of(pressed.press()));
        return new Reply(200, pressed.approvalId(), result);
    }

    private Reply refused(SlackInteraction pressed, String approver, String reason) {
        announcer.refused(pressed.approvalId(), Channel.SLACK, approver, reason, Optional.of(pressed.press()));
        return new Reply(200, pressed.approvalId(), "REFUSED");
    }
}

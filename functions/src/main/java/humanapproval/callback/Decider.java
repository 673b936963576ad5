package humanapproval.callback;

import com.google.gson.JsonObject;
import humanapproval.callback.Voting.Answer;
import humanapproval.request.BusEvent;
import humanapproval.request.InvalidRequestException;
import humanapproval.request.Request;
import humanapproval.request.RequestDigest;
import humanapproval.store.Approval;
import humanapproval.store.Approvals;
import humanapproval.store.Approvals.Change;
import humanapproval.store.Outcome;
import humanapproval.store.State;
import humanapproval.store.StoreException;
import humanapproval.workflow.Announcer;
import humanapproval.workflow.Workflow;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awssdk.core.exception.SdkException;

/** Carries decisions out: the record first, then the workflow. */
final class Decider {

    private final Approvals approvals;
    private final Workflow workflow;
    private final Announcer announcer;
    private final Clock clock;

    Decider(Approvals approvals, Workflow workflow, Announcer announcer, Clock clock) {
        this.approvals = approvals;
        this.workflow = workflow;
        this.announcer = announcer;
        this.clock = clock;
    }

    /** What a vote came to, and whether the workflow knows. */
    record Result(Answer answer, Resumed resumed) {}

    /** Whether the workflow took the outcome. */
    enum Resumed {
        /** It goes on, or there was nothing to tell. */
        YES,
        /**
         * The token counts no more though the execution was not stopped: it took the outcome, or does so when its wait
         * ends.
         */
        LATER,
        /** Step Functions did not answer, or EventBridge did not take the end: the same vote again tries again. */
        FAILED
    }

    /**
     * Applies {@code vote}, a pure function, to the record and resumes the workflow if that decided.
     *
     * @throws humanapproval.store.StoreException when the vote could not be recorded
     */
    Result vote(String id, Function<Optional<Approval>, Change<Answer>> vote) {
        Answer answer = approvals.update(id, vote);
        if (!(answer instanceof Answer.Decided decided) || decided.approval().resumed()) {
            return new Result(answer, Resumed.YES);
        }
        try {
            return resume(decided.approval());
        } catch (SdkException | Announcer.NotTakenException e) {
            return new Result(decided, Resumed.FAILED);
        }
    }

    private Result resume(Approval approval) {
        if (workflow.resume(approval.ask().orElseThrow().taskToken(), Outcome.of(approval))) {
            noteTaken(approval);
            return new Result(new Answer.Decided(approval), Resumed.YES);
        }
        // A token is refused as well when it was used: whatever ended after the decision may have taken it.
        Instant decidedAt = approval.closing().orElseThrow().at();
        Optional<Instant> stopped = workflow.stoppedAt(approval.executionArn()).filter(at -> at.isBefore(decidedAt));
        if (stopped.isEmpty()) {
            return new Result(new Answer.Decided(approval), Resumed.LATER);
        }
        Instant now = clock.instant();
        announcer.closed(approval.closed(State.CANCELLED, now));
        return approvals.update(
                approval,
                record -> record.resumed() || record.state() == State.CANCELLED
                        ? Change.none(new Result(new Answer.Decided(record), Resumed.YES))
                        // Whatever a channel noted meanwhile stays.
                        : new Change<>(
                                record.closed(State.CANCELLED, now),
                                cancelled -> new Result(new Answer.NoLongerOpen(cancelled), Resumed.YES)));
    }

    /**
     * Not worth an error: the vote is recorded and the workflow goes on; without the note a repeated vote asks once
     * more.
     */
    private void noteTaken(Approval approval) {
        try {
            approvals.update(approval, record -> Change.keep(record.taken()));
        } catch (StoreException e) {
            return;
        }
    }

    /**
     * The outcome for a workflow whose wait ended without an answer; what arrives later finds it decided.
     *
     * @param request the input, which no channel may have taken yet: an unknown approval ends as it says
     */
    JsonObject settle(String id, String executionArn, JsonObject request) {
        Instant now = clock.instant();
        Approval settled = approvals.update(
                id,
                record -> Change.keep(record.map(approval -> Voting.settled(approval, now))
                        .orElseGet(() -> Approval.neverOpened(id, executionArn, atTimeout(request, now)))
                        .taken()));
        JsonObject outcome = Outcome.of(settled);
        if (!outcome.has("error")) {
            outcome.addProperty("requestDigest", RequestDigest.of(request));
        }
        return outcome;
    }

    private static Approval.Closing atTimeout(JsonObject request, Instant now) {
        try {
            return Voting.atTimeout(Request.read(request, true).onTimeout(), now);
        } catch (InvalidRequestException e) {
            return new Approval.Closing(
                    State.FAILED,
                    now,
                    Optional.of(new Approval.Failure(Approval.Failure.INVALID_REQUEST, e.getMessage())));
        }
    }

    /**
     * A later attempt of the waiting step asks: its token is the one to answer, at once where it was decided meanwhile.
     * Throws the SDK's exception when the workflow could not be reached.
     *
     * @return whether it was resumed
     */
    boolean askedAgain(BusEvent.Requested event) {
        Optional<Approval> asked = approvals.update(
                event.approvalId(),
                record -> record.map(before -> new Change<>(before.askedAgain(event), Optional::of))
                        .orElseGet(() -> Change.none(Optional.empty())));
        return asked.filter(Approval::isDecided)
                .filter(approval -> approval.isAskedBy(event))
                .map(this::resume)
                .filter(result -> result.resumed() == Resumed.YES)
                .isPresent();
    }

    /**
     * Closes what the stopped execution asked, announcing it first, so that a failure is tried again; how many that
     * were.
     */
    int stopped(String executionArn) {
        List<String> open = approvals.openOf(executionArn);
        for (String id : open) {
            approvals.find(id).filter(Approval::isOpen).ifPresent(approval -> {
                announcer.closed(Voting.stopped(approval, clock.instant()));
                approvals.update(approval, record -> Change.keep(Voting.stopped(record, clock.instant())));
            });
        }
        return open.size();
    }
}

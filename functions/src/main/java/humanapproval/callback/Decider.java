package humanapproval.callback;

import com.google.gson.JsonObject;
import humanapproval.callback.Voting.Answer;
import humanapproval.request.InvalidRequestException;
import humanapproval.request.Request;
import humanapproval.request.RequestDigest;
import humanapproval.store.Approval;
import humanapproval.store.Approvals;
import humanapproval.store.Approvals.Change;
import humanapproval.store.Outcome;
import humanapproval.store.State;
import humanapproval.store.StoreException;
import humanapproval.store.Vote;
import humanapproval.workflow.Announcer;
import humanapproval.workflow.Workflow;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
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
        /** The token counts no more but the execution runs: it takes the outcome when its wait ends. */
        LATER,
        /** Step Functions did not answer, or EventBridge did not take the end: the same vote again tries again. */
        FAILED
    }

    /**
     * Records {@code vote} for the approval {@code id} and resumes the workflow if that decided.
     *
     * @throws humanapproval.store.StoreException when the vote could not be recorded
     */
    Result vote(String id, Vote vote) {
        Answer answer = approvals.update(id, record -> Voting.cast(record.orElseThrow(), vote));
        if (!(answer instanceof Answer.Decided decided) || decided.approval().resumed()) {
            return new Result(answer, Resumed.YES);
        }
        try {
            return resume(decided);
        } catch (SdkException | Announcer.NotTakenException e) {
            return new Result(decided, Resumed.FAILED);
        }
    }

    private Result resume(Answer.Decided decided) {
        Approval approval = decided.approval();
        if (workflow.resume(approval.ask().orElseThrow().taskToken(), Outcome.of(approval))) {
            noteTaken(approval);
            return new Result(decided, Resumed.YES);
        }
        return switch (workflow.standing(approval.executionArn())) {
            case RUNNING -> new Result(decided, Resumed.LATER);
            case DONE -> new Result(decided, Resumed.YES);
            case STOPPED -> {
                Instant now = clock.instant();
                announcer.closed(approval.closed(State.CANCELLED, now));
                Approval cancelled = approvals.update(approval.id(), record -> {
                    // Whatever a channel noted meanwhile stays.
                    Approval closed = record.orElse(approval).closed(State.CANCELLED, now);
                    return new Change<>(closed, closed);
                });
                yield new Result(new Answer.NoLongerOpen(cancelled), Resumed.YES);
            }
        };
    }

    /** Not worth an error: the vote is recorded and the workflow goes on; without the note a repeated vote asks once more. */
    private void noteTaken(Approval approval) {
        try {
            approvals.update(approval.id(), record -> new Change<>(record.orElse(approval).taken(), null));
        } catch (StoreException e) {
            return;
        }
    }

    /** The outcome for a workflow whose wait ended without an answer; what arrives later finds it decided. */
    JsonObject settle(String id, String executionArn, JsonObject request) {
        Approval settled = approvals.update(id, record -> {
            Request.OnTimeout onTimeout = onTimeout(request);
            Approval ended = Voting.settled(record.orElseGet(() -> Approval.neverOpened(id, executionArn, Voting.atTimeout(onTimeout, clock.instant()))),
                    onTimeout, clock.instant());
            return new Change<>(ended.taken(), ended);
        });
        JsonObject outcome = Outcome.of(settled);
        outcome.addProperty("requestDigest", RequestDigest.of(request));
        return outcome;
    }

    private static Request.OnTimeout onTimeout(JsonObject request) {
        try {
            return Request.read(request).onTimeout();
        } catch (InvalidRequestException e) {
            return Request.OnTimeout.EXPIRE;
        }
    }

    /** Closes what the stopped execution asked, announcing it first, so that a failure is tried again; how many that were. */
    int stopped(String executionArn) {
        List<String> open = approvals.openOf(executionArn);
        for (String id : open) {
            approvals.find(id).filter(Approval::isOpen).ifPresent(approval -> announcer.closed(Voting.stopped(approval, clock.instant())));
            approvals.update(id, record -> record.isEmpty()
                    ? Change.none(null)
                    : new Change<>(Voting.stopped(record.get(), clock.instant()), null));
        }
        return open.size();
    }
}

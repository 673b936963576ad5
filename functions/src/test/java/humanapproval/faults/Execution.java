package humanapproval.faults;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import humanapproval.events.ApprovalEvent;
import humanapproval.fake.Samples;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;

/** The workflow: asks, waits, settles and announces as statemachine/approval.asl.json says. */
final class Execution implements Part {

    private static final int MOST_ATTEMPTS = 5;

    private final JsonObject request;
    private final boolean own;
    private final Instant deadline;
    private final LambdaFunction callback;
    private final Bus bus;
    private final Recorder recorder;
    private final Clock clock;

    private Stage stage = Stage.ASKING;
    private Instant at;
    private int attempt;
    private int tries;
    private ExecutionStatus status = ExecutionStatus.RUNNING;
    private Instant stoppedAt;
    private Optional<JsonObject> outcome = Optional.empty();
    private Optional<Instant> answeredAt = Optional.empty();
    private int answers;

    private enum Stage {
        ASKING,
        WAITING,
        SETTLING,
        ANNOUNCING,
        ENDED
    }

    /** Asks {@code request}; one with a wait of its own settles nothing (examples/own-wait.asl.json). */
    Execution(
            JsonObject request,
            boolean own,
            Instant deadline,
            LambdaFunction callback,
            Bus bus,
            Recorder recorder,
            Clock clock) {
        this.request = request;
        this.own = own;
        this.deadline = deadline;
        this.callback = callback;
        this.bus = bus;
        this.recorder = recorder;
        this.clock = clock;
        this.at = clock.instant();
    }

    @Override
    public Optional<Instant> next() {
        return stage == Stage.ENDED ? Optional.empty() : Optional.of(at);
    }

    @Override
    public void act() {
        switch (stage) {
            case ASKING -> ask();
            case WAITING -> timeOut();
            case SETTLING -> settle();
            case ANNOUNCING -> announce();
            case ENDED -> throw new IllegalStateException("Nothing ended acts.");
        }
    }

    private String token() {
        return Samples.TOKEN + "-" + attempt;
    }

    private void ask() {
        JsonObject detail = about(
                "taskToken", token(), "attempt", attempt, "deadline", deadline, "startedBy", "", "request", request);
        stage = Stage.WAITING;
        at = deadline;
        if (!calls("Ask", () -> bus.put(ApprovalEvent.REQUESTED, detail))) {
            // This token's wait is over, whether or not somebody has it; the next attempt has another.
            stage = Stage.ASKING;
            at = clock.instant().plusSeconds(1L << attempt);
            if (own || ++attempt > MOST_ATTEMPTS) {
                fail("Approval.AskFailed", "Asking failed.");
            }
        }
    }

    /** With what everything names. */
    private static JsonObject about(Object... more) {
        JsonObject json = Json.of(more);
        json.addProperty("approvalId", Samples.ID);
        json.addProperty("executionArn", Samples.EXECUTION);
        return json;
    }

    private boolean calls(String operation, Callable<JsonObject> effect) {
        try {
            recorder.call(Recorder.WORKFLOW, operation, Wire.aws(effect));
            return true;
        } catch (Exception e) {
            return false;
        }
    }

    private void timeOut() {
        if (own) {
            goOn(Json.of("outcome", "EXPIRED"));
        } else {
            stage = Stage.SETTLING;
            at = clock.instant();
        }
    }

    private void settle() {
        JsonObject event = Json.of("settle", about("startedBy", "", "request", request));
        JsonObject[] answer = new JsonObject[1];
        boolean settled = calls(
                "InvokeSettle",
                () -> answer[0] =
                        callback.invoke(event).orElseThrow(() -> new IllegalStateException("Lambda.Unknown")));
        if (settled) {
            goOn(answer[0]);
        } else {
            again("Settle", () -> fail("Approval.Unsettled", "For more than ten minutes."));
        }
    }

    /** Tries again as the definition says; {@code otherwise} when that is over. */
    private void again(String state, Runnable otherwise) {
        Definition.pause(state, tries++)
                .ifPresentOrElse(pause -> at = clock.instant().plus(pause), otherwise);
    }

    private void announce() {
        JsonObject detail = about("outcome", outcome.orElseThrow());
        if (calls("Announce", () -> bus.put(ApprovalEvent.CLOSED, detail))) {
            end();
        } else {
            again("Announce", this::end);
        }
    }

    private void end() {
        end(isFailed() ? ExecutionStatus.FAILED : ExecutionStatus.SUCCEEDED);
    }

    private void end(ExecutionStatus last) {
        stage = Stage.ENDED;
        status = last;
        stoppedAt = clock.instant();
    }

    /** Somebody stops it. */
    void stop() {
        if (stage != Stage.ENDED) {
            end(ExecutionStatus.ABORTED);
        }
    }

    void goOn(JsonObject answer) {
        outcome = Optional.of(answer);
        answeredAt = Optional.of(clock.instant());
        stage = Stage.ANNOUNCING;
        at = clock.instant();
        tries = 0;
    }

    void fail(String error, String cause) {
        JsonObject reason = Json.of("name", error, "cause", cause);
        goOn(Json.of("approvalId", Samples.ID, "outcome", "FAILED", "votes", new JsonArray(), "error", reason));
    }

    /** Takes an answer to that token; false where nobody waits by it. */
    boolean takes(String token, Runnable answer) {
        if (stage != Stage.WAITING || !token.equals(token()) || !clock.instant().isBefore(deadline)) {
            return false;
        }
        answers++;
        answer.run();
        return true;
    }

    ExecutionStatus status() {
        return status;
    }

    Instant stoppedAt() {
        return stoppedAt;
    }

    Instant deadline() {
        return deadline;
    }

    boolean wasStopped() {
        return status == ExecutionStatus.ABORTED;
    }

    boolean isOver() {
        return stage == Stage.ENDED;
    }

    /** What it goes on with. */
    Optional<JsonObject> outcome() {
        return outcome;
    }

    /** Whether its question could not be sent, as Step Functions saw it. */
    boolean isBadlyAsked() {
        return isFailed() && outcome.get().toString().contains("Approval.AskFailed");
    }

    private boolean isFailed() {
        return outcome.filter(end -> end.get("outcome").getAsString().equals("FAILED"))
                .isPresent();
    }

    /** Since when it waits no more. */
    Optional<Instant> answeredAt() {
        return answeredAt;
    }

    /** How many answers its waits took. */
    int answers() {
        return answers;
    }
}

package humanapproval.faults;

import java.time.Duration;

/**
 * What befalls a call: once, or from that call on every one of its kind, for as long as README.md promises that nothing
 * is lost by it. That is ten minutes: a channel's message is tried for an hour, but after ten minutes of failed
 * settling an execution ends as {@code Approval.Unsettled}.
 */
record Fault(Call at, Kind kind, boolean lasts) {

    /** How long it lasts. */
    static final Duration OUTAGE = Duration.ofMinutes(10);

    /** What a caller waits for an answer that does not come. */
    static final Duration SILENCE = Duration.ofSeconds(4);

    /** What can befall a call. The SDK's own retries are over by then. */
    enum Kind {
        FAILS("fails"),
        IS_THROTTLED("is throttled"),
        TIMES_OUT("times out before its effect"),
        LOSES_ITS_ANSWER("times out after its effect"),
        /** The first answer is lost and the SDK calls again, which meets its own first call. */
        IS_MADE_TWICE("is made twice"),
        ENDS_BEFORE("is where the process ends, just before"),
        ENDS_AFTER("is where the process ends, just after");

        final String words;

        Kind(String words) {
            this.words = words;
        }
    }

    /** Whether it can befall {@code call}. */
    static boolean canBefall(Call call, Kind kind) {
        return switch (kind) {
            case FAILS, IS_THROTTLED, TIMES_OUT -> true;
            case LOSES_ITS_ANSWER -> !call.isReading();
            // Slack's client never calls again by itself.
            case IS_MADE_TWICE -> !call.isReading() && !call.service().equals("Slack");
            case ENDS_BEFORE -> !call.isOfTheWorkflow();
            case ENDS_AFTER -> !call.isOfTheWorkflow() && !call.isReading();
        };
    }

    /**
     * Whether it can befall all calls of {@code call}'s kind for long. Step Functions asks and announces for half a
     * minute: a workflow must not wait for EventBridge, and whoever presses then closes the message.
     */
    static boolean canLast(Call call) {
        return !call.isOfTheWorkflow() || call.operation().equals("InvokeSettle");
    }

    /** Whether something may have been done of which nobody knows: then it may be done twice. */
    boolean leavesDoubt() {
        return switch (kind) {
            case LOSES_ITS_ANSWER, IS_MADE_TWICE, ENDS_BEFORE, ENDS_AFTER -> true;
            // What was done could not be noted for longer than an invocation lasts.
            case FAILS, IS_THROTTLED, TIMES_OUT -> lasts && at.operation().equals("PutItem");
        };
    }

    private boolean endsTheProcess() {
        return kind == Kind.ENDS_BEFORE || kind == Kind.ENDS_AFTER;
    }

    /** Whether nothing has to be hidden for the queue's own visibility timeout. */
    boolean costsSeconds() {
        return !lasts && !endsTheProcess() && !at.operation().equals("ChangeMessageVisibility");
    }

    /** Whether the signing secret can't be read once more by a process that knows it. */
    boolean isOfAKnownSecret() {
        return at.service().equals(World.SIGNING_SECRET) && at.ordinal() > 1 && !endsTheProcess();
    }

    @Override
    public String toString() {
        return at + " " + kind.words + (lasts ? ", for ten minutes" : ", once");
    }
}

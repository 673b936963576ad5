package humanapproval.approval;

import com.google.gson.JsonObject;
import humanapproval.waiter.Waiter;

/** What one more request with the id of a known approval is. */
public enum Repeat {
    /** The same event again. */
    REDELIVERY,
    /** A later attempt of the waiting step: the answer belongs to its token. */
    RETRY,
    /** A wait of the same execution, after its approval has ended without a decision. */
    OVER,
    /** A wait that has nothing to do with the approval but its id. */
    DUPLICATE;

    /** What a request of {@code asking} for {@code input} is, which has the id of {@code known}. */
    public static Repeat of(Approval known, Waiter asking, JsonObject input) {
        if (!known.waiter().isOfSameExecution(asking)) {
            return DUPLICATE;
        }
        if (known.waiter().isSameWait(asking)) {
            return REDELIVERY;
        }
        // An attempt of the same step asks the same: another item of a Map that is tried again asks something else.
        boolean later = asking.attempt() > known.waiter().attempt()
                && known.question().filter(asked -> asked.input().equals(input)).isPresent();
        return switch (known.state()) {
            case CANCELLED -> OVER;
            case OPEN, APPROVED, REJECTED -> later ? RETRY : DUPLICATE;
            case EXPIRED, FAILED -> later || known.question().isEmpty() ? OVER : DUPLICATE;
        };
    }
}

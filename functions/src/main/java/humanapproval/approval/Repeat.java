package humanapproval.approval;

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

    /** What a request by {@code asking} is, which has the id of {@code known}. */
    public static Repeat of(Approval known, Waiter asking) {
        if (!known.waiter().isOfSameExecution(asking)) {
            return DUPLICATE;
        }
        if (known.waiter().isSameWait(asking)) {
            return REDELIVERY;
        }
        boolean later = known.question().isPresent() && asking.isLaterThan(known.waiter());
        return switch (known.state()) {
            case CANCELLED -> OVER;
            case OPEN, APPROVED, REJECTED -> later ? RETRY : DUPLICATE;
            case EXPIRED, FAILED -> later || known.question().isEmpty() ? OVER : DUPLICATE;
        };
    }
}

package humanapproval.approval;

/** Where an approval stands. */
public enum State {
    /** People can vote. */
    OPEN,
    /** The policy is met. */
    APPROVED,
    /** Somebody rejected. */
    REJECTED,
    /** Nobody decided in time. */
    EXPIRED,
    /** It could not be asked. */
    FAILED,
    /** The execution was stopped. */
    CANCELLED
}

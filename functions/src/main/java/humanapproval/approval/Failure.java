package humanapproval.approval;

/**
 * Why somebody waits in vain: the error of the waiting step.
 *
 * @param name one of the error names below
 * @param cause a plain sentence
 */
public record Failure(String name, String cause) {

    /** The input is not of the agreed form. */
    public static final String INVALID_REQUEST = "Approval.InvalidRequest";

    /** No channel reaches enough of those who may decide. */
    public static final String UNDELIVERABLE = "Approval.Undeliverable";

    /** Nobody decided in time, and the request says that this is a failure. */
    public static final String TIMED_OUT = "Approval.TimedOut";

    /** The approval has ended before: its execution was stopped and goes on by a redrive. */
    public static final String OVER = "Approval.Over";

    /** Another wait has this approval id. */
    public static final String DUPLICATE_ID = "Approval.DuplicateId";

    /** What a wait fails with whose approval has ended. */
    public static final Failure OF_ENDED =
            new Failure(OVER, "This approval has ended before. Start a new execution to ask again.");

    /** What a wait fails with that is not the one its approval id belongs to. */
    public static final Failure OF_DUPLICATE = new Failure(
            DUPLICATE_ID,
            "Another step waits or has waited with this approvalId. Mint a new one for each ask, in the state right"
                    + " before it and inside of a Map or a loop.");

    /** What a wait fails with that can't be asked. */
    public static Failure invalid(String why) {
        return new Failure(INVALID_REQUEST, why);
    }
}

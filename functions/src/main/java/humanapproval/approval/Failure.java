package humanapproval.approval;

/**
 * Why somebody waits in vain: the error of the waiting step.
 *
 * @param name one of the names in README.md
 * @param cause a plain sentence
 */
public record Failure(String name, String cause) {

    /** The name where no channel reaches enough of those who may decide. */
    public static final String UNDELIVERABLE = "Approval.Undeliverable";

    /** The name where nobody decided in time, and the request says that this is a failure. */
    public static final String TIMED_OUT = "Approval.TimedOut";

    /** The approval has ended before: its execution was stopped and goes on by a redrive. */
    public static final Failure OF_ENDED =
            new Failure("Approval.Over", "This approval has ended before. Start a new execution to ask again.");

    /** Another wait has this approval id. */
    public static final Failure OF_DUPLICATE = new Failure(
            "Approval.DuplicateId",
            "Another step waits or has waited with this approvalId. Mint a new one for each ask, in the state right"
                    + " before it and inside of a Map or a loop.");

    /** There would be no room for the votes in its record. */
    public static final Failure TOO_LARGE = invalid(
            "The request is too large to be kept together with the votes of its people. Shorten it, or name fewer"
                    + " people.");

    /** The input is not of the agreed form. */
    public static Failure invalid(String why) {
        return new Failure("Approval.InvalidRequest", why);
    }
}

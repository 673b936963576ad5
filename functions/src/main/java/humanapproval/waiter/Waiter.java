package humanapproval.waiter;

/**
 * Who waits for the outcome: a step of an execution.
 *
 * @param taskToken what an answer is sent to; empty where nobody waits any more
 * @param attempt how often the step was tried again before it got this token
 */
public record Waiter(String executionArn, String taskToken, int attempt) {

    /** An execution of which it is only known that it waits no more. */
    public static Waiter gone(String executionArn) {
        return new Waiter(executionArn, "", 0);
    }

    /** Whether both are steps of one execution. */
    public boolean isOfSameExecution(Waiter other) {
        return executionArn.equals(other.executionArn);
    }

    /** Whether an answer to one is an answer to the other. */
    public boolean isSameWait(Waiter other) {
        return isOfSameExecution(other) && taskToken.equals(other.taskToken);
    }

    /** The execution, as people know it. */
    public Execution execution() {
        return new Execution(executionArn);
    }
}

package humanapproval.channel;

/**
 * The request can't be delivered, and trying again would not help. The message is a plain sentence for the workflow.
 */
public class CannotException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** {@code message} is a plain sentence without any value of what arrived. */
    public CannotException(String message) {
        super(message);
    }
}

package humanapproval.approval;

/**
 * The workflow asks for something that it may not, or that nobody can answer. The message goes into the execution's
 * error.
 */
public final class InvalidRequestException extends RuntimeException {

    private static final long serialVersionUID = 1;

    InvalidRequestException(String message) {
        super(message);
    }
}

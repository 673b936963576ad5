package humanapproval.statemachine;

/** The error that a state reports, with its name as Retry and Catch see it. */
final class Failure extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final String error;

    Failure(String error, String cause) {
        super(cause);
        this.error = error;
    }

    String error() {
        return error;
    }

    /** Some errors have none. */
    String cause() {
        return getMessage();
    }
}

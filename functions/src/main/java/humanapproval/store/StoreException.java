package humanapproval.store;

/** The table did not answer as it should. Nothing was recorded, or it is not known whether it was. */
public final class StoreException extends RuntimeException {

    private static final long serialVersionUID = 1;

    StoreException(String message, Throwable cause) {
        super(message, cause);
    }
}

package humanapproval.json;

/** What arrived is not of the agreed form. The message names the field and what is expected there, never a value. */
public final class MalformedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** {@code message} is a plain sentence without any value of what arrived. */
    public MalformedException(String message) {
        super(message);
    }
}

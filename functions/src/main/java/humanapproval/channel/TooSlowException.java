package humanapproval.channel;

/** A way back has lost its patience. */
public final class TooSlowException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** The work may still come to its end. */
    public TooSlowException() {
        super("The answer took too long.");
    }
}

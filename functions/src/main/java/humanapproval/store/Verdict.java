package humanapproval.store;

/**
 * What a channel made of a request.
 *
 * @param reason why it reaches nobody, as a sentence; empty where it does
 */
public record Verdict(Kind kind, String reason) {

    /** Somebody can answer there. */
    public static final Verdict DELIVERED = new Verdict(Kind.DELIVERED, "");

    /** Whether a channel reaches somebody, and if not, who could change that. */
    public enum Kind {
        /** It was delivered. */
        DELIVERED,
        /** It can't be delivered, and trying again would not help. */
        CANNOT,
        /** The deployer did not set the channel up. */
        NOT_CONFIGURED,
        /** The request leaves the channel out. */
        NOT_ASKED
    }

    /** Nobody can answer there. */
    public static Verdict cannot(String reason) {
        return new Verdict(Kind.CANNOT, reason);
    }
}

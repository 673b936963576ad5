package humanapproval.store;

import java.util.Set;

/**
 * What a channel made of a request.
 *
 * @param reason why it reaches nobody, as a sentence; empty where it does
 * @param unreached the emails of those named as approvers whom it does not reach
 */
public record Verdict(Kind kind, String reason, Set<String> unreached) {

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

    /** Keeps its own copy of the set. */
    public Verdict {
        unreached = Set.copyOf(unreached);
    }

    /** Somebody can answer there. */
    public static Verdict delivered(Set<String> unreached) {
        return new Verdict(Kind.DELIVERED, "", unreached);
    }
}

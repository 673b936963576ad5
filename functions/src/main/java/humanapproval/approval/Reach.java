package humanapproval.approval;

import java.util.Set;
import java.util.TreeSet;

/**
 * Whom a channel reaches, or why nobody.
 *
 * @param kind whether it reaches somebody who may decide
 * @param reason why it reaches nobody, or not all, as a sentence for the deployer; else empty
 * @param unreached the emails of those named as approvers whom it does not reach
 */
public record Reach(Kind kind, String reason, Set<String> unreached) {

    /** Whether a channel reaches somebody, and if not, who could change that. */
    public enum Kind {
        /** Somebody can answer there. */
        REACHES,
        /** Nobody can, and trying again would not help. */
        CANNOT,
        /** The deployer did not set the channel up. */
        NOT_CONFIGURED
    }

    /** Keeps its own copy of the set. */
    public Reach {
        unreached = Set.copyOf(unreached);
    }

    /** All who are named but {@code unreached} can answer there. */
    public static Reach allBut(Set<String> unreached) {
        return new Reach(Kind.REACHES, "", unreached);
    }

    /** The same with a reason why it does not reach all, or empty. */
    public Reach noting(String reason) {
        return new Reach(kind, reason, unreached);
    }

    /** The same without {@code approver}, for that reason. */
    Reach but(String approver, String reason) {
        Set<String> missing = new TreeSet<>(unreached);
        missing.add(approver);
        return new Reach(kind, reason, missing);
    }

    /** Nobody of {@code policy} can answer there, for that reason. */
    public static Reach nobody(Kind kind, String reason, Policy policy) {
        return new Reach(kind, reason, policy.eligible());
    }

    /** Nobody of {@code policy} can answer there, though the channel is set up. */
    public static Reach cannot(String reason, Policy policy) {
        return nobody(Kind.CANNOT, reason, policy);
    }

    /** Those of {@code policy} who are not among {@code reached} are unreached. */
    public static Reach of(Set<String> reached, Policy policy) {
        Set<String> missing = new TreeSet<>(policy.eligible());
        missing.removeAll(reached);
        return allBut(missing);
    }
}

package humanapproval.approval;

import java.time.Instant;

/**
 * One person's answer.
 *
 * @param approver who it is: the lower-cased email or, where the channel knows none, an alias
 * @param name how people know them; never compared
 * @param comment what they added, or empty
 */
public record Vote(String approver, String name, ChannelName channel, Decision decision, String comment, Instant at) {

    private static final int LONGEST_NAME = 200;

    /** Without a name it is the approver; a long one is cut, as it would take other votes' room. */
    public Vote {
        name = name == null || name.equals(approver)
                ? approver
                : name.codePoints()
                        .limit(LONGEST_NAME)
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString();
    }

    /** Whether it is the same person's same answer. */
    boolean repeats(Vote before) {
        return before.approver.equals(approver) && before.decision == decision;
    }
}

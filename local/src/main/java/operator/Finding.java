package operator;

import java.util.List;

/**
 * What was found out about one thing.
 *
 * @param text what is so, as a sentence
 * @param advice what to do; empty where there is nothing to be done
 */
record Finding(Verdict verdict, String text, String advice) {

    enum Verdict {
        RIGHT("ok"),
        WRONG("WRONG"),
        /** It could not be looked at: nobody knows. */
        UNKNOWN("unknown"),
        /** It does not concern this stack, or can't be there. */
        SKIPPED("skipped");

        private final String word;

        Verdict(String word) {
            this.word = word;
        }
    }

    static Finding right(String text) {
        return new Finding(Verdict.RIGHT, text, "");
    }

    static Finding wrong(String text, String advice) {
        return new Finding(Verdict.WRONG, text, advice);
    }

    static Finding unknown(String why) {
        return new Finding(Verdict.UNKNOWN, "could not look: " + why, "");
    }

    static Finding skipped(String why) {
        return new Finding(Verdict.SKIPPED, why, "");
    }

    /** {@code right} if it is so, else wrong. */
    static Finding of(boolean isSo, String right, String wrong, String advice) {
        return isSo ? right(right) : wrong(wrong, advice);
    }

    static long count(List<Finding> findings, Verdict verdict) {
        return findings.stream().filter(each -> each.verdict == verdict).count();
    }

    /** What a command ends with that has found these. */
    static int exitCode(List<Finding> findings) {
        return count(findings, Verdict.WRONG) > 0 ? 1 : count(findings, Verdict.UNKNOWN) > 0 ? 2 : 0;
    }

    /** With our own words alone: what AWS says, and what to do, may hold an address. */
    Finding inReport() {
        return verdict == Verdict.UNKNOWN ? unknown("see above") : new Finding(verdict, text, "");
    }

    /** As it is printed, below the name of what was looked at. */
    String line(String name) {
        return "%-8s %-20s %s%s"
                .formatted(verdict.word, name, text, advice.isEmpty() ? "" : "\n" + " ".repeat(30) + "→ " + advice);
    }
}

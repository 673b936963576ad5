package humanapproval.approval;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The fields of an input that have a meaning, and what people write when they mean one of them. */
public final class FieldNames {

    private static final Set<String> SHOWN = Set.of("title", "description", "details");

    private static final List<String> POLICY = List.of(
            "requester",
            "approvers",
            "escalateTo",
            "requiredApprovals",
            "allowSelfApproval",
            "requireComment",
            "timeoutSeconds",
            "remindEverySeconds",
            "onTimeout",
            "channels",
            "slackChannel");

    /** Other words for a field, in the form that {@link #plain} gives. */
    private static final Map<String, String> OTHER_WORDS = Map.of(
            "timeout", "timeoutSeconds",
            "timeoutsec", "timeoutSeconds",
            "approverlist", "approvers",
            "approveremail", "approvers",
            "requestor", "requester",
            "requiredapprover", "requiredApprovals",
            "approvalsrequired", "requiredApprovals",
            "minapproval", "requiredApprovals",
            "escalate", "escalateTo");

    /** Words of their own, though they are one letter away from a field. */
    private static final Set<String> ORDINARY = Set.of("approve", "approved", "requested");

    /** Shorter names are too often one letter away from an ordinary word. */
    private static final int SHORTEST_MISSPELT = 8;

    /** All of them; every other name is that of a detail. */
    public static final Set<String> ALL =
            Stream.concat(SHOWN.stream(), POLICY.stream()).collect(Collectors.toUnmodifiableSet());

    private FieldNames() {}

    /** The policy field that somebody meant who wrote {@code name}; none where it is right, or looks like none. */
    static Optional<String> meantBy(String name) {
        if (ALL.contains(name)) {
            return Optional.empty();
        }
        String plain = plain(name);
        return Optional.ofNullable(OTHER_WORDS.get(plain))
                .or(() -> POLICY.stream()
                        .filter(field -> plain(field).equals(plain)
                                || field.length() >= SHORTEST_MISSPELT
                                        && !ORDINARY.contains(plain)
                                        && isOneLetterOff(plain(field), plain))
                        .findFirst());
    }

    /** Without what people add or leave out: case, underscores, hyphens, blanks and the plural. */
    private static String plain(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFKC)
                .toLowerCase(Locale.ROOT)
                .replaceAll("\\(s\\)$|\\[]$|[_\\-\\s]", "")
                .replaceAll("s\\z", "");
    }

    /** Whether one letter is missing, added or another one, or two neighbours are swapped. */
    private static boolean isOneLetterOff(String right, String written) {
        int from = 0;
        int to = right.length();
        int toWritten = written.length();
        while (from < to && from < toWritten && right.charAt(from) == written.charAt(from)) {
            from++;
        }
        while (from < to && from < toWritten && right.charAt(to - 1) == written.charAt(toWritten - 1)) {
            to--;
            toWritten--;
        }
        String other = written.substring(from, toWritten);
        return to - from <= 1 && other.length() <= 1
                || to - from == 2 && other.contentEquals(new StringBuilder(right.substring(from, to)).reverse());
    }
}

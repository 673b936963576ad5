package humanapproval.approval;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

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

    private FieldNames() {}

    /** All of them. */
    public static Set<String> all() {
        Set<String> all = new TreeSet<>(SHOWN);
        all.addAll(POLICY);
        return all;
    }

    /** Whether that field has a meaning; every other one is a detail. */
    static boolean haveMeaning(String name) {
        return SHOWN.contains(name) || POLICY.contains(name);
    }

    /** The policy field that somebody meant who wrote {@code name}; none where it is right, or looks like none. */
    static Optional<String> meantBy(String name) {
        if (haveMeaning(name)) {
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
        String letters = letters(name);
        return letters.endsWith("s") ? letters.substring(0, letters.length() - 1) : letters;
    }

    private static String letters(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFKC)
                .toLowerCase(Locale.ROOT)
                .replaceAll("\\(s\\)$|\\[]$|[_\\-\\s]", "");
    }

    /** Whether one letter is missing, added or another one, or two neighbours are swapped. */
    private static boolean isOneLetterOff(String right, String written) {
        int same = 0;
        while (same < right.length() && same < written.length() && right.charAt(same) == written.charAt(same)) {
            same++;
        }
        String rest = right.substring(same);
        String got = written.substring(same);
        return tail(rest, 1).equals(tail(got, 1)) && !rest.isEmpty() && !got.isEmpty()
                || tail(rest, 1).equals(got) && !rest.isEmpty()
                || rest.equals(tail(got, 1)) && !got.isEmpty()
                || rest.length() > 1
                        && got.length() > 1
                        && rest.charAt(0) == got.charAt(1)
                        && rest.charAt(1) == got.charAt(0)
                        && tail(rest, 2).equals(tail(got, 2));
    }

    private static String tail(String text, int from) {
        return text.substring(Math.min(from, text.length()));
    }
}

package humanapproval.faults;

import humanapproval.faults.Promise.Kind;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Counts the cases and what they came to. */
final class Tally {

    private final String what;
    private final Map<Kind, Integer> broken = new EnumMap<>(Kind.class);
    private int cases;

    Tally(String what) {
        this.what = what;
    }

    /** Counts one more; its broken promises. */
    synchronized List<String> count(String name, World told) {
        cases++;
        List<String> sentences = told.watch.broken().stream()
                .map(sentence -> name + ": " + sentence)
                .toList();
        told.watch.kinds().forEach(kind -> broken.merge(kind, 1, Integer::sum));
        return sentences;
    }

    @Override
    public String toString() {
        return "%s: %,d cases, %d lost, %d doubled, %d stuck"
                .formatted(
                        what,
                        cases,
                        broken.getOrDefault(Kind.LOST, 0),
                        broken.getOrDefault(Kind.DOUBLED, 0),
                        broken.getOrDefault(Kind.STUCK, 0));
    }
}

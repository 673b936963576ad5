package operator;

import java.util.List;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * One thing that has to be right. It fails alone: whatever happens while it looks is its own finding.
 *
 * @param name what stands at the line's beginning
 * @param look finds out; it may throw what AWS answers
 */
record Check(String name, Supplier<List<Finding>> look) {

    /** One that finds out a single thing. */
    static Check of(String name, Supplier<Finding> look) {
        return new Check(name, () -> List.of(look.get()));
    }

    List<Finding> run() {
        try {
            return look.get();
        } catch (SdkException e) {
            return List.of(Finding.unknown(Trouble.missingPermission(e)
                    .map(action -> "needs " + action)
                    .orElseGet(() -> Trouble.sentence(e))));
        } catch (CannotException e) {
            return List.of(Finding.wrong(e.getMessage(), e.advice()));
        }
    }
}

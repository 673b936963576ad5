package faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import faults.Control.Call;
import faults.Trials.Result;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import sandbox.Sandbox;
import sandbox.SharedSandbox;

/**
 * Nothing lost, nothing twice, nobody left waiting, whatever goes wrong with a call or a process of the deployed stack.
 * A selection of what {@code make faults} does; {@code make faults CASE=...} repeats one case.
 */
@ExtendWith(SharedSandbox.class)
class FaultsEndToEndTest {

    private static final int WHOLE = 150;
    private static final int SELECTION = 24;

    @Test
    void whateverFailsNothingIsLostDoubledOrStuck(Sandbox sandbox) {
        String one = System.getProperty("faults.case", "");
        long seed = Long.getLong("faults.seed", new Random().nextInt(1_000_000));
        try (Trials trials = new Trials(sandbox)) {
            if (!one.isEmpty()) {
                check(trials, trials.make(List.of(Trial.parse(one))));
                return;
            }
            System.out.println("Faults by the seed " + seed + "; -Dfaults.seed=" + seed + " repeats them.");
            List<Result> plain = trials.make(Stream.of(Scenario.values())
                    .map(scenario -> new Trial(scenario, Optional.empty(), seed))
                    .toList());
            check(trials, plain);
            assertEquals(
                    List.of(),
                    Plan.unknown(trials.control.report(Control.SHARED).calls()),
                    "calls without an approval that the plan does not know");
            Predicate<Trial> wanted = trial -> Figures.whole() || !trial.takesMinutes();
            List<Result> results = trials.make(
                    Plan.of(seen(trials, plain), new Random(seed), Figures.whole() ? WHOLE : SELECTION, wanted));
            Figures.ofFaults(Stream.concat(plain.stream(), results.stream()).toList(), trials.control.calls());
            check(trials, results);
            long struck = results.stream().filter(result -> result.struck() > 0).count();
            assertTrue(struck >= 0.75 * results.size(), "only " + struck + " faults met the call that they were for");
        }
    }

    private static Map<Scenario, List<Call>> seen(Trials trials, List<Result> plain) {
        Map<Scenario, List<Call>> seen = new EnumMap<>(Scenario.class);
        plain.forEach(result -> seen.put(
                result.trial().scenario(),
                trials.control.report(result.story().name).calls()));
        return seen;
    }

    private static void check(Trials trials, List<Result> results) {
        List<String> failures = new ArrayList<>();
        for (Result result : results) {
            result.broken()
                    .forEach(broken -> failures.add("make faults CASE=" + result.trial() + "\n  "
                            + result.story().name + ", struck " + result.struck() + " times. " + broken.kind() + ": "
                            + broken.promise() + " But " + broken.seen()));
        }
        List<String> texts = results.stream()
                .flatMap(result -> Stream.of(result.story().name, result.story().approvalId()))
                .filter(text -> !text.isEmpty())
                .toList();
        failures.addAll(trials.stack.deadLetters(texts));
        assertTrue(failures.isEmpty(), () -> failures.size() + " broken:\n" + String.join("\n", failures));
    }
}

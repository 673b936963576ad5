package faults;

import java.util.List;
import java.util.Optional;

/**
 * One approval that is asked, while something goes wrong.
 *
 * @param seed of everything else that happens in it
 */
record Trial(Scenario scenario, Optional<Fault> fault, long seed) {

    /** Whether it waits for SQS or for the sweep. */
    boolean takesMinutes() {
        return scenario == Scenario.GONE_HOME
                || fault.filter(Fault::takesMinutes).isPresent();
    }

    /** As {@link #parse} reads it. */
    @Override
    public String toString() {
        return scenario + ":" + seed + fault.map(each -> ":" + each).orElse("");
    }

    static Trial parse(String text) {
        List<String> parts = List.of(text.split(":"));
        return new Trial(
                Scenario.valueOf(parts.get(0)),
                parts.size() < 3 ? Optional.empty() : Optional.of(Fault.parse(parts.subList(2, parts.size()))),
                Long.parseLong(parts.get(1)));
    }
}

package faults;

import faults.Control.Call;
import faults.Fault.Kind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Which trials are made of all that could go wrong: each call that each scenario was seen to make, with each kind of
 * fault. First every operation meets every kind, then every scenario meets every operation, then chance decides.
 */
final class Plan {

    /** Calls that hold no approval, which a new process makes. A new one in the product belongs here. */
    private static final List<Call> SHARED = List.of(
            new Call(Fault.EMAIL, "ListSubscriptionsByTopic"),
            new Call(Fault.EMAIL, "GetSubscriptionAttributes"),
            new Call(Fault.SLACK, "GetSecretValue"),
            new Call(Fault.SLACK, "auth.test"),
            new Call(Fault.SLACK, "conversations.members"),
            new Call(Fault.CALLBACK, "GetSecretValue"),
            new Call(Fault.CALLBACK, "Query"));

    /** With no approval in it: what follows a fault, and what makes a new process ready. */
    private static final Set<String> AFTERWARDS = Set.of("ChangeMessageVisibility", "users.lookupByEmail", "GetItem");

    private Plan() {}

    /** Calls without an approval that nobody has put into the plan. */
    static List<Call> unknown(List<Call> shared) {
        return shared.stream()
                .filter(call -> !SHARED.contains(call) && !AFTERWARDS.contains(call.operation()))
                .distinct()
                .toList();
    }

    /** So many trials, the same for the same seed and calls. */
    static List<Trial> of(Map<Scenario, List<Call>> seen, Random random, int count, Predicate<Trial> wanted) {
        List<Trial> all = new ArrayList<>();
        seen.forEach((scenario, calls) -> possible(calls, random)
                .forEach(fault -> all.add(new Trial(scenario, Optional.of(fault), random.nextInt(1_000_000)))));
        for (Call call : SHARED) {
            for (Kind kind : Kind.values()) {
                Fault fault = new Fault(call.function(), call.operation(), true, 0, times(kind, random), kind);
                all.add(new Trial(touching(call, random), Optional.of(fault), random.nextInt(1_000_000)));
            }
        }
        all.removeIf(wanted.negate());
        Collections.shuffle(all, random);
        List<Trial> chosen = new ArrayList<>();
        Set<String> covered = new HashSet<>();
        choose(
                all,
                chosen,
                count,
                each -> covered.add(fault(each).operation() + fault(each).kind()));
        choose(
                all,
                chosen,
                count,
                each -> covered.add(
                        fault(each).operation() + each.scenario() + fault(each).function()));
        choose(all, chosen, count, each -> true);
        return chosen;
    }

    private static void choose(List<Trial> all, List<Trial> chosen, int count, Predicate<Trial> isNew) {
        for (Trial each : all) {
            if (chosen.size() < count && !chosen.contains(each) && isNew.test(each)) {
                chosen.add(each);
            }
        }
    }

    private static Fault fault(Trial trial) {
        return trial.fault().orElseThrow();
    }

    private static List<Fault> possible(List<Call> calls, Random random) {
        List<Fault> faults = new ArrayList<>();
        List<Call> before = new ArrayList<>();
        for (Call call : calls) {
            int skip = Collections.frequency(before, call);
            for (Kind kind : Kind.values()) {
                faults.add(new Fault(call.function(), call.operation(), false, skip, times(kind, random), kind));
            }
            before.add(call);
        }
        return faults;
    }

    /** Once, which the SDK tries again by itself, or for so long that the invocation fails. */
    private static int times(Kind kind, Random random) {
        return kind.kills() || random.nextBoolean() ? 1 : 6;
    }

    private static Scenario touching(Call call, Random random) {
        List<Scenario> touching = call.function().equals(Fault.EMAIL)
                ? List.of(Scenario.MAIL, Scenario.BOTH, Scenario.REMINDER)
                : List.of(Scenario.SLACK, Scenario.BOTH);
        return touching.get(random.nextInt(touching.size()));
    }
}

package humanapproval.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every call of every story fails in every way, once and for as long as is promised: see {@link Promises}. */
class FaultsTest {

    private static final Tally TALLY = new Tally("faults × calls");

    private static final boolean[] ONCE = {false};
    private static final boolean[] ONCE_AND_LASTING = {false, true};

    @ParameterizedTest
    @EnumSource
    void aStoryWithoutAFaultKeepsEveryPromise(Scenario scenario) {
        World told = new World(scenario, Optional.empty()).goOn();
        assertEquals(Set.of(), told.watch.broken());
    }

    @TestFactory
    Stream<DynamicNode> everyCallFailsInEveryWay() {
        return Stream.of(Scenario.values())
                .filter(scenario -> scenario != Scenario.ORDERS)
                .map(scenario -> dynamicContainer(
                        scenario.title,
                        new World(scenario, Optional.empty())
                                .goOn().recorder.calls().stream()
                                        .map(call -> dynamicTest(
                                                scenario + ": " + call, () -> everythingBefalls(scenario, call)))));
    }

    private static void everythingBefalls(Scenario scenario, Call call) {
        List<String> broken = new ArrayList<>();
        for (Fault.Kind kind : Fault.Kind.values()) {
            if (Fault.canBefall(call, kind)) {
                for (boolean lasts : Fault.canLast(call) ? ONCE_AND_LASTING : ONCE) {
                    Fault fault = new Fault(call, kind, lasts);
                    World told = new World(scenario, Optional.of(fault)).goOn();
                    assertTrue(told.recorder.strikes() > 0, "never struck: " + fault);
                    broken.addAll(TALLY.count(fault.toString(), told));
                }
            }
        }
        assertEquals(List.of(), broken);
    }

    @AfterAll
    static void tell() {
        System.out.println(TALLY);
    }
}

package humanapproval.lambda;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PrimingTest {

    @Test
    void itRunsBeforeTheSnapshotAndNeverThrows() {
        List<String> runs = new ArrayList<>();
        Priming priming = Priming.beforeSnapshot(
                () -> {
                    runs.add("rehearsed");
                    throw new NoClassDefFoundError("the runtime lacks a module");
                },
                () -> {
                    runs.add("called");
                    throw new IllegalStateException("AWS does not answer");
                });
        assertTrue(runs.isEmpty());
        assertDoesNotThrow(() -> priming.beforeCheckpoint(null));
        assertDoesNotThrow(() -> priming.afterRestore(null));
        assertEquals(List.of("rehearsed", "called"), runs);
    }

    @Test
    void aVariableThatIsNotSetIsNamed() {
        Environment environment = new Environment(Map.of("SET", "value", "EMPTY", ""));
        assertEquals("value", environment.get("SET"));
        for (String name : List.of("APPROVAL_TABLE", "EMPTY")) {
            assertTrue(assertThrows(IllegalStateException.class, () -> environment.get(name))
                    .getMessage()
                    .contains(name));
        }
    }
}

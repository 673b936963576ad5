package humanapproval.lambda;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import humanapproval.fake.Samples;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sfn.SfnClient;

class PrimingTest {

    @Test
    void itRunsBeforeTheSnapshotAndNeverThrows() {
        List<String> runs = new ArrayList<>();
        AwsClients aws = new AwsClients(Samples.ENVIRONMENT);
        aws.client(() -> {
            runs.add("set up");
            return SfnClient.builder();
        });
        Priming priming = Priming.beforeSnapshot(
                () -> {
                    runs.add("rehearsed");
                    throw new NoClassDefFoundError("the runtime lacks a module");
                },
                aws,
                () -> {
                    runs.add("called");
                    throw new IllegalStateException("AWS does not answer");
                });
        assertTrue(runs.isEmpty());
        assertDoesNotThrow(() -> priming.beforeCheckpoint(null));
        assertDoesNotThrow(() -> priming.afterRestore(null));
        assertEquals(List.of("rehearsed", "set up", "called"), runs);
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

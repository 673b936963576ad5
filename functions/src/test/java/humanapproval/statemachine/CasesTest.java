package humanapproval.statemachine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The state machine takes every input from the field as it is: a channel refuses, by name, what has to be. */
class CasesTest {

    private static final Path CASES = Path.of("src/test/resources/cases");
    private static final String INFINITE = "09-number-infinite.json";

    static Stream<String> cases() throws IOException {
        try (Stream<Path> files = Files.list(CASES)) {
            List<String> names = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".json"))
                    .sorted()
                    .toList();
            return names.stream();
        }
    }

    static Stream<String> finite() throws IOException {
        return cases().filter(name -> !name.equals(INFINITE));
    }

    @ParameterizedTest
    @MethodSource("finite")
    void whatIsAskedIsTheInputItself(String name) throws IOException {
        JsonElement input = ApprovalMachine.parse(Files.readString(CASES.resolve(name)));
        Run run = ApprovalMachine.run(input.deepCopy());
        assertEquals(input, run.call("Ask").detail().get("request"));
        assertEquals(
                ApprovalMachine.DEFAULT_TIMEOUT,
                run.call("Ask").timeoutSeconds().orElseThrow().getAsInt());
        assertEquals(
                "APPROVED",
                run.output().orElseThrow().getAsJsonObject().get("outcome").getAsString());
    }

    /** JSONata has no text for what is not finite, so its size can't be counted. */
    @Test
    void whatIsNotFiniteFailsAtOnceAndAsksNobody() throws IOException {
        Run run = ApprovalMachine.run(ApprovalMachine.parse(Files.readString(CASES.resolve(INFINITE))));
        assertEquals(List.of("Receive"), run.states());
        assertEquals(List.of(), run.calls());
        assertTrue(run.failure().isPresent());
    }

    @Test
    void everyCaseIsExplained() throws IOException {
        String readme = Files.readString(CASES.resolve("README.md"));
        List<String> missing =
                cases().filter(name -> !readme.contains("| " + name + " |")).toList();
        assertEquals(List.of(), missing);
    }
}

package humanapproval.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonParser;
import humanapproval.approval.Limits;
import humanapproval.approval.Request;
import humanapproval.fake.Samples;
import humanapproval.lambda.OneInvocation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What README.md says of the sample events without a stack is what comes, as it would by {@code sam local invoke}. */
class SamplesTest {

    static Stream<Arguments> functions() {
        return Template.read().resources("AWS::Serverless::Function").entrySet().stream()
                .map(function -> Arguments.of(function.getValue().get("Handler"), function.getKey()));
    }

    @ParameterizedTest
    @MethodSource("functions")
    void aFunctionWithoutItsStackAnswersAsTheTableSays(String handler, String function, @TempDir Path folder)
            throws Exception {
        List<String> rows = Samples.file("README.md")
                .lines()
                .filter(line -> line.startsWith("| `" + function + "-"))
                .toList();
        assertFalse(rows.isEmpty());
        for (String row : rows) {
            String[] cells = row.split("\\|");
            String answer = answer(handler, Path.of("../events", texts(cells[1]).getFirst()), folder);
            assertFalse(texts(cells[2]).isEmpty(), row);
            texts(cells[2]).forEach(text -> assertTrue(answer.contains(text), text + " is not in " + answer));
        }
    }

    @Test
    void theExamplesOfThePlaygroundAreTaken() throws IOException {
        try (Stream<Path> examples = Files.list(Path.of("../local/src/main/resources/sandbox/examples"))) {
            List<Request> requests = examples.map(
                            file -> "local/src/main/resources/sandbox/examples/" + file.getFileName())
                    .map(file -> Request.entering(
                            JsonParser.parseString(Samples.file(file)).getAsJsonObject(), new Limits(false, false)))
                    .toList();
            assertEquals(6, requests.size());
            assertTrue(requests.stream()
                    .allMatch(request ->
                            request.title().isPresent() && request.description().isPresent()));
        }
    }

    /** What stands between backticks. */
    private static List<String> texts(String cell) {
        return Pattern.compile("`([^`]+)`")
                .matcher(cell)
                .results()
                .map(text -> text.group(1))
                .toList();
    }

    /** In a process of its own, whose variables are the names in the template, as SAM sets them, and no credentials. */
    private static String answer(String handler, Path event, Path folder) throws Exception {
        ProcessBuilder process = new ProcessBuilder(Stream.of(
                                Path.of(System.getProperty("java.home"), "bin", "java")
                                        .toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                OneInvocation.class.getName(),
                                handler,
                                event.toString())
                        .toList())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile());
        process.environment().keySet().removeIf(name -> name.startsWith("AWS_"));
        process.environment().putAll(Samples.ENVIRONMENT.variables());
        Process running = process.start();
        try {
            assertTrue(running.waitFor(30, TimeUnit.SECONDS));
            return Files.readString(folder.resolve("output"));
        } finally {
            running.destroyForcibly();
        }
    }
}

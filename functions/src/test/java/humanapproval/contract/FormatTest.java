package humanapproval.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the formatter leaves alone: it breaks neither texts nor comments. */
class FormatTest {

    private static final int LONGEST_LINE = 120;

    @ParameterizedTest
    @ValueSource(strings = {"functions/src", "local/src", "local/bench/plain/src"})
    void noLineIsTooLong(String folder) throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("..", folder))) {
            List<String> tooLong = files.filter(file -> file.toString().endsWith(".java"))
                    .flatMap(FormatTest::tooLong)
                    .toList();
            assertEquals(List.of(), tooLong);
        }
    }

    private static Stream<String> tooLong(Path file) {
        try {
            return Files.readAllLines(file).stream()
                    .filter(line -> line.codePointCount(0, line.length()) > LONGEST_LINE)
                    .map(line -> file.getFileName() + ": " + line.strip());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}

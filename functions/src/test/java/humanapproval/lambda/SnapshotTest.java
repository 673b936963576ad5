package humanapproval.lambda;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import humanapproval.fake.Samples;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What all copies of a snapshot share must be neither a source of random numbers nor an address. */
class SnapshotTest {

    @Test
    void onlySecureRandomMakesRandomNumbers() {
        var ours = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("humanapproval");
        noClasses()
                .should()
                .dependOnClassesThat(assignableTo(RandomGenerator.class)
                        .and(not(type(SecureRandom.class)))
                        .and(not(type(RandomGenerator.class))))
                .orShould()
                .callMethod(RandomGenerator.class, "getDefault")
                .orShould()
                .callMethod(RandomGenerator.class, "of", String.class)
                .orShould()
                .callMethod(Math.class, "random")
                .check(ours);
    }

    static Stream<String> functions() {
        return Pattern.compile("Handler: (humanapproval\\S+)")
                .matcher(Samples.file("template.yaml"))
                .results()
                .map(handler -> handler.group(1));
    }

    @ParameterizedTest
    @MethodSource("functions")
    void aNameIsLookedUpEachTime(String function, @TempDir Path folder) throws Exception {
        ProcessBuilder process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djdk.net.hosts.file=" + folder.resolve("hosts"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        NamesOverTime.class.getName(),
                        function)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile());
        process.environment().putAll(Samples.ENVIRONMENT.variables());
        Process running = process.start();
        try {
            running.waitFor(30, TimeUnit.SECONDS);
            assertEquals(List.of("127.0.0.2", "127.0.0.3"), Files.readAllLines(folder.resolve("output")));
        } finally {
            running.destroyForcibly();
        }
    }
}

package humanapproval.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import humanapproval.approval.Ending;
import humanapproval.approval.Failure;
import humanapproval.approval.FieldNames;
import humanapproval.approval.OutcomeDocument;
import humanapproval.fake.Samples;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The tables of README.md are those of the code. */
class ReadmeTest {

    private final String readme = Samples.file("README.md");

    /** The names in the first column of the table below that heading. */
    private Set<String> table(String after) {
        String below = readme.substring(readme.indexOf(after) + after.length());
        String table = below.substring(below.indexOf("| --- |") + 1);
        String rows = table.substring(0, table.indexOf("\n\n"));
        return Pattern.compile("^\\| ([^|]*) \\|", Pattern.MULTILINE)
                .matcher(rows)
                .results()
                .map(row -> row.group(1))
                .flatMap(cell -> Pattern.compile("`([^`]+)`").matcher(cell).results())
                .map(name -> name.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void theInputsFieldsAreThoseThatHaveAMeaning() {
        Set<String> fields = table("### The input");
        assertEquals(FieldNames.ALL, fields);
    }

    @Test
    void theOutcomesFieldsAreThoseOfTheDocument() {
        Ending failed = Ending.failed(new Failure("name", "cause"), Samples.NOW);
        assertEquals(
                new TreeSet<>(OutcomeDocument.of(Samples.opened(Samples.startedBy(Samples.EXECUTION))
                                .ended(failed))
                        .keySet()),
                table("### The outcome"));
    }

    @Test
    void theErrorsAreThoseOfTheFunctionsAndOfTheStateMachine() {
        Set<String> given = ErrorContractTest.ofTheFunctions();
        given.addAll(ErrorContractTest.ofTheStateMachine());
        Set<String> named = table("The execution fails when");
        named.removeIf(error -> !error.startsWith("Approval."));
        assertEquals(given, named);
    }

    @Test
    void everyParameterStandsInTheGuidedDialogue() {
        Set<String> named = Pattern.compile("^Parameter (\\w+) ", Pattern.MULTILINE)
                .matcher(readme)
                .results()
                .map(line -> line.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(
                new TreeSet<>(Template.map(Template.read().root(), "Parameters").keySet()), named);
    }

    @Test
    void everySampleIsInTheListOfCommands() {
        for (String name : Objects.requireNonNull(Path.of("../events").toFile().list())) {
            assertTrue(readme.contains("| `" + name + "` |"), name);
        }
    }

    @Test
    void itIsShortEnoughToBeRead() {
        assertTrue(readme.lines().count() <= 350);
    }
}

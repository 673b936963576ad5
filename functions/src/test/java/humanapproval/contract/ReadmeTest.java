package humanapproval.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import humanapproval.channel.Reports;
import humanapproval.fake.Samples;
import humanapproval.request.Request;
import humanapproval.store.Approval;
import humanapproval.store.Outcome;
import humanapproval.store.State;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
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
        for (String field : fields) {
            assertTrue(Request.read(Samples.json("{}"), true).details().isEmpty());
            assertTrue(
                    Samples.json("{'" + field + "': null}").has(field)
                            && Request.read(Samples.json("{'" + field + "': null}"), true)
                                    .details()
                                    .isEmpty(),
                    field + " would be shown as a detail");
        }
        String source = Samples.file("functions/src/main/java/humanapproval/request/Request.java");
        String known = source.substring(
                source.indexOf("KNOWN = Set.of("), source.indexOf(");", source.indexOf("KNOWN = Set.of(")));
        assertEquals(
                Pattern.compile("\"(\\w+)\"")
                        .matcher(known)
                        .results()
                        .map(name -> name.group(1))
                        .collect(Collectors.toCollection(TreeSet::new)),
                fields);
    }

    @Test
    void theOutcomesFieldsAreThoseOfTheDocument() {
        Approval.Closing failed =
                new Approval.Closing(State.FAILED, Samples.NOW, Optional.of(new Approval.Failure("name", "cause")));
        assertEquals(new TreeSet<>(Outcome.of(Samples.open("{}").closed(failed)).keySet()), table("### The outcome"));
    }

    @Test
    void theErrorsAreThoseThatTheCodeGives() {
        Set<String> errors = table("The execution fails when");
        String voting = Samples.file("functions/src/main/java/humanapproval/callback/Voting.java");
        assertTrue(errors.containsAll(Set.of(Reports.INVALID_REQUEST, Reports.UNDELIVERABLE, Reports.OVER)));
        assertTrue(voting.contains("\"Approval.TimedOut\"") && errors.contains("Approval.TimedOut"));
        assertEquals(
                4,
                errors.stream().filter(error -> error.startsWith("Approval.")).count());
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

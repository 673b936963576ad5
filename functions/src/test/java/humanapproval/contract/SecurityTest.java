package humanapproval.contract;

import static humanapproval.contract.Template.list;
import static humanapproval.contract.Template.map;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import humanapproval.fake.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** SECURITY.md names tests that are there, and says of the roles what template.yaml does. */
class SecurityTest {

    private final String security = Samples.file("SECURITY.md");

    private static Map<String, Path> tests() throws IOException {
        Map<String, Path> tests = new HashMap<>();
        for (String module : List.of("src/test/java", "../local/src/test/java")) {
            try (Stream<Path> files = Files.walk(Path.of(module))) {
                files.forEach(file -> tests.put(file.getFileName().toString().replace(".java", ""), file));
            }
        }
        return tests;
    }

    @Test
    void everyDefenceNamesATestThatIsThere() throws IOException {
        Map<String, Path> tests = tests();
        List<MatchResult> named = Pattern.compile("`(\\w+Test)[.#](\\w+)`")
                .matcher(security)
                .results()
                .toList();
        assertTrue(named.size() > 30, named.size() + " tests");
        for (MatchResult test : named) {
            assertTrue(tests.containsKey(test.group(1)), test.group());
            String source = Files.readString(tests.get(test.group(1)));
            assertTrue(source.contains("    void " + test.group(2) + "("), test.group());
        }
    }

    @Test
    void everyAttackerHasADefenceWithATest() {
        String attackers = part("## Who might attack", "## What is not defended");
        List<String> each = List.of(attackers.split("\n\\*\\*(An? |Whoever )"));
        assertEquals(8, each.size(), "the heading and seven of them");
        each.stream().skip(1).forEach(attacker -> assertTrue(attacker.contains("Test."), attacker));
    }

    @Test
    void theRolesAreThoseOfTheTemplate() {
        Template template = Template.read();
        List<String> rows = new ArrayList<>();
        for (String role : template.resources("AWS::IAM::Role").keySet()) {
            for (Map<String, Object> statement : template.statements(role)) {
                String actions = list(statement.get("Action")).stream()
                        .map(Object::toString)
                        .filter(action -> !action.startsWith("xray:") && !action.startsWith("logs:"))
                        .map(action -> "`" + action + "`")
                        .collect(Collectors.joining(", "));
                if (!actions.isEmpty()) {
                    rows.add("| " + role + " | " + actions + " | `" + resource(statement.get("Resource")) + "`"
                            + kinds(statement) + " |");
                }
            }
        }
        String table = security.substring(security.indexOf("| role | may | on |"));
        assertEquals(String.join("\n", rows), table.lines().skip(2).collect(Collectors.joining("\n")));
    }

    /** A logical id, or the last part of an ARN. */
    private static String resource(Object resource) {
        return resource instanceof String all
                ? all
                : map(resource)
                        .values()
                        .iterator()
                        .next()
                        .toString()
                        .replaceAll("^arn:.*}:", "")
                        .replaceAll("[${}]", "")
                        .replaceAll("\\.(Arn|Alias)", "");
    }

    private static String kinds(Map<String, Object> statement) {
        Object kinds = map(map(statement, "Condition"), "StringEquals").get("events:detail-type");
        return kinds == null
                ? ""
                : list(kinds).stream().map(Object::toString).collect(Collectors.joining(", ", ": ", ""));
    }

    @Test
    void theFiguresHaveTheirDate() {
        String figures = part("<!-- figures of make faults -->", "<!-- end of figures -->");
        assertTrue(figures.contains("No figures yet") || figures.matches("(?s).*20\\d\\d-\\d\\d-\\d\\d.*"), figures);
    }

    private String part(String from, String to) {
        return security.substring(security.indexOf(from), security.indexOf(to));
    }
}

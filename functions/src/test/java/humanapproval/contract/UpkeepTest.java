package humanapproval.contract;

import static humanapproval.contract.Template.list;
import static humanapproval.contract.Template.map;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonParser;
import humanapproval.fake.Samples;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** What whoever carries this on relies on: the workflow, the updates, the examples to copy from. */
class UpkeepTest {

    private static Map<String, Object> yaml(String file) {
        return map(new Yaml(new SafeConstructor(new LoaderOptions())).<Object>load(Samples.file(file)));
    }

    @Test
    void theWorkflowRunsWhatRunsAnywhereElse() {
        List<Object> steps = list(
                map(map(yaml(".github/workflows/test.yml"), "jobs"), "test").get("steps"));
        assertEquals("bash .ci/run", map(steps.getLast()).get("run"));
        String release = Samples.file("functions/pom.xml").replaceAll("(?s).*<maven.compiler.release>(\\d+)<.*", "$1");
        assertTrue(steps.stream()
                .map(step -> map(map(step), "with"))
                .anyMatch(with -> release.equals(with.get("java-version"))));
    }

    @Test
    void everyPomIsKeptUpToDateAndTheEmulatorIsNot() {
        List<Map<String, Object>> updates = list(yaml(".github/dependabot.yml").get("updates")).stream()
                .map(Template::map)
                .toList();
        Map<Object, Map<String, Object>> by =
                updates.stream().collect(Collectors.toMap(update -> update.get("package-ecosystem"), update -> update));
        assertEquals(Set.of("maven", "pip", "github-actions"), by.keySet());
        for (Object folder : list(by.get("maven").get("directories"))) {
            assertTrue(Files.exists(Path.of("..", folder.toString(), "pom.xml")), folder.toString());
        }
        assertEquals(
                List.of(Map.of("dependency-name", "ministack*")),
                list(by.get("pip").get("ignore")));
        assertTrue(Samples.file("local/requirements-emulator.txt").startsWith("ministack"));
    }

    @Test
    void allPomsHaveTheSameSdk() {
        Set<String> versions = new TreeSet<>();
        for (String pom : List.of("functions/pom.xml", "local/pom.xml", "local/bench/plain/pom.xml")) {
            Pattern.compile("<groupId>software\\.amazon\\.awssdk</groupId>\\s*"
                            + "<artifactId>(?!utils-lite)[\\w-]+</artifactId>\\s*<version>([^<]+)<")
                    .matcher(Samples.file(pom))
                    .results()
                    .forEach(version -> versions.add(version.group(1)));
        }
        assertEquals(1, versions.size(), versions.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"examples/nested.asl.json", "examples/own-wait.asl.json"})
    void anExampleToCopyFixesWhoApproves(String file) {
        String states = JsonParser.parseString(Samples.file(file))
                .getAsJsonObject()
                .getAsJsonObject("States")
                .toString();
        assertTrue(
                Pattern.compile("\"approvers\":\\[\"[^\"{]+@").matcher(states).find(), states);
    }
}

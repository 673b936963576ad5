package humanapproval.contract;

import static humanapproval.contract.Template.list;
import static humanapproval.contract.Template.map;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import humanapproval.fake.Samples;
import humanapproval.store.Approvals;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What is stated twice, in template.yaml, the state machine, events/ and the code, is the same. */
class TemplateTest {

    private final Template template = Template.read();
    private final Map<String, Map<String, Object>> functions = template.resources("AWS::Serverless::Function");

    private Map<String, Object> globals() {
        return map(map(template.root(), "Globals"), "Function");
    }

    @Test
    void everyFunctionRunsAsItShould() throws Exception {
        String release = Pattern.compile("<maven.compiler.release>(\\d+)<")
                .matcher(Samples.file("functions/pom.xml"))
                .results()
                .findFirst()
                .orElseThrow()
                .group(1);
        assertEquals("java" + release, globals().get("Runtime"));
        assertEquals("live", globals().get("AutoPublishAlias"));
        assertEquals("JSON", map(globals(), "LoggingConfig").get("LogFormat"));
        Set<Object> roles = new HashSet<>();
        for (Map<String, Object> function : functions.values()) {
            assertTrue(RequestStreamHandler.class.isAssignableFrom(Class.forName((String) function.get("Handler"))));
            assertTrue(roles.add(function.get("Role")), "a role of its own");
            String log =
                    (String) map(map(function, "LoggingConfig"), "LogGroup").get("Ref");
            assertTrue((int) template.properties(log).get("RetentionInDays") > 0);
            assertTrue(
                    map(function, "Events").values().stream()
                            .anyMatch(event -> map(event).get("Type").equals("Schedule")
                                    && List.of("rate(1 day)", "rate(5 minutes)")
                                            .contains(map(map(event), "Properties")
                                                    .get("Schedule"))),
                    "invoked daily at least");
        }
    }

    private static Set<String> variables(Path source) throws IOException {
        return Pattern.compile("environment\\.get\\(\"(\\w+)\"\\)")
                .matcher(Files.readString(source))
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toSet());
    }

    @Test
    void theCodeReadsExactlyTheVariablesThatAreSet() throws IOException {
        for (Map<String, Object> function : functions.values()) {
            String handler = ((String) function.get("Handler")).replace('.', '/');
            Set<String> read = new TreeSet<>(variables(Path.of("src/main/java", handler + ".java")));
            if (handler.endsWith("ApprovalCallback")) {
                read.addAll(variables(Path.of("src/main/java/humanapproval/slack/SlackButtons.java")));
            }
            assertEquals(read, map(map(function, "Environment"), "Variables").keySet());
        }
    }

    @Test
    void theTableIsTheOneThatTheCodeReads() {
        Map<String, Object> table = template.properties("ApprovalTable");
        assertEquals(
                Approvals.BY_EXECUTION,
                map(list(table.get("GlobalSecondaryIndexes")).getFirst()).get("IndexName"));
        assertEquals("PAY_PER_REQUEST", table.get("BillingMode"));
        assertEquals(Map.of("AttributeName", "expiresAt", "Enabled", true), table.get("TimeToLiveSpecification"));
        assertEquals(Map.of("SSEEnabled", true), table.get("SSESpecification"));
        assertEquals(Map.of("PointInTimeRecoveryEnabled", true), table.get("PointInTimeRecoverySpecification"));
    }

    @Test
    void noSubscriptionIsWithoutTheFilterForItsOwnAddress() {
        for (Map<String, Object> subscription :
                template.resources("AWS::SNS::Subscription").values()) {
            if (subscription.get("TopicArn").equals(Map.of("Ref", "ApprovalTopic"))) {
                assertEquals(
                        Map.of("approver", List.of(subscription.get("Endpoint"))), subscription.get("FilterPolicy"));
            }
        }
        assertFalse(template.properties("ApprovalTopic").containsKey("Subscription"));
    }

    @Test
    void theTutorialsOutputsKeepTheirNames() {
        assertTrue(map(template.root(), "Outputs")
                .keySet()
                .containsAll(Set.of("ApiGatewayInvokeURL", "StateMachineHumanApprovalArn")));
    }

    @Test
    void everyFunctionHasAGoodAndABadSampleAndEverySampleIsUsed() throws IOException {
        try (var files = Files.list(Path.of("../events"));
                var sources = Files.walk(Path.of("src/test/java"))) {
            String tests =
                    sources.filter(Files::isRegularFile).map(TemplateTest::read).collect(Collectors.joining());
            Set<String> names = files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
            // A channel's queue events are named by their last word alone.
            names.forEach(name -> assertTrue(
                    tests.contains("\"" + name + "\"")
                            || tests.contains(
                                    "sample(\"" + name.replaceFirst("^\\w+Channel-(.*)\\.json$", "$1") + "\")"),
                    name));
            for (String function : functions.keySet()) {
                assertTrue(names.stream().anyMatch(name -> name.startsWith(function + "-malformed")), function);
                assertTrue(
                        names.stream().filter(name -> name.startsWith(function)).count() >= 2, function);
            }
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

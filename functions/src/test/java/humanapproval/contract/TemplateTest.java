package humanapproval.contract;

import static humanapproval.contract.Template.list;
import static humanapproval.contract.Template.map;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.google.gson.JsonParser;
import humanapproval.events.ApprovalEvent;
import humanapproval.fake.Samples;
import humanapproval.store.Approvals;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
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

    private static final Set<String> WITHOUT_RESOURCES = Set.of(
            "xray:PutTraceSegments",
            "xray:PutTelemetryRecords",
            "xray:GetSamplingRules",
            "xray:GetSamplingTargets",
            "sns:GetSubscriptionAttributes");

    private static final List<String> CHANNELS = List.of("Email", "Slack");

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
        assertEquals(Map.of("ApplyOn", "PublishedVersions"), globals().get("SnapStart"));
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
                                    && map(map(event), "Properties")
                                            .get("Schedule")
                                            .equals("rate(1 day)")),
                    "invoked daily");
        }
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

    private static Set<String> variables(Path source) throws IOException {
        return Pattern.compile("environment\\.get\\(\"(\\w+)\"\\)")
                .matcher(Files.readString(source))
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toSet());
    }

    @Test
    void theRoutesAreThoseOfTheCodeAndTheMail() throws IOException {
        Set<String> methods = new TreeSet<>();
        for (Object event : map(functions.get("ApprovalCallback"), "Events").values()) {
            if (map(event).get("Type").equals("Api")) {
                Map<String, Object> api = map(map(event), "Properties");
                methods.add(api.get("Method") + " " + api.get("Path"));
            }
        }
        assertEquals(
                Set.of(
                        "GET /approvals/{approvalId}/{linkCode}",
                        "HEAD /approvals/{approvalId}/{linkCode}",
                        "POST /approvals/{approvalId}/{linkCode}",
                        "POST /slack/interactions"),
                methods);
        assertTrue(Files.readString(Path.of("src/main/java/humanapproval/slack/SlackButtons.java"))
                .contains("\"/slack/interactions\""));
        assertEquals(
                "/slack/interactions",
                Samples.event("ApprovalCallback-slack.json").get("resource").getAsString());
        assertTrue(Files.readString(Path.of("src/main/java/humanapproval/email/ApprovalPages.java"))
                .contains("\"/approvals/{approvalId}/{linkCode}\""));
        assertEquals(
                "/approvals/{approvalId}/{linkCode}",
                Samples.event("ApprovalCallback-show.json").get("resource").getAsString());
    }

    @Test
    void queuesAreEncryptedPatientAndClosedToOthers() {
        int timeout = (int) globals().get("Timeout");
        Map<String, Map<String, Object>> queues = template.resources("AWS::SQS::Queue");
        assertEquals(2 * CHANNELS.size(), queues.size());
        assertTrue(queues.values().stream().allMatch(each -> Boolean.TRUE.equals(each.get("SqsManagedSseEnabled"))));
        for (String channel : CHANNELS) {
            Map<String, Object> queue = queues.get(channel + "Queue");
            assertTrue((int) queue.get("VisibilityTimeout") >= 6 * timeout);
            assertEquals(
                    Map.of("GetAtt", channel + "DeadLetterQueue.Arn"),
                    map(queue, "RedrivePolicy").get("deadLetterTargetArn"));
            Map<String, Object> policy = template.properties(channel + "QueuePolicy");
            assertEquals(
                    List.of(Map.of("Ref", channel + "Queue"), Map.of("Ref", channel + "DeadLetterQueue")),
                    list(policy.get("Queues")));
            Map<String, Object> statement =
                    map(list(map(policy, "PolicyDocument").get("Statement")).getFirst());
            assertEquals(
                    Map.of("ArnEquals", Map.of("aws:SourceArn", Map.of("GetAtt", channel + "Rule.Arn"))),
                    statement.get("Condition"));
        }
    }

    @Test
    void rolesMayDoWhatTheyMustAndNoMore() {
        for (Map.Entry<String, Map<String, Object>> role :
                template.resources("AWS::IAM::Role").entrySet()) {
            assertFalse(role.getValue().containsKey("ManagedPolicyArns"), role.getKey());
            for (Map<String, Object> statement : template.statements(role.getKey())) {
                for (Object action : list(statement.get("Action"))) {
                    assertFalse(action.toString().contains("*"), action.toString());
                    boolean everywhere = list(statement.get("Resource")).contains("*");
                    assertEquals(WITHOUT_RESOURCES.contains(action), everywhere, role.getKey() + " " + action);
                    if (action.toString().startsWith("states:SendTask")) {
                        assertEquals(
                                Map.of(
                                        "Sub",
                                        "arn:${AWS::Partition}:states:${AWS::Region}:${AWS::AccountId}:stateMachine:*"),
                                statement.get("Resource"));
                    }
                }
            }
        }
        assertEquals(Set.of("ApprovalCallbackRole"), whoMay("states:SendTaskSuccess"));
        assertEquals(Set.of("EmailChannelRole", "SlackChannelRole"), whoMay("states:SendTaskFailure"));
        assertEquals(Set.of("EmailChannelRole"), whoMay("sns:Publish"));
        assertEquals(
                Set.of(
                        "HumanApprovalRole",
                        "RemindersRole",
                        "EmailChannelRole",
                        "SlackChannelRole",
                        "ApprovalCallbackRole"),
                whoMay("events:PutEvents"));
        assertEquals(
                Map.of(
                        "SlackChannelRole",
                        Map.of("Ref", "SlackBotToken"),
                        "ApprovalCallbackRole",
                        Map.of("Ref", "SlackSigningSecret")),
                whoMay("secretsmanager:GetSecretValue").stream()
                        .collect(Collectors.toMap(
                                role -> role,
                                role -> statement(role, "secretsmanager:GetSecretValue")
                                        .get("Resource"))));
    }

    @Test
    void theOthersSendOnlyTheirOwnKindsOfEvents() {
        Map.of(
                        "RemindersRole",
                        ApprovalEvent.REMINDER_DUE,
                        "EmailChannelRole",
                        ApprovalEvent.UNDELIVERABLE,
                        "SlackChannelRole",
                        ApprovalEvent.UNDELIVERABLE)
                .forEach((role, type) -> assertEquals(
                        Map.of(
                                "StringEquals",
                                Map.of("events:detail-type", type, "events:source", ApprovalEvent.SOURCE)),
                        statement(role, "events:PutEvents").get("Condition")));
        assertEquals(
                Map.of(
                        "StringEquals",
                        Map.of(
                                "events:source",
                                ApprovalEvent.SOURCE,
                                "events:detail-type",
                                List.of(
                                        ApprovalEvent.VOTE_RECORDED,
                                        ApprovalEvent.VOTE_REFUSED,
                                        ApprovalEvent.CLOSED))),
                statement("ApprovalCallbackRole", "events:PutEvents").get("Condition"));
    }

    private Map<String, Object> statement(String role, String action) {
        return template.statements(role).stream()
                .filter(statement -> list(statement.get("Action")).contains(action))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void theSlackAppHasTheAddressAndTheScopesThatTheCodeUses() throws IOException {
        List<Object> link = list(map(map(map(template.root(), "Outputs"), "SlackAppLink"), "Value")
                .get("Sub"));
        String manifest =
                URLDecoder.decode(((String) link.getFirst()).split("manifest_json=")[1], StandardCharsets.UTF_8);
        assertEquals(
                Samples.json("{'display_information': {'name': 'Approvals'}, 'features': {'bot_user': "
                        + "{'display_name': 'Approvals', 'always_online': true}},"
                        + " 'oauth_config': {'scopes': {'bot': ['chat:write', 'users:read', "
                        + "'users:read.email']}},"
                        + " 'settings': {'interactivity': {'is_enabled': true, 'request_url': "
                        + "'${Url}/slack/interactions'}}}"),
                JsonParser.parseString(manifest));
        // Slack's pages of these methods: auth.test needs no scope, chat.* chat:write, users.lookupByEmail the two
        // others.
        Set<String> methods = Pattern.compile("\"((?:auth|chat|users)\\.\\w+)\"")
                .matcher(Files.readString(Path.of("src/main/java/humanapproval/slack/SlackClient.java")))
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toSet());
        assertEquals(
                Set.of("auth.test", "users.lookupByEmail", "chat.postMessage", "chat.update", "chat.postEphemeral"),
                methods);
    }

    @Test
    void theSecretsAreCreatedEmpty() {
        Map<String, Map<String, Object>> secrets = template.resources("AWS::SecretsManager::Secret");
        assertEquals(Set.of("SlackBotToken", "SlackSigningSecret"), secrets.keySet());
        secrets.values().forEach(secret -> assertEquals(Set.of("Description"), secret.keySet()));
    }

    private Set<String> whoMay(String action) {
        return template.resources("AWS::IAM::Role").keySet().stream()
                .filter(role -> template.statements(role).stream()
                        .anyMatch(statement -> list(statement.get("Action")).contains(action)))
                .collect(Collectors.toSet());
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
            assertEquals(Map.of("approver", List.of(subscription.get("Endpoint"))), subscription.get("FilterPolicy"));
        }
        assertFalse(template.properties("ApprovalTopic").containsKey("Subscription"));
    }

    @Test
    void theGatewaysOwnErrorsAreLockedDownToo() {
        Map<String, Object> responses = map(template.properties("Api"), "GatewayResponses");
        assertEquals("404", map(responses, "MISSING_AUTHENTICATION_TOKEN").get("StatusCode"));
        for (String kind : List.of("DEFAULT_4XX", "DEFAULT_5XX", "MISSING_AUTHENTICATION_TOKEN")) {
            Map<String, Object> headers = map(map(map(responses, kind), "ResponseParameters"), "Headers");
            assertEquals(
                    Set.of(
                            "Content-Type",
                            "Cache-Control",
                            "Content-Security-Policy",
                            "Referrer-Policy",
                            "Strict-Transport-Security",
                            "X-Content-Type-Options",
                            "X-Frame-Options",
                            "X-Robots-Tag"),
                    headers.keySet());
            headers.values().forEach(value -> assertTrue(value.toString().matches("'[^']+'"), value.toString()));
        }
        assertFalse(template.properties("Api").containsKey("TracingEnabled")
                || template.properties("Api").containsKey("AccessLogSetting"));
        assertEquals(Map.of("ApiKeyRequired", false), template.properties("Api").get("Auth"));
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
            names.forEach(name -> assertTrue(tests.contains("\"" + name + "\""), name));
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

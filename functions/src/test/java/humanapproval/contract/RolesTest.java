package humanapproval.contract;

import static humanapproval.contract.Template.list;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import humanapproval.events.ApprovalEvent;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Who may do what: the roles of the functions and state machines, and the secrets. */
class RolesTest {

    private static final Set<String> WITHOUT_RESOURCES = Set.of(
            "xray:PutTraceSegments",
            "xray:PutTelemetryRecords",
            "xray:GetSamplingRules",
            "xray:GetSamplingTargets",
            "sns:GetSubscriptionAttributes");

    private final Template template = Template.read();

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
        assertEquals(Template.channelRolesAnd("ApprovalCallbackRole"), whoMay("states:SendTaskFailure"));
        assertEquals(Set.of("EmailChannelRole"), whoMay("sns:Publish"));
        assertEquals(
                Template.channelRolesAnd("HumanApprovalRole", "RemindersRole", "ApprovalCallbackRole"),
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
        for (String role : Template.channelRolesAnd("RemindersRole")) {
            String type = role.equals("RemindersRole") ? ApprovalEvent.REMINDER_DUE : ApprovalEvent.UNDELIVERABLE;
            assertEquals(
                    Map.of("StringEquals", Map.of("events:detail-type", type, "events:source", ApprovalEvent.SOURCE)),
                    statement(role, "events:PutEvents").get("Condition"),
                    role);
        }
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
}

package humanapproval.contract;

import static humanapproval.contract.Template.list;
import static humanapproval.contract.Template.map;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import humanapproval.events.ApprovalEvent;
import humanapproval.fake.Samples;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The log of how every approval ended. */
class AuditTest {

    private final Template template = Template.read();

    @Test
    void everyEndGoesThereAsItWasAnnounced() {
        Map<String, Object> rule = template.properties("AuditRule");
        assertEquals(
                Map.of(
                        "source",
                        List.of(ApprovalEvent.SOURCE),
                        "detail-type",
                        List.of(ApprovalEvent.CLOSED),
                        "detail",
                        Map.of("taskToken", List.of(Map.of("exists", false)))),
                rule.get("EventPattern"));
        Map<String, Object> target = map(list(rule.get("Targets")).getFirst());
        assertEquals(
                "arn:${AWS::Partition}:logs:${AWS::Region}:${AWS::AccountId}:log-group:${AuditLog}",
                map(target.get("Arn")).get("Sub"));
        // A log group takes whole events; of a transformed one only a text as its message.
        assertFalse(target.containsKey("InputTransformer"));
    }

    @Test
    void noStepThatAnnouncesAnEndSaysATokenOrALink() {
        for (String file : List.of("statemachine/approval.asl.json", "examples/own-wait.asl.json")) {
            Map<String, JsonElement> states = JsonParser.parseString(Samples.file(file))
                    .getAsJsonObject()
                    .getAsJsonObject("States")
                    .asMap();
            List<String> announcing = states.values().stream()
                    .map(Object::toString)
                    .filter(state -> state.contains("\"DetailType\":\"" + ApprovalEvent.CLOSED + "\""))
                    .toList();
            assertFalse(announcing.isEmpty(), file);
            announcing.forEach(state -> assertFalse(state.contains("Token"), state));
        }
    }

    @Test
    void itIsKeptForAYearUnlessTheDeployerSaysOtherwiseAndOutlivesTheStack() {
        Map<String, Object> log = template.properties("AuditLog");
        assertEquals(Map.of("Ref", "AuditRetentionDays"), log.get("RetentionInDays"));
        assertEquals(365, template.parameter("AuditRetentionDays").get("Default"));
        // Otherwise a stack of the same name could not be deployed again.
        assertTrue(log.get("LogGroupName").toString().contains("AWS::StackId"), log.toString());
        assertTrue(log.get("LogGroupName").toString().contains("/aws/events/"), log.toString());
    }

    @Test
    void onlyThatRuleMayWriteThere() {
        String policy = (String)
                map(template.properties("AuditLogPolicy").get("PolicyDocument")).get("Sub");
        assertEquals(
                Samples.json("{'Version': '2012-10-17', 'Statement': [{'Effect': 'Allow', 'Principal': {'Service':"
                        + " ['events.amazonaws.com', 'delivery.logs.amazonaws.com']}, 'Action':"
                        + " ['logs:CreateLogStream', 'logs:PutLogEvents'], 'Resource': '${AuditLog.Arn}', 'Condition':"
                        + " {'ArnEquals': {'aws:SourceArn': '${AuditRule.Arn}'}}}]}"),
                JsonParser.parseString(policy));
    }

    @Test
    void theSavedQueryAsksForWhatTheEventsHave() {
        Map<String, Object> query = template.properties("AuditQuery");
        assertEquals(List.of(Map.of("Ref", "AuditLog")), query.get("LogGroupNames"));
        String text = (String) query.get("QueryString");
        for (String field : List.of(
                "approvalId",
                "executionArn",
                "outcome.outcome",
                "outcome.requestDigest",
                "outcome.votes.0.approver",
                "outcome.votes.0.channel",
                "outcome.votes.0.comment",
                "outcome.error.name")) {
            assertTrue(text.contains("detail." + field), field);
        }
    }
}

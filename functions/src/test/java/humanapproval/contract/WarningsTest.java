package humanapproval.contract;

import static humanapproval.contract.Template.list;
import static humanapproval.contract.Template.map;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import humanapproval.fake.Samples;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Five alarms, and who hears of them. */
class WarningsTest {

    private final Template template = Template.read();
    private final Map<String, Map<String, Object>> alarms = template.resources("AWS::CloudWatch::Alarm");

    @Test
    void thereAreFiveAndAllOfThemTellTheTopic() {
        assertEquals(
                Set.of("DeadLettersAlarm", "CallbackFailsAlarm", "UnreachedAlarm", "LateAlarm", "UnsettledAlarm"),
                alarms.keySet());
        alarms.forEach((name, alarm) -> {
            assertEquals(List.of(Map.of("Ref", "AlarmTopic")), alarm.get("AlarmActions"), name);
            assertEquals("notBreaching", alarm.get("TreatMissingData"), name);
            assertTrue(alarm.get("AlarmDescription").toString().endsWith("."), name);
        });
    }

    @Test
    void whoHearsOfThemIsOptional() {
        assertEquals("", template.parameter("AlarmEmail").get("Default"));
        assertEquals("HasAlarmEmail", template.resource("AlarmSubscription").get("Condition"));
        assertEquals(
                Map.of("Ref", "AlarmEmail"),
                template.properties("AlarmSubscription").get("Endpoint"));
        // An alarm can't publish to a topic that is encrypted with the key that AWS manages for SNS.
        assertFalse(template.properties("AlarmTopic").containsKey("KmsMasterKeyId"));
        Map<String, Object> allowed = map(list(map(template.properties("AlarmTopicPolicy"), "PolicyDocument")
                        .get("Statement"))
                .getFirst());
        assertEquals(Map.of("Service", "cloudwatch.amazonaws.com"), allowed.get("Principal"));
        assertEquals("sns:Publish", allowed.get("Action"));
    }

    @Test
    void everyDeadLetterQueueIsWatched() {
        Set<Object> dead = template.resources("AWS::SQS::Queue").keySet().stream()
                .filter(name -> name.contains("DeadLetter") || name.startsWith("Undelivered"))
                .map(name -> Map.of("GetAtt", name + ".QueueName"))
                .collect(Collectors.toSet());
        assertEquals(Template.channels().size() + 2, dead.size());
        assertEquals(dead, watched("DeadLettersAlarm", "AWS/SQS", "ApproximateNumberOfMessagesVisible"));
        assertEquals(
                Template.channels().stream()
                        .map(channel -> Map.of("GetAtt", channel + "Queue.QueueName"))
                        .collect(Collectors.toSet()),
                watched("LateAlarm", "AWS/SQS", "ApproximateAgeOfOldestMessage"));
    }

    @Test
    void everyMetricOfAnAlarmIsInItsExpression() {
        alarms.forEach((name, alarm) -> {
            if (alarm.containsKey("Metrics")) {
                Set<Object> ids = new TreeSet<>(metrics(name).stream()
                        .filter(metric -> metric.containsKey("MetricStat"))
                        .map(metric -> (String) metric.get("Id"))
                        .toList());
                String expression = (String) metrics(name).getFirst().get("Expression");
                assertEquals(
                        ids,
                        Pattern.compile("[a-z]+")
                                .matcher(expression)
                                .results()
                                .map(id -> id.group())
                                .collect(Collectors.toCollection(TreeSet::new)),
                        name);
                // MAX of a list takes the metrics that have data; a plain sum has none unless all of them have.
                assertTrue(expression.startsWith("MAX(["), name);
            }
        });
    }

    @Test
    void theCallbacksErrorsAreThoseOfTheWholeStage() {
        Map<String, Object> alarm = alarms.get("CallbackFailsAlarm");
        assertEquals("AWS/ApiGateway", alarm.get("Namespace"));
        assertEquals("5XXError", alarm.get("MetricName"));
        assertEquals(
                List.of(
                        Map.of(
                                "Name",
                                "ApiName",
                                "Value",
                                template.properties("Api").get("Name")),
                        Map.of("Name", "Stage", "Value", Map.of("Ref", "Api.Stage"))),
                alarm.get("Dimensions"));
    }

    @Test
    void whoCannotBeReachedIsCounted() {
        assertEquals(
                Set.of(Map.of("GetAtt", "ApprovalTopic.TopicName")),
                watched("UnreachedAlarm", "AWS/SNS", "NumberOfNotificationsFailed"));
        assertTrue(filters("UnreachedApprovers").contains("UNREACHED"));
        assertTrue(own("UnreachedAlarm").contains("UnreachedApprovers"));
    }

    @Test
    void settlingThatFailedIsCounted() {
        assertEquals(Set.of(Map.of("Ref", "ApprovalCallback")), watched("UnsettledAlarm", "AWS/Lambda", "Errors"));
        assertEquals("{ $.detail.outcome.error.name = \"Approval.Unsettled\" }", filters("Unsettled"));
        assertEquals(Map.of("Ref", "AuditLog"), template.properties("Unsettled").get("LogGroupName"));
        assertTrue(own("UnsettledAlarm").contains("Unsettled"));
    }

    /** The values of the dimensions of an alarm's metrics of that name. */
    private Set<Object> watched(String alarm, String namespace, String metric) {
        return stats(alarm).stream()
                .filter(each -> each.get("Namespace").equals(namespace))
                .peek(each -> assertEquals(metric, each.get("MetricName")))
                .map(each -> map(list(each.get("Dimensions")).getFirst()).get("Value"))
                .collect(Collectors.toSet());
    }

    /** The names of those that the stack's own metric filters write. */
    private Set<Object> own(String alarm) {
        return stats(alarm).stream()
                .filter(each -> each.get("Namespace").equals(Map.of("Ref", "AWS::StackName")))
                .map(each -> each.get("MetricName"))
                .collect(Collectors.toSet());
    }

    private String filters(String metric) {
        Map<String, Object> filter = template.properties(metric);
        assertEquals(
                Map.of("MetricNamespace", Map.of("Ref", "AWS::StackName"), "MetricName", metric, "MetricValue", "1"),
                list(filter.get("MetricTransformations")).getFirst());
        return (String) filter.get("FilterPattern");
    }

    private List<Map<String, Object>> stats(String alarm) {
        return metrics(alarm).stream()
                .filter(metric -> metric.containsKey("MetricStat"))
                .map(metric -> map(map(metric, "MetricStat"), "Metric"))
                .toList();
    }

    private List<Map<String, Object>> metrics(String alarm) {
        return list(alarms.get(alarm).get("Metrics")).stream()
                .map(Template::map)
                .toList();
    }

    @Test
    void theReadmeHasTheirPrice() {
        long metrics = alarms.keySet().stream()
                .mapToLong(name ->
                        alarms.get(name).containsKey("Metrics") ? stats(name).size() : 1)
                .sum();
        int written = template.resources("AWS::Logs::MetricFilter").size();
        String told = written + " metrics, " + alarms.size() + " alarms of " + metrics + " metrics";
        assertTrue(Samples.file("README.md").contains(told), told);
    }
}

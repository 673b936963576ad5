package humanapproval.contract;

import static humanapproval.contract.Template.list;
import static humanapproval.contract.Template.map;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import humanapproval.fake.Samples;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Nothing that was asked gets lost: queues, and what becomes of what could not be delivered. */
class DeliveryTest {

    private static final List<String> CHANNELS = Template.channels();

    private final Template template = Template.read();

    @Test
    void queuesAreEncryptedPatientAndClosedToOthers() {
        int timeout = (int) map(map(template.root(), "Globals"), "Function").get("Timeout");
        Map<String, Map<String, Object>> queues = template.resources("AWS::SQS::Queue");
        assertEquals(2 * CHANNELS.size() + 2, queues.size());
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
    void eachMessageIsAloneSoThatAProcessThatDiesTakesNoOtherAlong() {
        for (String channel : CHANNELS) {
            Map<String, Object> events = map(template.properties(channel + "Channel"), "Events");
            assertEquals(1, map(map(events, "Queue"), "Properties").get("BatchSize"), channel);
        }
    }

    @Test
    void whatARuleOfTheBusCouldNotDeliverWaitsAsItWasSent() {
        Map<String, Map<String, Object>> rules = template.resources("AWS::Events::Rule");
        rules.forEach((name, rule) -> {
            Map<String, Object> target = map(list(rule.get("Targets")).getFirst());
            assertEquals(Map.of("Ref", "ApprovalBus"), rule.get("EventBusName"), name);
            assertEquals(
                    Map.of("Arn", Map.of("GetAtt", "UndeliveredEvents.Arn")), target.get("DeadLetterConfig"), name);
            assertEquals(Map.of("MaximumEventAgeInSeconds", 3600), target.get("RetryPolicy"), name);
        });
        assertEquals(
                rules.keySet().stream()
                        .map(name -> Map.of("GetAtt", name + ".Arn"))
                        .collect(Collectors.toSet()),
                Set.copyOf(list(allowedSources("UndeliveredEventsPolicy"))));
    }

    @Test
    void aStoppedExecutionThatTheCallbackIsNotToldOfWaitsToo() {
        Map<String, Object> stopped =
                map(map(map(map(template.properties("ApprovalCallback"), "Events"), "ExecutionStopped"), "Properties"));
        assertEquals(Map.of("Arn", Map.of("GetAtt", "UndeliveredStops.Arn")), stopped.get("DeadLetterConfig"));
        assertEquals(Map.of("MaximumEventAgeInSeconds", 3600), stopped.get("RetryPolicy"));
        // SAM calls the rule by the function's and the event's name.
        assertEquals(
                Map.of("GetAtt", "ApprovalCallbackExecutionStopped.Arn"), allowedSources("UndeliveredStopsPolicy"));
    }

    @Test
    void whatTheCallbackFailsAtIsKeptThereToo() {
        assertEquals(
                Map.of("Type", "SQS", "TargetArn", Map.of("GetAtt", "UndeliveredStops.Arn")),
                template.properties("ApprovalCallback").get("DeadLetterQueue"));
        assertTrue(template.statements("ApprovalCallbackRole")
                .contains(Map.of(
                        "Effect",
                        "Allow",
                        "Action",
                        "sqs:SendMessage",
                        "Resource",
                        Map.of("GetAtt", "UndeliveredStops.Arn"))));
    }

    private Object allowedSources(String policy) {
        return map(map(statements(policy).getFirst(), "Condition"), "ArnEquals").get("aws:SourceArn");
    }

    private List<Map<String, Object>> statements(String policy) {
        return list(map(template.properties(policy), "PolicyDocument").get("Statement")).stream()
                .map(Template::map)
                .toList();
    }

    @Test
    void queuesAndTopicsRefuseWhoDoesNotUseTls() {
        Set<Object> covered = new HashSet<>();
        for (String type : List.of("AWS::SQS::QueuePolicy", "AWS::SNS::TopicPolicy")) {
            template.resources(type).forEach((name, policy) -> {
                Map<String, Object> denial = statements(name).getLast();
                assertEquals("Deny", denial.get("Effect"), name);
                assertEquals("*", denial.get("Principal"), name);
                assertEquals(type.contains("SQS") ? "sqs:*" : "sns:Publish", denial.get("Action"), name);
                assertEquals(Map.of("Bool", Map.of("aws:SecureTransport", "false")), denial.get("Condition"), name);
                covered.addAll(list(policy.containsKey("Queues") ? policy.get("Queues") : policy.get("Topics")));
                assertEquals(
                        list(policy.containsKey("Queues") ? policy.get("Queues") : policy.get("Topics"))
                                .size(),
                        list(denial.get("Resource")).size(),
                        name);
            });
        }
        Set<Object> all = new HashSet<>();
        for (String type : List.of("AWS::SQS::Queue", "AWS::SNS::Topic")) {
            template.resources(type).keySet().forEach(name -> all.add(Map.of("Ref", name)));
        }
        assertEquals(all, covered);
    }

    @Test
    void theTableAndTheTopicSurviveAnUpdateThatWouldReplaceThem() {
        for (String kept : List.of("ApprovalTable", "ApprovalTopic", "AuditLog")) {
            assertEquals("Retain", template.resource(kept).get("UpdateReplacePolicy"), kept);
        }
        assertEquals("Delete", template.resource("ApprovalTable").get("DeletionPolicy"));
        assertEquals("Delete", template.resource("ApprovalTopic").get("DeletionPolicy"));
        assertEquals("Retain", template.resource("AuditLog").get("DeletionPolicy"));
    }

    @Test
    void theReadmeSaysHowToSendThemAgain() {
        String readme = Samples.file("README.md");
        Stream<String> redrives = CHANNELS.stream().map(channel -> "Redrive" + channel);
        for (String output : Stream.concat(Stream.of("UndeliveredEventsUrl", "UndeliveredStopsUrl"), redrives)
                .toList()) {
            assertTrue(map(template.root(), "Outputs").containsKey(output), output);
            assertTrue(readme.contains("./approvals outputs " + output), output);
        }
        assertTrue(readme.contains("aws events put-events"));
    }
}

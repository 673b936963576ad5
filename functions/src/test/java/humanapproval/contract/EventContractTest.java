package humanapproval.contract;

import static humanapproval.contract.Template.list;
import static humanapproval.contract.Template.map;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import humanapproval.approval.Ending;
import humanapproval.approval.Failure;
import humanapproval.approval.Limits;
import humanapproval.approval.OutcomeDocument;
import humanapproval.events.ApprovalEvent;
import humanapproval.fake.Samples;
import humanapproval.json.JsonFields;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The events and outcomes of template.yaml and statemachine/ are those that the code reads and writes. */
class EventContractTest {

    private static final List<String> CHANNELS = Template.channels();

    private final Template template = Template.read();
    private final JsonObject states = states("approval");
    private final JsonObject reminders = states("reminders");

    private static JsonObject states(String name) {
        return JsonParser.parseString(Samples.file("statemachine/" + name + ".asl.json"))
                .getAsJsonObject()
                .getAsJsonObject("States");
    }

    @Test
    void rulesAskForTheEventsThatAreSentAndTheCodeReads() {
        for (String channel : CHANNELS) {
            assertEquals(
                    List.of(ApprovalEvent.SOURCE),
                    map(template.properties(channel + "Rule"), "EventPattern").get("source"));
        }
        assertEquals(
                List.of(ApprovalEvent.REQUESTED, ApprovalEvent.REMINDER_DUE, ApprovalEvent.CLOSED),
                map(template.properties("EmailRule"), "EventPattern").get("detail-type"));
        assertEquals(
                List.of(
                        ApprovalEvent.REQUESTED,
                        ApprovalEvent.REMINDER_DUE,
                        ApprovalEvent.VOTE_RECORDED,
                        ApprovalEvent.VOTE_REFUSED,
                        ApprovalEvent.UNDELIVERABLE,
                        ApprovalEvent.CLOSED),
                map(template.properties("SlackRule"), "EventPattern").get("detail-type"));
        JsonObject ask = entry("Ask");
        assertEquals(ApprovalEvent.SOURCE, ask.get("Source").getAsString());
        assertEquals(ApprovalEvent.REQUESTED, ask.get("DetailType").getAsString());
        assertEquals(
                Set.of("approvalId", "executionArn", "taskToken", "attempt", "deadline", "startedBy", "request"),
                ask.getAsJsonObject("Detail").keySet());
        JsonObject announce = entry("Announce");
        assertEquals(ApprovalEvent.CLOSED, announce.get("DetailType").getAsString());
        assertEquals(
                Set.of("approvalId", "executionArn", "outcome"),
                announce.getAsJsonObject("Detail").keySet());
    }

    private JsonObject entry(String state) {
        return states.getAsJsonObject(state)
                .getAsJsonObject("Arguments")
                .getAsJsonArray("Entries")
                .get(0)
                .getAsJsonObject();
    }

    @ParameterizedTest
    @CsvSource({
        "Email, ${Url}, publicUrl",
        "Slack, ${SlackChannelId}, slackChannel",
        "Slack, ${SlackApiUrl}, slackApiUrl"
    })
    void theRuleWrapsAnEventAsTheChannelReadsIt(String channel, String variable, String setting) {
        Map<String, Object> target =
                map(list(template.properties(channel + "Rule").get("Targets")).getFirst());
        String wrapped = (String)
                list(map(map(target, "InputTransformer"), "InputTemplate").get("Sub"))
                        .getFirst();
        JsonObject event = Samples.json(
                "{'source': 'human-approval', 'detail-type': 'Approval Closed', 'time': '2026-01-31T12:00:00Z',"
                        + " 'detail': {'approvalId': 'a', 'executionArn': 'b', 'outcome': {}}}");
        JsonFields message = JsonFields.parse(
                wrapped.replace(variable, "https://x.example")
                        .replace("${AllowSelfApproval}", "true")
                        .replace("${RequireApprovers}", "true")
                        .replace("${TimeZone}", "Europe/Berlin")
                        .replace("<aws.events.event.json>", event.toString()),
                "message");
        assertEquals(
                ZoneId.of("Europe/Berlin"),
                Limits.of(message.object("settings")).zone());
        assertEquals(
                "Closed",
                ApprovalEvent.decode(message.object("event")).getClass().getSimpleName());
        assertEquals(new Limits(true, true, ZoneId.of("Europe/Berlin")), Limits.of(message.object("settings")));
        assertEquals("https://x.example", message.object("settings").text(setting));
    }

    @Test
    void remindersAreStartedWithWhatTheyReadAndSendWhatIsRead() {
        Map<String, Object> target =
                map(list(template.properties("RemindersRule").get("Targets")).getFirst());
        JsonObject input = JsonParser.parseString(
                        ((String) map(target, "InputTransformer").get("InputTemplate")).replaceAll("<\\w+>", "1"))
                .getAsJsonObject();
        String begin =
                reminders.getAsJsonObject("Begin").getAsJsonObject("Assign").toString();
        input.keySet().forEach(field -> assertTrue(begin.contains("$states.input." + field), field));
        JsonObject entry = reminders
                .getAsJsonObject("Remind")
                .getAsJsonObject("Arguments")
                .getAsJsonArray("Entries")
                .get(0)
                .getAsJsonObject();
        assertEquals(ApprovalEvent.REMINDER_DUE, entry.get("DetailType").getAsString());
        assertEquals(
                Set.of("approvalId", "number"), entry.getAsJsonObject("Detail").keySet());
        assertFalse(
                reminders.toString().contains("taskToken") || target.toString().contains("taskToken"));
        // The range that the code accepts is the one that the rule starts for.
        assertTrue(map(template.properties("RemindersRule"), "EventPattern")
                .toString()
                .contains("numeric=[>=, 60]"));
    }

    @Test
    void theOutcomeThatTheStateMachineBuildsHasTheFieldsOfOurs() {
        Ending closing = Ending.failed(new Failure("n", "c"), Samples.NOW);
        JsonObject ours = OutcomeDocument.of(Samples.open("{}").ended(closing));
        ours.remove("requestDigest");
        JsonObject failed =
                states.getAsJsonObject("Undecided").getAsJsonObject("Assign").getAsJsonObject("outcome");
        assertEquals(ours.keySet(), failed.keySet());
        assertEquals(ours.get("schemaVersion"), failed.get("schemaVersion"));
        assertEquals(
                Set.of("Undecided"),
                states.keySet().stream()
                        .filter(name -> states.get(name).toString().contains("schemaVersion"))
                        .collect(Collectors.toSet()));
    }

    @Test
    void theStateMachineAndThePublicReachTheAlias() {
        Map<String, Object> machine = template.properties("HumanApproval");
        assertEquals(
                Map.of("Ref", "ApprovalCallback.Alias"),
                map(machine, "DefinitionSubstitutions").get("ApprovalCallback"));
        assertEquals(
                "${ApprovalCallback}",
                states.getAsJsonObject("Settle")
                        .getAsJsonObject("Arguments")
                        .get("FunctionName")
                        .getAsString());
    }
}

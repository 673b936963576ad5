package sandbox;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;

/** Every end is kept in the audit log, and nothing with which somebody could answer. */
@ExtendWith(SharedSandbox.class)
class AuditEndToEndTest {

    private static final String TOKEN = "a-token-that-does-not-belong-there";

    @Test
    void theEndOfAnApprovalIsKeptWithItsVotesAndWithoutTokenOrLink(Sandbox sandbox) {
        try (Asking asking = new Asking(sandbox)) {
            Mail mail = asking.ask();
            String id = mail.link("approve").getPath().replaceFirst(".*/approvals/([^/]+)/.*", "$1");
            announceWithAToken(sandbox, id);
            asking.visitor.answer(asking.open(mail), "reject", "Not on a Friday");
            asking.end();
            JsonObject event = JsonParser.parseString(await().atMost(Duration.ofSeconds(30))
                            .until(() -> lines(sandbox, id), lines -> !lines.isEmpty())
                            .getFirst())
                    .getAsJsonObject();
            JsonObject outcome = event.getAsJsonObject("detail").getAsJsonObject("outcome");
            assertEquals("Approval Closed", event.get("detail-type").getAsString());
            assertEquals("REJECTED", outcome.get("outcome").getAsString());
            assertEquals(64, outcome.get("requestDigest").getAsString().length());
            JsonObject vote = outcome.getAsJsonArray("votes").get(0).getAsJsonObject();
            assertEquals(Sandbox.APPROVER, vote.get("approver").getAsString());
            assertEquals("email", vote.get("channel").getAsString());
            assertEquals("Not on a Friday", vote.get("comment").getAsString());
            assertNotNull(vote.get("at"));
            String all = String.join("\n", lines(sandbox, ""));
            assertFalse(all.contains("askToken") || all.contains(TOKEN) || all.contains("/approvals/"), all);
        }
    }

    /** As a workflow with a wait of its own would that says more than it should; it is the first to be delivered. */
    private static void announceWithAToken(Sandbox sandbox, String id) {
        try (EventBridgeClient events = sandbox.account().client(EventBridgeClient.builder())) {
            PutEventsRequestEntry entry = PutEventsRequestEntry.builder()
                    .eventBusName(sandbox.output("ApprovalBusName"))
                    .source("human-approval")
                    .detailType("Approval Closed")
                    .detail("{\"approvalId\": \"" + id + "\", \"taskToken\": \"" + TOKEN + "\"}")
                    .build();
            events.putEvents(put -> put.entries(entry));
        }
    }

    private static List<String> lines(Sandbox sandbox, String with) {
        try (CloudWatchLogsClient logs = sandbox.account().client(CloudWatchLogsClient.builder())) {
            return logs.filterLogEvents(filter -> filter.logGroupName(sandbox.output("AuditLogName"))).events().stream()
                    .map(event -> event.message())
                    .filter(line -> line.contains(with))
                    .toList();
        }
    }
}

package sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.Executors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import sandbox.SlackFaults.Fault;

/** Slack that refuses, loses answers, is slow, or is asked for a lot: nobody waits in silence. */
class SlackTroubleEndToEndTest extends EndToEnd {

    @Test
    void aStormOfLimitsAndErrorsDelaysARequestAndLosesNothing() {
        try (SlackFaults faults = new SlackFaults(sandbox)) {
            faults.next(3, "chat.postMessage", Fault.LIMITED);
            SlackMessage message = asking.inSlack("{}");
            faults.next(1, "chat.update", Fault.LIMITED);
            asking.press(message, "bob", "approve", "");
            assertEquals("APPROVED", asking.end().outcome());
            assertTrue(asking.closed(message).read().contains("Approved by"));
        }
    }

    @Test
    void anAnswerLostOnTheWayMayLeaveTwoCopiesAndEitherAnswersAndCloses() {
        try (SlackFaults faults = new SlackFaults(sandbox)) {
            faults.next(1, "chat.postMessage", Fault.LOST);
            SlackMessage lost = asking.inSlack("{}");
            SlackMessage kept = sandbox.slack()
                    .await(message -> message.read().contains(asking.title)
                            && !message.ts().equals(lost.ts()));
            asking.press(lost, "bob", "approve", "");
            assertEquals("APPROVED", asking.end().outcome());
            asking.closed(lost);
            asking.closed(kept);
        }
    }

    @Test
    void aMessageThatIsGoneHoldsNothingUp() {
        SlackMessage message = asking.inSlack("{}");
        sandbox.slack().delete(message.channel(), message.ts());
        asking.answer("approve", "");
        assertEquals("APPROVED", asking.end().outcome());
    }

    @Test
    void aChannelThatTheAppIsNotInLeavesTheMail() {
        asking.start("{'slackChannel': 'C0ELSEWHERE'}");
        asking.answer("approve", "");
        assertEquals("APPROVED", asking.end().outcome());
    }

    @Test
    void whatNoChannelReachesFailsWithBothReasons() {
        asking.start("{'slackChannel': 'C0ELSEWHERE', 'approvers': ['nobody@example.com']}");
        String error = asking.end().error().orElseThrow();
        assertTrue(
                error.contains("Approval.Undeliverable")
                        && error.contains("email: ")
                        && error.contains("slack: Slack answered channel_not_found: invite the app to the channel."),
                error);
    }

    @Test
    void aSlowSlackDoesNotDelayTheAnswerToAPress() {
        try (SlackFaults faults = new SlackFaults(sandbox)) {
            SlackMessage message = asking.inSlack("{}");
            faults.next(1, "chat.update", Fault.SLOW);
            SlackPress.Answer answer =
                    sandbox.slackPress().press(message, sandbox.slack().person("bob"), "approve", "");
            assertEquals(200, answer.status());
            assertTrue(sandbox.slack().now(message).hasButtons(), "answered before Slack has shown anything");
            asking.closed(message);
        }
    }

    @Test
    void threeHundredRequestsToOneChannelAtOnceAllArrive() throws Exception {
        String channel =
                "C0BURST" + UUID.randomUUID().toString().substring(0, 6).toUpperCase(Locale.ROOT);
        sandbox.slack().addChannel(channel);
        try (var workflows = Executors.newFixedThreadPool(4)) {
            for (int i = 0; i < 300; i++) {
                JsonObject request = Asking.json("{'channels': ['slack'], 'slackChannel': '" + channel + "'}");
                request.addProperty("title", "burst " + i + ".");
                workflows.submit(() -> sandbox.executions().start(request));
            }
        }
        List<SlackMessage> all = Awaitility.await()
                .atMost(Duration.ofMinutes(5))
                .pollInterval(Duration.ofSeconds(1))
                .until(
                        () -> sandbox.slack().messages().stream()
                                .filter(message -> message.channel().equals(channel))
                                .toList(),
                        found -> found.size() >= 300);
        assertEquals(300, all.stream().map(SlackMessage::text).distinct().count());
    }
}

package sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.sfn.SfnClient;

/** A request in Slack, from the workflow to the press and back, beside the mail. */
@ExtendWith(SharedSandbox.class)
class SlackEndToEndTest {

    private Sandbox sandbox;
    private Asking asking;

    @BeforeEach
    void begin(Sandbox shared) {
        sandbox = shared;
        asking = new Asking(shared);
    }

    @AfterEach
    void end() {
        asking.close();
    }

    private SlackMessage ask(String input) {
        asking.start(Asking.json(input));
        return sandbox.slack().await(asking.title);
    }

    private SlackMessage closed(SlackMessage message) {
        return sandbox.slack().await(now -> now.ts().equals(message.ts()) && !now.hasButtons());
    }

    private int press(SlackMessage message, String name, String action, String comment) {
        return sandbox.slackPress()
                .press(message, sandbox.slack().person(name), action, comment)
                .status();
    }

    private List<String> notes(String name, int least) {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> sandbox.slack().notes(sandbox.slack().person(name)), notes -> notes.size() >= least);
    }

    @Test
    void anApprovalInSlackResumesTheWorkflowAndClosesBothChannels() {
        SlackMessage message =
                ask("{'description': 'Adds the export page.', 'requester': 'ana@example.com', 'details': {'Diff': "
                        + "'https://git.example.com/1...2'}}");
        for (String shown : List.of(
                "Adds the export page.",
                "ana@example.com asks for your decision.",
                "Diff: https://git.example.com/1...2",
                "Expires without a decision if nobody answers by ")) {
            assertTrue(message.read().contains(shown), message.read());
        }
        Mail mail = sandbox.inbox().await(Sandbox.APPROVER, asking.title);
        assertEquals(200, press(message, "bob", "approve", "Looks good."));
        Execution ended = asking.end();
        assertEquals("APPROVED", ended.outcome());
        JsonObject vote =
                ended.output().orElseThrow().getAsJsonArray("votes").get(0).getAsJsonObject();
        assertEquals("slack", vote.get("channel").getAsString());
        assertEquals("Looks good.", vote.get("comment").getAsString());
        assertEquals(
                "slack:" + SlackWorkspace.TEAM + ":"
                        + sandbox.slack().person("bob").id(),
                vote.get("approver").getAsString());
        SlackMessage closed = closed(message);
        assertEquals(1, closed.edits());
        assertTrue(
                closed.read()
                                .contains("Approved by @"
                                        + sandbox.slack().person("bob").id())
                        && closed.read().contains("Looks good."),
                closed.read());
        String page = asking.open(mail).text();
        assertTrue(page.contains("Approved by bob in Slack"), page);
    }

    @Test
    void anAnswerByMailClosesTheMessageInSlack() {
        SlackMessage message = ask("{}");
        asking.visitor.answer(
                asking.open(sandbox.inbox().await(Sandbox.APPROVER, asking.title)), "reject", "Not today.");
        assertEquals("REJECTED", asking.end().outcome());
        SlackMessage closed = closed(message);
        assertTrue(
                closed.read().contains("Rejected by " + Sandbox.APPROVER + " by email")
                        && closed.read().contains("Not today."),
                closed.read());
        assertEquals(
                200,
                sandbox.slackPress()
                        .press(message, sandbox.slack().person("carol"), "approve", "")
                        .status());
        assertTrue(notes("carol", 1).getLast().contains("decided before your answer came in"));
    }

    @Test
    void onlyNamedApproversCountWhateverTheyAreCalled() {
        SlackMessage message = ask("{'approvers': ['bob@example.com'], 'channels': ['slack']}");
        SlackPerson impostor = sandbox.slack().add("bob@example.com", "");
        assertEquals(
                200,
                sandbox.slackPress().press(message, impostor, "approve", "").status());
        assertTrue(Awaitility.await()
                .until(() -> sandbox.slack().notes(impostor), notes -> !notes.isEmpty())
                .getFirst()
                .contains("not among the approvers"));
        assertTrue(asking.waits());
        assertEquals(200, press(message, "bob", "approve", ""));
        JsonObject outcome = asking.end().output().orElseThrow();
        assertEquals(
                "bob@example.com",
                outcome.getAsJsonArray("votes")
                        .get(0)
                        .getAsJsonObject()
                        .get("approver")
                        .getAsString());
    }

    @Test
    void nobodyApprovesTheirOwnRequestInSlack() {
        SlackMessage message = ask("{'requester': 'ana@example.com'}");
        press(message, "ana", "approve", "");
        assertTrue(notes("ana", 1).getLast().contains("your own request"));
        assertTrue(asking.waits());
        SlackMessage unknown = new Asking(sandbox)
                .start(Asking.json("{'requester': 'nobody@example.com'}"))
                .inSlack();
        assertFalse(unknown.hasButtons());
        assertTrue(unknown.read().contains("can't be answered in Slack"), unknown.read());
    }

    @Test
    void aStrangerOfASharedChannelIsRefused() {
        SlackMessage message = ask("{}");
        SlackPerson stranger = sandbox.slack().add("stranger", "", "T0ELSEWHERE");
        assertEquals(
                200,
                sandbox.slackPress().press(message, stranger, "approve", "").status());
        assertTrue(Awaitility.await()
                .until(() -> sandbox.slack().notes(stranger), notes -> !notes.isEmpty())
                .getFirst()
                .contains("not a member"));
        assertTrue(asking.waits());
    }

    @Test
    void somebodyOfAnotherWorkspaceOfTheOrganisationDecidesWhereEverybodyMay() {
        SlackMessage message = ask("{}");
        assertEquals(200, press(message, "olga", "approve", ""));
        assertEquals("APPROVED", asking.end().outcome());
    }

    @Test
    void whoIsNamedAndNotInTheChannelAnswersByDirectMessageAndEveryCopyIsClosed() {
        SlackMessage message = ask(
                "{'approvers': ['bob@example.com', 'dora@example.com'], 'requester': 'ana@example.com', 'channels': "
                        + "['slack']}");
        SlackPerson dora = sandbox.slack().person("dora");
        SlackMessage direct = sandbox.slack()
                .await(found ->
                        found.channel().equals(dora.direct()) && found.read().contains(asking.title));
        assertEquals(message.blocks(), direct.blocks());
        assertEquals(200, press(direct, "dora", "approve", "From my phone."));
        JsonObject vote = asking.end()
                .output()
                .orElseThrow()
                .getAsJsonArray("votes")
                .get(0)
                .getAsJsonObject();
        assertEquals("dora@example.com", vote.get("approver").getAsString());
        assertTrue(closed(message).read().contains("From my phone."));
        assertTrue(closed(direct).read().contains("From my phone."));
        SlackPerson ana = sandbox.slack().person("ana");
        SlackMessage result = sandbox.slack()
                .await(found ->
                        found.channel().equals(ana.direct()) && found.read().contains(asking.title));
        assertTrue(result.read().contains("Approved by dora@example.com in Slack"), result.read());
    }

    @Test
    void aRequestThatSlackDidNotSignIsRefused() {
        SlackMessage message = ask("{}");
        String body = sandbox.slackPress().body(message, sandbox.slack().person("bob"), "approve", "");
        long now = Instant.now().getEpochSecond();
        assertEquals(401, sandbox.slackPress().send(body, now, "another secret").status());
        assertEquals(
                401,
                sandbox.slackPress()
                        .send(body, now - 301, SlackWorkspace.SIGNING_SECRET)
                        .status());
        assertTrue(asking.waits());
        assertEquals(
                200,
                sandbox.slackPress()
                        .send(body, now - 200, SlackWorkspace.SIGNING_SECRET)
                        .status());
        assertEquals("APPROVED", asking.end().outcome());
    }

    @Test
    void aStoppedExecutionClosesItsMessage() {
        SlackMessage message = ask("{}");
        try (SfnClient steps = sandbox.account().client(SfnClient.builder())) {
            steps.stopExecution(stop -> stop.executionArn(asking.execution.arn()));
        }
        assertTrue(closed(message).read().contains("The workflow was stopped"));
        press(message, "bob", "approve", "");
        assertTrue(notes("bob", 1).getLast().contains("no longer open"));
    }

    @Test
    void aDeadlineClosesTheMessage() {
        SlackMessage message = ask("{'timeoutSeconds': 5}");
        assertEquals("EXPIRED", asking.end().outcome());
        assertTrue(closed(message).read().contains("Expired: nobody answered by"));
    }

    @Test
    void bothChannelsAtTheSameInstantGiveOneOutcome() {
        SlackMessage message = ask("{}");
        Page form = asking.open(sandbox.inbox().await(Sandbox.APPROVER, asking.title));
        CompletableFuture<Integer> slack = CompletableFuture.supplyAsync(() -> press(message, "carol", "reject", ""));
        Page reply = asking.visitor.answer(form, "approve", "");
        assertEquals(200, slack.join());
        JsonObject outcome = asking.end().output().orElseThrow();
        assertEquals(1, outcome.getAsJsonArray("votes").size());
        assertEquals(outcome.get("outcome").getAsString().equals("APPROVED") ? 200 : 409, reply.status());
        String closed = closed(message).read();
        assertTrue(
                closed.contains(
                        outcome.get("outcome").getAsString().equals("APPROVED") ? "Approved by" : "Rejected by"),
                closed);
    }

    @Test
    void aLongRequestStandsInFullBeforeItsButtonsAreOffered() {
        String words = IntStream.range(0, 6000).mapToObj(i -> "word" + i).collect(Collectors.joining(" "));
        JsonObject input = new JsonObject();
        input.addProperty("description", words);
        asking.start(input);
        SlackMessage message =
                sandbox.slack().await(found -> found.read().contains(asking.title) && found.hasButtons());
        String all = message.read()
                + sandbox.slack().thread(message).stream()
                        .map(SlackMessage::read)
                        .collect(Collectors.joining());
        assertTrue(
                all.replaceAll("\\s+", " ").contains(words.substring(words.indexOf("word1000"))),
                "nothing is missing or twice");
        assertEquals(1, message.edits());
        press(message, "bob", "approve", "");
        assertEquals("APPROVED", asking.end().outcome());
    }

    @Test
    void aStormOfLimitsAndErrorsDelaysARequestAndLosesNothing() {
        sandbox.slack().faults().next(3, "chat.postMessage", new SlackFaults.Fault.Limit(1));
        SlackMessage message = ask("{}");
        sandbox.slack().faults().next(1, "chat.update", new SlackFaults.Fault.Limit(1));
        press(message, "bob", "approve", "");
        assertEquals("APPROVED", asking.end().outcome());
        assertTrue(closed(message).read().contains("Approved by"));
    }

    @Test
    void anAnswerLostOnTheWayMayLeaveTwoCopiesAndEitherAnswersAndCloses() {
        sandbox.slack().faults().next(1, "chat.postMessage", new SlackFaults.Fault.Lost());
        SlackMessage lost = ask("{}");
        SlackMessage kept = sandbox.slack()
                .await(message ->
                        message.read().contains(asking.title) && !message.ts().equals(lost.ts()));
        assertEquals(200, press(lost, "bob", "approve", ""));
        assertEquals("APPROVED", asking.end().outcome());
        closed(lost);
        closed(kept);
    }

    @Test
    void aMessageThatIsGoneHoldsNothingUp() {
        SlackMessage message = ask("{}");
        sandbox.slack().delete(message);
        asking.visitor.answer(asking.open(sandbox.inbox().await(Sandbox.APPROVER, asking.title)), "approve", "");
        assertEquals("APPROVED", asking.end().outcome());
    }

    @Test
    void aChannelThatTheAppIsNotInLeavesTheMail() {
        asking.start(Asking.json("{'slackChannel': 'C0ELSEWHERE'}"));
        asking.visitor.answer(asking.open(sandbox.inbox().await(Sandbox.APPROVER, asking.title)), "approve", "");
        assertEquals("APPROVED", asking.end().outcome());
    }

    @Test
    void whatNoChannelReachesFailsWithBothReasons() {
        asking.start(Asking.json("{'slackChannel': 'C0ELSEWHERE', 'approvers': ['nobody@example.com']}"));
        String error = asking.end().error().orElseThrow();
        assertTrue(
                error.contains("Approval.Undeliverable")
                        && error.contains("email: ")
                        && error.contains("slack: Slack answered channel_not_found: invite the app to the channel."),
                error);
    }

    @Test
    void aSlowSlackDoesNotDelayTheAnswerToAPress() {
        SlackMessage message = ask("{}");
        sandbox.slack().faults().next(1, "chat.update", new SlackFaults.Fault.Slow(Duration.ofSeconds(3)));
        SlackPress.Answer answer =
                sandbox.slackPress().press(message, sandbox.slack().person("bob"), "approve", "");
        assertEquals(200, answer.status());
        assertTrue(sandbox.slack().now(message).hasButtons(), "answered before Slack has shown anything");
        closed(message);
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

package sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sfn.SfnClient;

/** A request in Slack, from the workflow to the press and back, beside the mail. */
class SlackEndToEndTest extends EndToEnd {

    /** The first vote of the outcome. */
    private JsonObject vote() {
        return asking.end()
                .output()
                .orElseThrow()
                .getAsJsonArray("votes")
                .get(0)
                .getAsJsonObject();
    }

    @Test
    void anApprovalInSlackResumesTheWorkflowAndClosesBothChannels() {
        SlackMessage message = asking.inSlack(
                "{'description': 'Adds the export page.', 'requester': 'ana@example.com', 'details': {'Diff': "
                        + "'https://git.example.com/1...2'}}");
        for (String shown : List.of(
                "Adds the export page.",
                "ana@example.com asks for your decision.",
                "Diff: https://git.example.com/1...2",
                "Ends without an approval if nobody answers by ")) {
            assertTrue(message.read().contains(shown), message.read());
        }
        Mail mail = asking.mail();
        asking.press(message, "bob", "approve", "Looks good.");
        assertEquals("APPROVED", asking.end().outcome());
        JsonObject vote = vote();
        assertEquals("slack", vote.get("channel").getAsString());
        assertEquals("Looks good.", vote.get("comment").getAsString());
        assertEquals(
                "slack:" + SlackWorkspace.TEAM + ":"
                        + sandbox.slack().person("bob").id(),
                vote.get("approver").getAsString());
        SlackMessage closed = asking.closed(message);
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
        SlackMessage message = asking.inSlack("{}");
        asking.answer("reject", "Not today.");
        assertEquals("REJECTED", asking.end().outcome());
        SlackMessage closed = asking.closed(message);
        assertTrue(
                closed.read().contains("Rejected by " + Sandbox.APPROVER + " by email")
                        && closed.read().contains("Not today."),
                closed.read());
        asking.press(message, "carol", "approve", "");
        asking.awaitNote("carol", "decided before your answer came in");
    }

    @Test
    void onlyNamedApproversCountWhateverTheyAreCalled() {
        SlackMessage message = asking.inSlack("{'approvers': ['bob@example.com'], 'channels': ['slack']}");
        SlackPerson impostor = sandbox.slack().add("bob@example.com", "");
        asking.press(message, impostor, "approve", "");
        asking.awaitNote(impostor, "not among the approvers");
        assertTrue(asking.waits());
        asking.press(message, "bob", "approve", "");
        assertEquals("bob@example.com", vote().get("approver").getAsString());
    }

    @Test
    void nobodyApprovesTheirOwnRequestInSlack() {
        SlackMessage message = asking.inSlack("{'requester': 'ana@example.com'}");
        asking.press(message, "ana", "approve", "");
        asking.awaitNote("ana", "your own request");
        assertTrue(asking.waits());
        try (Asking another = new Asking(sandbox)) {
            SlackMessage unknown = another.inSlack("{'requester': 'nobody@example.com'}");
            assertFalse(unknown.hasButtons());
            assertTrue(unknown.read().contains("can't be answered in Slack"), unknown.read());
        }
    }

    @Test
    void aStrangerOfASharedChannelIsRefused() {
        SlackMessage message = asking.inSlack("{}");
        SlackPerson stranger = sandbox.slack().add("stranger", "", "T0ELSEWHERE");
        asking.press(message, stranger, "approve", "");
        asking.awaitNote(stranger, "not a member");
        assertTrue(asking.waits());
    }

    @Test
    void somebodyOfAnotherWorkspaceOfTheOrganisationDecidesWhereEverybodyMay() {
        SlackMessage message = asking.inSlack("{}");
        asking.press(message, "olga", "approve", "");
        assertEquals("APPROVED", asking.end().outcome());
    }

    @Test
    void whoIsNamedAndNotInTheChannelAnswersByDirectMessageAndEveryCopyIsClosed() {
        SlackMessage message = asking.inSlack(
                "{'approvers': ['bob@example.com', 'dora@example.com'], 'requester': 'ana@example.com', 'channels': "
                        + "['slack']}");
        SlackMessage direct = asking.inDirectMessage("dora");
        assertEquals(message.blocks(), direct.blocks());
        asking.press(direct, "dora", "approve", "From my phone.");
        assertEquals("dora@example.com", vote().get("approver").getAsString());
        assertTrue(asking.closed(message).read().contains("From my phone."));
        assertTrue(asking.closed(direct).read().contains("From my phone."));
        SlackMessage result = asking.inDirectMessage("ana");
        assertTrue(result.read().contains("Approved by dora@example.com in Slack"), result.read());
    }

    @Test
    void aRequestThatSlackDidNotSignIsRefused() {
        SlackMessage message = asking.inSlack("{}");
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
        SlackMessage message = asking.inSlack("{}");
        try (SfnClient steps = sandbox.account().client(SfnClient.builder())) {
            steps.stopExecution(stop -> stop.executionArn(asking.execution.arn()));
        }
        assertTrue(asking.closed(message).read().contains("The workflow was stopped"));
        asking.press(message, "bob", "approve", "");
        asking.awaitNote("bob", "no longer open");
    }

    @Test
    void aDeadlineClosesTheMessage() {
        SlackMessage message = asking.inSlack("{'timeoutSeconds': 5}");
        assertEquals("EXPIRED", asking.end().outcome());
        assertTrue(asking.closed(message).read().contains("Expired: nobody answered by"));
    }

    @Test
    void bothChannelsAtTheSameInstantGiveOneOutcome() {
        SlackMessage message = asking.inSlack("{}");
        Page form = asking.form();
        CompletableFuture<Void> slack = CompletableFuture.runAsync(() -> asking.press(message, "carol", "reject", ""));
        Page reply = asking.visitor.answer(form, "approve", "");
        slack.join();
        JsonObject outcome = asking.end().output().orElseThrow();
        assertEquals(1, outcome.getAsJsonArray("votes").size());
        boolean approved = outcome.get("outcome").getAsString().equals("APPROVED");
        assertEquals(approved ? 200 : 409, reply.status());
        String closed = asking.closed(message).read();
        assertTrue(closed.contains(approved ? "Approved by" : "Rejected by"), closed);
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
        asking.press(message, "bob", "approve", "");
        assertEquals("APPROVED", asking.end().outcome());
    }
}

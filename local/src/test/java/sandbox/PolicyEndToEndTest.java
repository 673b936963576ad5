package sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.sfn.SfnClient;

/** Who may decide, how many, and what happens when nobody does: each rule through each channel. */
class PolicyEndToEndTest extends EndToEnd {

    private static final String TWO =
            "'approvers': ['" + Sandbox.APPROVER + "', 'bob@example.com', 'carol@example.com'], 'requiredApprovals': 2";

    private Mail mail(String to) {
        return sandbox.inbox().await(to, asking.title);
    }

    private String awaitThread(SlackMessage message, String text) {
        return sandbox.slack()
                .await(reply -> reply.thread().filter(message.ts()::equals).isPresent()
                        && sandbox.slack().read(reply).contains(text))
                .ts();
    }

    private String approvalId(Mail mail) {
        return mail.link("approve").getPath().split("/")[2];
    }

    @Test
    void twoOfThreeApproveOneByMailAndOneInSlack() {
        SlackMessage message = asking.inSlack("{" + TWO + "}");
        Page form = asking.open(mail(Sandbox.APPROVER));
        assertTrue(form.text().contains("0 of 2 approvals so far"), form.text());
        Page reply = asking.visitor.answer(form, "approve", "One.");
        assertTrue(reply.text().contains("1 of 2 approvals"), reply.text());
        awaitThread(message, "1 of 2 approvals: @approver approved: One.");
        asking.press(message, "approver", "approve", "Once more, elsewhere.");
        assertTrue(asking.waits(), "one person is one vote, whatever the channel");
        asking.press(message, "bob", "approve", "Two.");
        JsonObject outcome = asking.end().output().orElseThrow();
        assertEquals("APPROVED", outcome.get("outcome").getAsString());
        assertEquals(2, outcome.get("requiredApprovals").getAsInt());
        assertEquals(
                List.of("One.", "Two."),
                outcome.getAsJsonArray("votes").asList().stream()
                        .map(vote -> vote.getAsJsonObject().get("comment").getAsString())
                        .toList());
    }

    @Test
    void oneRejectionRejectsAndWhoApprovedMayChangeTheirMind() {
        SlackMessage message = asking.inSlack("{" + TWO + "}");
        asking.press(message, "bob", "approve", "");
        asking.press(message, "bob", "reject", "I see it now.");
        JsonObject outcome = asking.end().output().orElseThrow();
        assertEquals("REJECTED", outcome.get("outcome").getAsString());
        assertEquals(1, outcome.getAsJsonArray("votes").size());
    }

    @Test
    void aCommentIsAskedForInBothChannels() {
        SlackMessage message = asking.inSlack("{'requireComment': 'reject'}");
        asking.press(message, "guest", "reject", "");
        asking.awaitNote("guest", "comment");
        Page form = asking.open(mail(Sandbox.APPROVER));
        Page again = asking.visitor.answer(form, "reject", "");
        assertEquals(400, again.status());
        assertTrue(again.text().contains("write a comment"), again.text());
        assertTrue(asking.waits());
        assertEquals(200, asking.visitor.answer(again, "reject", "Too early.").status());
        assertEquals("REJECTED", asking.end().outcome());
    }

    @Test
    void theRequesterHearsTheResultInBothChannels() {
        String ana = "ana-" + UUID.randomUUID() + "@example.com";
        sandbox.addApprover(ana);
        SlackPerson person = sandbox.slack().add("ana-here", ana);
        SlackMessage message = asking.inSlack("{'requester': '" + ana + "', 'allowSelfApproval': true}");
        asking.press(message, person, "approve", "");
        // The deployer's ceiling is above the input.
        asking.awaitNote(person, "your own request");
        asking.press(message, "carol", "approve", "Fine.");
        asking.end();
        Mail result = sandbox.inbox()
                .await(mail -> mail.to().equals(ana) && mail.subject().endsWith(": approved"), Duration.ofSeconds(30));
        assertTrue(
                result.body().contains("Approved by carol in Slack")
                        && result.body().contains("> Fine.")
                        && !result.body().contains("/approvals/"),
                result.body());
        sandbox.slack()
                .await(direct -> direct.channel().equals(person.direct())
                        && direct.read().contains("Approved by carol"));
        assertEquals(
                1,
                sandbox.inbox()
                        .mails(mail -> mail.to().equals(ana) && mail.subject().contains(asking.title))
                        .size());
    }

    @Test
    void remindersBringNewLinksMentionWhoIsMissingAndBringOthersIn() {
        String lead = "lead-" + UUID.randomUUID() + "@example.com";
        sandbox.addApprover(lead);
        SlackPerson leading = sandbox.slack().add("lead", lead);
        SlackMessage message =
                asking.inSlack("{" + TWO + ", 'remindEverySeconds': 3600, 'escalateTo': ['" + lead + "']}");
        Mail first = mail(Sandbox.APPROVER);
        asking.press(message, "bob", "approve", "");
        asking.press(message, leading, "approve", "");
        asking.awaitNote(leading, "not among the approvers");
        String reminders = remind(approvalId(first), 1);
        Mail second = sandbox.inbox()
                .await(
                        mail -> mail.to().equals(Sandbox.APPROVER)
                                && mail.subject().contains(": reminder: ")
                                && mail.subject().contains(asking.title.substring(0, 20)),
                        Duration.ofSeconds(60));
        assertFalse(second.link("approve").equals(first.link("approve")));
        assertEquals(200, asking.open(first).status());
        Mail joined = sandbox.inbox()
                .await(
                        mail -> mail.to().equals(lead) && mail.subject().contains(asking.title.substring(0, 20)),
                        Duration.ofSeconds(60));
        awaitThread(message, "A workflow is still waiting for your decision. @approver @carol @lead");
        asking.visitor.answer(asking.open(joined), "approve", "");
        assertEquals("APPROVED", asking.end().outcome());
        try (SfnClient steps = sandbox.account().client(SfnClient.builder())) {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> steps.describeExecution(describe -> describe.executionArn(reminders))
                            .statusAsString()
                            .equals("SUCCEEDED"));
        }
    }

    /**
     * The state machine that reminds, started as its rule does but for seconds: the rule's own execution waits for an
     * hour.
     */
    private String remind(String approvalId, int seconds) {
        try (SfnClient steps = sandbox.account().client(SfnClient.builder())) {
            String machine = Asking.resource(sandbox, "Reminders");
            String ruled = Awaitility.await()
                    .until(
                            () -> steps.listExecutions(list -> list.stateMachineArn(machine)).executions().stream()
                                    .map(each -> steps.describeExecution(
                                                    describe -> describe.executionArn(each.executionArn()))
                                            .input())
                                    .filter(input -> input.contains(approvalId))
                                    .findFirst(),
                            found -> found.isPresent())
                    .get();
            JsonObject input = Asking.json(ruled.replace('"', '\''));
            assertEquals(3600, input.get("remindEverySeconds").getAsInt());
            input.addProperty("remindEverySeconds", seconds);
            return steps.startExecution(start -> start.stateMachineArn(machine).input(input.toString()))
                    .executionArn();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "expire, EXPIRED, Expired: nobody answered by",
        "reject, REJECTED, Rejected automatically: nobody answered by",
        "fail, Approval.TimedOut, Failed: nobody answered by"
    })
    void nobodyDecidesAndTheRequestSaysWhatThatMeans(String onTimeout, String end, String shown) {
        SlackMessage message = asking.inSlack("{'timeoutSeconds': 4, 'onTimeout': '" + onTimeout + "'}");
        Execution ended = asking.end();
        assertTrue(ended.outcome().equals(end) || ended.error().orElse("").startsWith(end), ended.toString());
        assertTrue(asking.closed(message).read().replace(",", "").contains(shown));
    }

    @Test
    void anApproverWhomNobodyReachesIsToldToTheOthers() {
        SlackMessage message = asking.inSlack("{'approvers': ['bob@example.com', 'nobody@example.com']}");
        awaitThread(message, "nobody@example.com is an approver, but no channel of this request reaches them.");
        asking.press(message, "bob", "approve", "");
        assertEquals("APPROVED", asking.end().outcome());
    }

    @Test
    void moreApprovalsThanThePolicyCanGiveAreRefusedAtOnce() {
        asking.start("{'approvers': ['bob@example.com'], 'requiredApprovals': 2}");
        assertTrue(
                asking.end()
                        .error()
                        .orElse("")
                        .startsWith(
                                "Approval.InvalidRequest: requiredApprovals is 2, but only 1 of approvers may decide."),
                asking.end().toString());
    }
}

package humanapproval.email;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import humanapproval.approval.ChannelName;
import humanapproval.approval.Claim;
import humanapproval.approval.State;
import humanapproval.fake.QueueEvents;
import humanapproval.fake.Samples;
import humanapproval.json.MalformedException;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sfn.model.SfnException;
import software.amazon.awssdk.services.sns.model.PublishRequest;

/** Whom a request is mailed to, once, and what becomes of one that can't be. */
class EmailChannelTest extends EmailChannelFixture {

    private static final Pattern LINK =
            Pattern.compile("https://approvals\\.example\\.com/approvals/([^/]+)/([^?]+)\\?decision=approve");

    EmailChannelTest() {
        super("Bob@example.com");
    }

    private static Matcher link(PublishRequest mail) {
        Matcher link = LINK.matcher(mail.message());
        assertTrue(link.find());
        return link;
    }

    @Test
    void aRequestIsMailedWithALinkThatOnlyTheHashOfIsKept() {
        assertTrue(takes(requested()));
        PublishRequest mail = sns.published.getFirst();
        assertEquals("Deploy 1.4.2 to production: required approval from AWS Step Functions", mail.subject());
        assertEquals("Bob@example.com", to(mail));
        String code = link(mail).group(2);
        assertEquals(Samples.BOB, links().get(Links.hash(code)).getAsString());
        assertFalse(table.items.get(Samples.ID).toString().contains(code));
        assertTrue(log().contains(Samples.ID) && log().lines().count() == 1, log());
        for (String secret : List.of(Samples.TOKEN, code, "ob@example.com", "Deploy", "export")) {
            assertFalse(log().contains(secret), log());
        }
    }

    @Test
    void everyApproverGetsAMessageOfTheirOwn() {
        sns.approver("carol@example.com");
        takes("{}");
        assertEquals(List.of("Bob@example.com", "carol@example.com"), mailed());
        assertEquals(
                2,
                sns.published.stream()
                        .map(mail -> link(mail).group())
                        .distinct()
                        .count());
    }

    @Test
    void onlyWhoMayDecideIsMailed() {
        sns.approver("carol@example.com").approver("ana@example.com").pending("dave@example.com");
        takes("{'requester': 'ana@example.com', 'approvers': ['carol@example.com', 'ana@example.com', "
                + "'dave@example.com']}");
        assertEquals(List.of("carol@example.com"), mailed());
    }

    @Test
    void whereSnsTakesNoOtherTheSubjectIsAsciiAndNamesTheApproval() {
        sns.asciiOnly = true;
        assertTrue(takes("{'title': '顧客データの削除', 'approvers': ['bob@example.com']}"));
        assertEquals(
                List.of("Required approval from AWS Step Functions [3f0c1d52]"),
                sns.published.stream().map(PublishRequest::subject).toList());
    }

    @Test
    void theSameEventAgainMailsNobodyTwice() {
        takes(requested());
        assertTrue(takes(requested()));
        assertEquals(1, sns.published.size());
    }

    @Test
    void aLaterEventOfTheSameApprovalInvitesNobodyElse() {
        takes(requested());
        sns.approver("eve@example.com");
        assertTrue(takes("{'approvers': ['eve@example.com']}"));
        assertEquals(1, sns.published.size());
    }

    @Test
    void whileAnotherInvocationSendsTheMessageComesBackAndAfterItDiedIsSent() {
        Claim theirs = new Claim(0, Claim.Status.SENDING, "another", clock.instant());
        given(Samples.opened(Samples.requested("{}"))
                .with(ChannelName.EMAIL, outbox -> outbox.with(Samples.BOB, theirs)));
        assertFalse(takes(requested()));
        assertTrue(sns.published.isEmpty());
        clock.move(Claim.LEASE);
        assertTrue(takes(requested()));
        assertEquals(1, sns.published.size());
    }

    @Test
    void aMailThatFailedIsTriedAgainAloneAndAtOnce() {
        sns.approver("carol@example.com");
        sns.failing = mail -> to(mail).startsWith("carol");
        assertFalse(takes("{}"));
        sns.failing = mail -> false;
        assertTrue(takes("{}"));
        assertEquals(List.of("Bob@example.com", "carol@example.com"), mailed());
    }

    @Test
    void aMalformedMessageFailsAloneAndIsNamedInTheLog() {
        assertEquals(List.of("malformed"), QueueEvents.failures(invoke(EVENTS.malformedWith(requested()))));
        assertEquals(1, sns.published.size());
        assertTrue(log().contains("taskToken"));
    }

    @Test
    void whatIsNoSqsEventGetsAClearError() {
        String message = assertThrows(MalformedException.class, () -> invoke(Samples.json("{'key1': 'value1'}")))
                .getMessage();
        assertTrue(message.contains("SQS"), message);
        assertTrue(takes(Samples.json("{'Records': []}")));
    }

    @Test
    void anInvalidRequestFailsTheTaskAndTheRecord() {
        assertTrue(takes("{'requiredApprovals': 2}"));
        assertEquals(State.FAILED, record().state());
        assertEquals("Approval.InvalidRequest", told().error());
        assertTrue(told().cause().contains("requiredApprovals"));
        assertEquals(Samples.TOKEN, told().taskToken());
    }

    @Test
    void aFailureThatTheWorkflowDidNotHearIsToldAgain() {
        stepFunctions.faults.add(SfnException.builder().message("throttled").build());
        assertFalse(takes("{'requiredApprovals': 2}"));
        assertTrue(takes("{'requiredApprovals': 2}"));
        assertEquals(1, stepFunctions.failures.size());
    }

    @Test
    void aRequestThatNoChannelCanDeliverFailsTheTask() {
        String toNobody = "{'channels': ['email', 'slack'], 'approvers': ['nobody@example.com']}";
        takes(toNobody);
        assertTrue(stepFunctions.failures.isEmpty(), "Slack may still reach somebody");
        assertEquals(State.OPEN, record().state());
        change(EmailChannelFixture::withoutSlack);
        takes(toNobody);
        assertEquals(
                "email: nobody@example.com has no confirmed subscription (see the output AddApprover). slack: It has no"
                        + " channel.",
                told().cause());
        assertEquals("Approval.Undeliverable", told().error());
        assertEquals(State.FAILED, record().state());
    }

    @Test
    void anUnsafeTopicStopsDeliveryUntilItIsMended() {
        sns.subscription("email", "eve@example.com", Map.of());
        assertFalse(takes(requested()));
        assertTrue(sns.published.isEmpty());
        assertTrue(stepFunctions.failures.isEmpty());
        assertTrue(log().contains("filter policy"));
        assertFalse(log().contains("eve@example.com"));
    }

    @Test
    void anUnsafeTopicSilencesNobodyForLong() {
        given(withoutSlack(Samples.open("{'channels': ['email', 'slack']}")));
        sns.subscription("email", "eve@example.com", Map.of());
        assertTrue(takes(QueueEvents.received(requested(), Mailer.TRIES_OF_AN_UNSAFE_TOPIC)));
        assertTrue(sns.published.isEmpty());
        assertEquals("Approval.Undeliverable", told().error());
        String cause = told().cause();
        assertTrue(cause.contains("eve@example.com") && cause.contains("filter policy"), cause);
        assertTrue(log().contains("UNFILTERED"));
        assertFalse(log().contains("eve@example.com"));
    }

    @Test
    void anEndThatOvertakesTheRequestLeavesNothingToDeliver() {
        assertTrue(takes(closed()));
        assertEquals(State.EXPIRED, record().state());
        assertTrue(takes(requested()));
        assertTrue(sns.published.isEmpty());
    }

    @Test
    void anEndClosesTheRecordOfItsOwnExecutionOnly() {
        given(Samples.open("{}"));
        takes(EVENTS.detailed("closed", detail -> detail.addProperty("executionArn", Samples.EXECUTION + "-2")));
        assertEquals(State.OPEN, record().state());
        takes(closed());
        assertEquals(State.EXPIRED, record().state());
    }

    @Test
    void aForeignExecutionCanNotTakeOverAnApproval() {
        given(Samples.open("{}"));
        sns.approver("carol@example.com");
        JsonObject foreign = EVENTS.detailed("requested", detail -> {
            detail.add("request", new JsonObject());
            detail.addProperty("executionArn", Samples.EXECUTION + "-2");
            detail.addProperty("attempt", 9);
        });
        takes(foreign);
        assertEquals(Samples.TOKEN, record().waiter().taskToken());
        assertTrue(sns.published.isEmpty());
    }

    @Test
    void anInvocationEndsOnlyWhenEveryAddressMayGetItsNextMail() {
        takes(requested());
        assertEquals(Samples.NOW.plus(MailPace.GAP), clock.instant());
    }
}

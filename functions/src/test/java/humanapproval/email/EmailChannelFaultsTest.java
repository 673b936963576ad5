package humanapproval.email;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import humanapproval.approval.Approval;
import humanapproval.approval.Ending;
import humanapproval.approval.State;
import humanapproval.fake.QueueEvents;
import humanapproval.fake.Samples;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.TaskTimedOutException;

/** The email channel when something around it fails or comes late. */
class EmailChannelFaultsTest extends EmailChannelFixture {

    private static final List<String> ALL = List.of("bob@example.com", "carol@example.com", "dave@example.com");

    @Test
    void anAddressThatAlwaysFailsKeepsNobodyElseFromTheirMail() {
        sns.failing = mail -> to(mail).startsWith("bob");
        assertFalse(takes("{}"));
        assertEquals(List.of("carol@example.com", "dave@example.com"), mailed());
    }

    @Test
    void aRequestThatComesAfterItsDeadlineIsMailedToNobody() {
        clock.move(Duration.between(Samples.NOW, Samples.DEADLINE));
        assertTrue(takes("{}"));
        assertEquals(List.of(), mailed());
    }

    @Test
    void aRequestRedrivenWhenItsRecordMayGoIsMailedToNobodyAndDoesNotComeBack() {
        clock.move(Duration.between(Samples.NOW, Samples.DEADLINE)
                .plus(Approval.KEPT)
                .plusSeconds(1));
        assertTrue(takes("{}"));
        assertEquals(List.of(), mailed());
    }

    @Test
    void aRequestThatCanNotBeDigestedIsRefusedAsInvalid() {
        assertTrue(takes("{'number': 1e999}"));
        assertEquals("Approval.InvalidRequest", told().error());
    }

    @Test
    void aClaimWhoseAnswerWasLostIsMailedOnce() {
        table.loseNextAnswer = true;
        assertTrue(takes("{}"));
        assertEquals(ALL, mailed());
    }

    @Test
    void nothingIsMailedThatTheRecordCouldNotClaim() {
        table.failingPuts = 1;
        assertFalse(takes("{}"));
        assertEquals(List.of(), mailed());
        table.failingReads = 1;
        assertFalse(takes("{}"));
        assertEquals(List.of(), mailed());
        assertTrue(log().contains("InternalServerErrorException"), log());
    }

    @Test
    void ofTwoFirstDeliveriesAtOnceOneMailsAndTheOtherComesBack() {
        table.beforeNextPut = () -> assertTrue(takes("{}"));
        assertTrue(takes("{}"), "by now all is sent");
        assertEquals(Set.copyOf(ALL), new HashSet<>(mailed()));
        assertEquals(3, mailed().size());
    }

    @Test
    void anEndBetweenTheClaimAndTheNoteStands() {
        sns.failing = mail -> {
            change(before -> before.ended(Ending.of(State.EXPIRED, Samples.NOW)));
            return false;
        };
        assertTrue(takes("{}"));
        assertEquals(State.EXPIRED, record().state());
    }

    @Test
    void aRefusalOfARequestWhoseWaitIsOverIsNoFailure() {
        stepFunctions.faults.add(TaskTimedOutException.builder().build());
        assertTrue(takes("{'requiredApprovals': 2}"));
        assertEquals(State.FAILED, record().state());
    }

    @Test
    void theSameEndTwiceChangesNothing() {
        takes(closed());
        int writes = table.puts;
        takes(closed());
        assertEquals(writes, table.puts);
    }

    @Test
    void whoAsksInAMalformedWayIsToldInTheirOwnError() {
        assertTrue(takes(EVENTS.detailed("requested", detail -> detail.addProperty("approvalId", "not an id"))));
        assertTrue(takes(EVENTS.detailed("requested", detail -> detail.remove("deadline"))));
        assertEquals(
                List.of("Approval.InvalidRequest", "Approval.InvalidRequest"),
                stepFunctions.failures.stream().map(failure -> failure.error()).toList());
        assertTrue(told().cause().contains("approvalId")
                && stepFunctions.failures.getLast().cause().contains("deadline"));
        JsonObject misconfigured = EVENTS.changed(
                "requested", body -> body.getAsJsonObject("settings").remove("publicUrl"));
        assertFalse(takes(misconfigured), "our own fault is no answer");
        assertEquals(2, stepFunctions.failures.size());
    }

    @Test
    void aRequestThatTheDeployersCeilingLeavesToNobodyIsRefused() {
        String ownRequest =
                "{'requester': 'bob@example.com', 'approvers': ['bob@example.com'], 'allowSelfApproval': true}";
        assertTrue(takes(EVENTS.changed("requested", body -> {
            body.getAsJsonObject("settings").addProperty("allowSelfApproval", false);
            QueueEvents.detail(body).add("request", Samples.json(ownRequest));
        })));
        assertEquals("Approval.InvalidRequest", told().error());
        assertEquals(List.of(), mailed());
    }

    @Test
    void whatWasStoppedBeforeItWasMailedIsClosedAfterwards() {
        stepFunctions.status = ExecutionStatus.ABORTED;
        assertTrue(takes("{}"));
        assertEquals(State.CANCELLED, record().state());
    }

    @Test
    void aDeadlineThatWasOverWhenItWasAskedIsSaidSo() {
        String past = Samples.NOW.minusSeconds(1).toString();
        assertTrue(takes(EVENTS.detailed("requested", detail -> detail.addProperty("deadline", past))));
        assertEquals("The deadline was over when it was asked.", told().cause());
    }

    @Test
    void whereTooFewCanBeReachedTheTaskFailsAtOnce() {
        String two = "{'channels': ['email', 'slack'], 'requiredApprovals': 2,"
                + " 'approvers': ['bob@example.com', 'nobody@example.com']}";
        given(withoutSlack(Samples.opened(Samples.requested(two))));
        assertTrue(takes(two));
        assertEquals("Approval.Undeliverable", told().error());
        assertEquals(
                "Of 2 approvers that are needed 1 can be reached, but not nobody@example.com. slack: It has no"
                        + " channel.",
                told().cause());
    }
}

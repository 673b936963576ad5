package humanapproval.callback;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import humanapproval.approval.Approval;
import humanapproval.approval.ChannelName;
import humanapproval.approval.Decision;
import humanapproval.approval.Ending;
import humanapproval.approval.State;
import humanapproval.approval.Vote;
import humanapproval.events.ApprovalEvent;
import humanapproval.fake.Samples;
import humanapproval.slack.SlackPress;
import humanapproval.store.StoreException;
import humanapproval.waiter.Waiter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.eventbridge.model.EventBridgeException;
import software.amazon.awssdk.services.sfn.model.TaskTimedOutException;

/** An execution was stopped from outside: nobody but the callback can announce the end. */
class StoppedTest {

    private final Approval asked = SlackPress.asked();
    private final CallbackFixture callback = new CallbackFixture().with(asked);

    private static Approval asked(String id, String execution) {
        return Samples.opened(new ApprovalEvent.Requested(
                id,
                new Waiter(execution, Samples.TOKEN, 0),
                Samples.NOW,
                Samples.DEADLINE,
                Samples.json("{}"),
                Optional.empty()));
    }

    private void stop() {
        assertEquals(new JsonObject(), callback.invoke(Samples.event("ApprovalCallback-stopped.json")));
    }

    @Test
    void theEndIsAnnouncedAsTheWorkflowWouldHave() {
        stop();
        assertEquals(State.CANCELLED, callback.record().state());
        assertEquals(List.of("Approval Closed"), callback.events.types());
        assertEquals("bus", callback.events.entries.getFirst().eventBusName());
        assertEquals("human-approval", callback.events.entries.getFirst().source());
        JsonObject detail = callback.events.lastDetail();
        assertEquals(List.of("approvalId", "executionArn", "outcome"), List.copyOf(detail.keySet()));
        assertEquals(Samples.ID, detail.get("approvalId").getAsString());
        assertEquals(Samples.EXECUTION, detail.get("executionArn").getAsString());
        assertEquals(
                "CANCELLED", detail.getAsJsonObject("outcome").get("outcome").getAsString());
        assertEquals(
                asked.question().orElseThrow().digest(),
                detail.getAsJsonObject("outcome").get("requestDigest").getAsString());
        assertTrue(callback.log().contains("STOPPED 1"), callback.log());
    }

    @Test
    void theEndIsRecordedBeforeItIsAnnounced() {
        callback.table.beforeNextPut = () -> assertEquals(List.of(), callback.events.types());
        stop();
        assertEquals(State.CANCELLED, callback.record().state());
    }

    @Test
    void whatCouldNotBeAnnouncedIsAnnouncedByTheSweep() {
        callback.events.fault = EventBridgeException.builder().message("down").build();
        assertThrows(EventBridgeException.class, this::stop);
        assertEquals(State.CANCELLED, callback.record().state());
        callback.events.notTaken = true;
        callback.clock.move(Duration.ofSeconds(61));
        callback.invoke(Samples.json("{'sweep': true}"));
        assertTrue(callback.log().contains("FAILED"), callback.log());
        callback.invoke(Samples.json("{'sweep': true}"));
        assertEquals(List.of("Approval Closed"), callback.events.types());
        assertEquals(List.of(), callback.approvals.due());
    }

    @Test
    void whatCouldNotBeAnnouncedIsAnnouncedByWhoeverComesBy() {
        callback.events.fault = EventBridgeException.builder().message("down").build();
        assertThrows(EventBridgeException.class, this::stop);
        assertEquals(410, callback.post("decision=approve&confirm=yes&comment=").status());
        assertEquals(List.of("Approval Closed", "Approval Vote Refused"), callback.events.types());
    }

    @Test
    void whatCouldNotBeRecordedIsNotAnnounced() {
        callback.table.failingPuts = 1;
        assertThrows(StoreException.class, this::stop);
        assertEquals(List.of(), callback.events.types());
        stop();
        assertEquals(State.CANCELLED, callback.record().state());
        assertEquals(List.of("Approval Closed"), callback.events.types());
    }

    @Test
    void whatAChannelFoundStoppedFirstIsAnnouncedToTheOthersOnce() {
        callback.with(asked.ended(Ending.of(State.CANCELLED, Samples.NOW)));
        stop();
        assertEquals(List.of("Approval Closed"), callback.events.types());
        stop();
        assertEquals(List.of("Approval Closed"), callback.events.types());
    }

    @Test
    void whatIsClosedIsNotAnnounced() {
        callback.with(asked.with(new Vote(Samples.BOB, "bob", ChannelName.SLACK, Decision.REJECT, "", Samples.NOW))
                .ended(Ending.of(State.REJECTED, Samples.NOW)));
        stop();
        assertEquals(State.REJECTED, callback.record().state());
        assertEquals(List.of(), callback.events.types());
    }

    @Test
    void aVoteThatCameFirstStands() {
        callback.inSlack().table.beforeNextPut =
                () -> assertEquals(200, callback.press(SlackPress.approve()).status());
        stop();
        assertEquals(State.APPROVED, callback.record().state());
        assertEquals(1, callback.record().votes().size());
    }

    @Test
    void whatWasDecidedWhileTheSearchStillFoundItOpenIsNotAnnounced() {
        callback.inSlack().table.beforeNextRead =
                () -> assertEquals(200, callback.press(SlackPress.approve()).status());
        stop();
        assertEquals(State.APPROVED, callback.record().state());
        assertEquals(List.of("Approval Vote Recorded"), callback.events.types());
    }

    @Test
    void everyOpenApprovalOfTheExecutionIsClosedAndNoOther() {
        callback.with(asked("second", Samples.EXECUTION)).with(asked("foreign", Samples.EXECUTION + "0"));
        stop();
        assertEquals(
                Set.of(Samples.ID, "second"),
                callback.events.entries.stream()
                        .map(entry -> JsonParser.parseString(entry.detail())
                                .getAsJsonObject()
                                .get("approvalId")
                                .getAsString())
                        .collect(Collectors.toSet()));
        assertEquals(
                State.OPEN, callback.approvals.find("foreign").orElseThrow().state());
    }

    @Test
    void anExecutionThatEndsAfterTheDeadlineEndsTheApprovalAsItsTimeoutDoes() {
        callback.with(SlackPress.asked("{'onTimeout': 'reject'}", Map.of()).kept(1))
                .clock
                .move(Duration.ofHours(1));
        callback.stepFunctions.faults.add(TaskTimedOutException.builder().build());
        stop();
        assertEquals(State.REJECTED, callback.record().state());
        assertEquals(
                "REJECTED",
                callback.events
                        .lastDetail()
                        .getAsJsonObject("outcome")
                        .get("outcome")
                        .getAsString());
    }
}

package humanapproval.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonObject;
import humanapproval.approval.Approval;
import humanapproval.approval.Change;
import humanapproval.approval.Ending;
import humanapproval.approval.State;
import humanapproval.events.ApprovalEvent;
import humanapproval.fake.FakeStepFunctions;
import humanapproval.fake.FakeTable;
import humanapproval.fake.Samples;
import humanapproval.fake.SteppingClock;
import humanapproval.json.JsonFields;
import humanapproval.store.Approvals;
import humanapproval.waiter.StepFunctions;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What "Approval Closed" makes of a record. */
class OpeningsTest {

    private final SteppingClock clock = new SteppingClock(Samples.NOW);
    private final Approvals approvals = new Approvals(new FakeTable(), "table", clock);
    private final Openings openings = new Openings(approvals, new StepFunctions(new FakeStepFunctions()), clock);

    /** Whether whoever waits has taken an approval that {@code end} is announced of. */
    private Ending.Told toldAfter(String end, Optional<Boolean> taken) {
        Ending approved = Ending.of(State.APPROVED, Samples.NOW);
        Approval resumed =
                Samples.opened(Samples.requested("{}")).ended(approved).told(Ending.Told.RESUMED);
        approvals.update(Samples.ID, record -> Change.keep(resumed));
        JsonObject event = Samples.json("{'source': 'human-approval', 'detail-type': 'Approval Closed', 'detail': {"
                + "'approvalId': '" + Samples.ID + "', 'executionArn': '" + Samples.EXECUTION
                + "', 'outcome': {'outcome': '" + end + "'}}}");
        taken.ifPresent(known -> event.getAsJsonObject("detail").addProperty("taken", known));
        openings.close((ApprovalEvent.Closed) ApprovalEvent.decode(new JsonFields(event, "event")));
        return approvals
                .find(Samples.ID)
                .flatMap(Approval::ending)
                .orElseThrow()
                .told();
    }

    @Test
    void theWorkflowsOwnAnnouncementWithoutTheFieldTakenCountsAsTaken() {
        assertEquals(Ending.Told.TAKEN, toldAfter("APPROVED", Optional.empty()));
    }

    @Test
    void anAnnouncementThatNobodyTookItOrOfAnotherEndDoesNot() {
        assertEquals(Ending.Told.RESUMED, toldAfter("APPROVED", Optional.of(false)));
        assertEquals(Ending.Told.RESUMED, toldAfter("REJECTED", Optional.empty()));
    }
}

package humanapproval.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.gson.JsonObject;
import humanapproval.fake.Samples;
import humanapproval.request.Channel;
import humanapproval.request.RequestDigest;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OutcomeTest {

    private final Approval open = Samples.open("{'title': 'T'}");

    @Test
    void itTellsWhoSaidWhatAboutWhichRequest() {
        JsonObject outcome = Outcome.of(
                open.with(new Vote(Samples.BOB, Samples.BOB, Channel.EMAIL, Decision.REJECT, "no", Samples.NOW))
                        .closed(State.REJECTED, Samples.NOW));
        assertEquals(
                Samples.json("{'schemaVersion': 1, 'approvalId': '" + Samples.ID
                        + "', 'outcome': 'REJECTED', 'decidedAt': '2026-01-31T12:00:00Z',"
                        + " 'votes': [{'approver': 'bob@example.com', 'name': 'bob@example.com', 'channel': "
                        + "'email', 'decision': 'REJECT', 'comment': 'no', 'at': '2026-01-31T12:00:00Z'}],"
                        + " 'requiredApprovals': 1, 'requestDigest': '"
                        + RequestDigest.of(Samples.json("{'title': 'T'}")) + "'}"),
                outcome);
    }

    @Test
    void aFailureTellsWhyAndNothingElseDoes() {
        Approval.Closing failed = new Approval.Closing(
                State.FAILED, Samples.NOW, Optional.of(new Approval.Failure("Approval.Undeliverable", "why")));
        assertEquals(
                Samples.json("{'name': 'Approval.Undeliverable', 'cause': 'why'}"),
                Outcome.of(open.closed(failed)).get("error"));
        assertFalse(Outcome.of(open.closed(State.EXPIRED, Samples.NOW)).has("error"));
    }

    @Test
    void itHoldsNoTokenAndNoLink() {
        String outcome = Outcome.of(open.closed(State.EXPIRED, Samples.NOW)).toString();
        assertFalse(outcome.contains(Samples.TOKEN) || outcome.contains(LinkCode.hash(Samples.CODE)), outcome);
    }

    @Test
    void whatIsOpenHasNone() {
        assertThrows(NoSuchElementException.class, () -> Outcome.of(open));
    }
}

package humanapproval.approval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.gson.JsonObject;
import humanapproval.email.Links;
import humanapproval.fake.Samples;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;

class OutcomeTest {

    private final Approval open = Samples.open("{'title': 'T'}");

    @Test
    void itTellsWhoSaidWhatAboutWhichRequest() {
        JsonObject outcome = OutcomeDocument.of(
                open.with(new Vote(Samples.BOB, Samples.BOB, ChannelName.EMAIL, Decision.REJECT, "no", Samples.NOW))
                        .ended(Ending.of(State.REJECTED, Samples.NOW)));
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
        Ending failed = Ending.failed(new Failure("Approval.Undeliverable", "why"), Samples.NOW);
        assertEquals(
                Samples.json("{'name': 'Approval.Undeliverable', 'cause': 'why'}"),
                OutcomeDocument.of(open.ended(failed)).get("error"));
        assertFalse(OutcomeDocument.of(open.ended(Ending.of(State.EXPIRED, Samples.NOW)))
                .has("error"));
    }

    @Test
    void itHoldsNoTokenAndNoLink() {
        String outcome = OutcomeDocument.of(open.ended(Ending.of(State.EXPIRED, Samples.NOW)))
                .toString();
        assertFalse(outcome.contains(Samples.TOKEN) || outcome.contains(Links.hash(Samples.CODE)), outcome);
    }

    @Test
    void whatIsOpenHasNone() {
        assertThrows(NoSuchElementException.class, () -> OutcomeDocument.of(open));
    }
}

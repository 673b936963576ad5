package humanapproval.callback;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;

import humanapproval.callback.Voting.Answer;
import humanapproval.fake.Samples;
import humanapproval.request.Channel;
import humanapproval.store.Approval;
import humanapproval.store.Approvals.Change;
import humanapproval.store.Decision;
import humanapproval.store.State;
import humanapproval.store.Vote;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class VotingTest {

    private final Approval open = Samples.open("{}");

    private static Vote vote(String approver, Decision decision, Instant at) {
        return new Vote(approver, approver, Channel.EMAIL, decision, "", at);
    }

    private static Vote bobs(Decision decision) {
        return vote(Samples.BOB, decision, Samples.NOW);
    }

    @ParameterizedTest
    @EnumSource(Decision.class)
    void oneVoteDecides(Decision decision) {
        Change<Answer> change = Voting.cast(open, bobs(decision));
        assertEquals(decision.state(), change.approval().state());
        assertEquals(List.of(bobs(decision)), change.approval().votes());
        assertEquals(new Answer.Decided(change.approval()), change.answer());
    }

    @ParameterizedTest
    @EnumSource(
            value = State.class,
            names = {"EXPIRED", "FAILED", "CANCELLED"})
    void whatEndedWithoutADecisionTakesNoVote(State end) {
        Change<Answer> change = Voting.cast(open.closed(end, Samples.NOW), bobs(Decision.APPROVE));
        assertInstanceOf(Answer.NoLongerOpen.class, change.answer());
        assertNull(change.approval());
    }

    @Test
    void theDeadlineItselfIsTooLateAndTheMomentBeforeIsNot() {
        assertInstanceOf(
                Answer.NoLongerOpen.class,
                Voting.cast(open, vote(Samples.BOB, Decision.APPROVE, Samples.DEADLINE))
                        .answer());
        assertInstanceOf(
                Answer.Decided.class,
                Voting.cast(open, vote(Samples.BOB, Decision.APPROVE, Samples.DEADLINE.minusMillis(1)))
                        .answer());
    }

    @Test
    void whoSaidTheSameDecidedAndEverybodyElseCameTooLate() {
        Approval decided = Voting.cast(open, bobs(Decision.APPROVE)).approval();
        Instant afterwards = Samples.DEADLINE.plusSeconds(1);
        assertInstanceOf(
                Answer.Decided.class,
                Voting.cast(decided, vote(Samples.BOB, Decision.APPROVE, afterwards))
                        .answer());
        assertInstanceOf(
                Answer.AlreadyDecided.class,
                Voting.cast(decided, vote(Samples.BOB, Decision.REJECT, afterwards))
                        .answer());
        assertInstanceOf(
                Answer.AlreadyDecided.class,
                Voting.cast(decided, vote("carol@example.com", Decision.APPROVE, afterwards))
                        .answer());
    }

    @Test
    void whoMayNotDecideIsToldSoWhateverTheState() {
        Approval named = Samples.open("{'approvers': ['carol@example.com']}");
        for (Approval approval :
                List.of(named, named.closed(State.APPROVED, Samples.NOW), named.closed(State.EXPIRED, Samples.NOW))) {
            Change<Answer> change = Voting.cast(approval, bobs(Decision.REJECT));
            assertInstanceOf(Answer.Refused.class, change.answer());
            assertNull(change.approval());
        }
    }

    @ParameterizedTest
    @EnumSource(value = State.class, mode = EnumSource.Mode.EXCLUDE, names = "OPEN")
    void anEndStandsWhateverEndsTheWait(State end) {
        Approval closed = open.closed(end, Samples.NOW);
        assertEquals(closed, Voting.settled(closed, Samples.DEADLINE));
        assertEquals(closed, Voting.stopped(closed, Samples.DEADLINE));
    }

    @Test
    void anOpenOneExpiresOrIsCancelled() {
        assertEquals(open.closed(State.EXPIRED, Samples.DEADLINE), Voting.settled(open, Samples.DEADLINE));
        assertEquals(open.closed(State.CANCELLED, Samples.NOW), Voting.stopped(open, Samples.NOW));
    }
}

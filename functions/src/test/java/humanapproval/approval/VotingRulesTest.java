package humanapproval.approval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;

import humanapproval.fake.Samples;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class VotingRulesTest {

    private final Approval open = Samples.open("{}");

    private static Vote vote(String approver, Decision decision, Instant at) {
        return new Vote(approver, approver, ChannelName.EMAIL, decision, "", at);
    }

    private static Vote bobs(Decision decision) {
        return vote(Samples.BOB, decision, Samples.NOW);
    }

    @ParameterizedTest
    @EnumSource(Decision.class)
    void oneVoteDecides(Decision decision) {
        Change<VoteResult> change = VotingRules.cast(open, bobs(decision));
        assertEquals(decision.state(), change.approval().state());
        assertEquals(List.of(bobs(decision)), change.approval().votes());
        assertEquals(new VoteResult.Decided(change.approval()), change.answer());
    }

    @ParameterizedTest
    @EnumSource(
            value = State.class,
            names = {"EXPIRED", "FAILED", "CANCELLED"})
    void whatEndedWithoutADecisionTakesNoVote(State end) {
        Change<VoteResult> change = VotingRules.cast(open.ended(Ending.of(end, Samples.NOW)), bobs(Decision.APPROVE));
        assertInstanceOf(VoteResult.NoLongerOpen.class, change.answer());
        assertNull(change.approval());
    }

    @Test
    void theDeadlineItselfIsTooLateAndTheMomentBeforeIsNot() {
        assertInstanceOf(
                VoteResult.NoLongerOpen.class,
                VotingRules.cast(open, vote(Samples.BOB, Decision.APPROVE, Samples.DEADLINE))
                        .answer());
        assertInstanceOf(
                VoteResult.Decided.class,
                VotingRules.cast(open, vote(Samples.BOB, Decision.APPROVE, Samples.DEADLINE.minusMillis(1)))
                        .answer());
    }

    @Test
    void whoSaidTheSameDecidedAndEverybodyElseCameTooLate() {
        Approval decided = VotingRules.cast(open, bobs(Decision.APPROVE)).approval();
        Instant afterwards = Samples.DEADLINE.plusSeconds(1);
        assertInstanceOf(
                VoteResult.Decided.class,
                VotingRules.cast(decided, vote(Samples.BOB, Decision.APPROVE, afterwards))
                        .answer());
        assertInstanceOf(
                VoteResult.AlreadyDecided.class,
                VotingRules.cast(decided, vote(Samples.BOB, Decision.REJECT, afterwards))
                        .answer());
        assertInstanceOf(
                VoteResult.AlreadyDecided.class,
                VotingRules.cast(decided, vote("carol@example.com", Decision.APPROVE, afterwards))
                        .answer());
    }

    @Test
    void whoMayNotDecideIsToldSoWhateverTheState() {
        Approval named = Samples.open("{'approvers': ['carol@example.com']}");
        for (Approval approval : List.of(
                named,
                named.ended(Ending.of(State.APPROVED, Samples.NOW)),
                named.ended(Ending.of(State.EXPIRED, Samples.NOW)))) {
            Change<VoteResult> change = VotingRules.cast(approval, bobs(Decision.REJECT));
            assertInstanceOf(VoteResult.Refused.class, change.answer());
            assertNull(change.approval());
        }
    }

    @ParameterizedTest
    @EnumSource(value = State.class, mode = EnumSource.Mode.EXCLUDE, names = "OPEN")
    void anEndStandsWhateverEndsTheWait(State end) {
        Approval closed = open.ended(Ending.of(end, Samples.NOW));
        assertEquals(closed, VotingRules.settled(closed, Samples.DEADLINE));
        assertEquals(closed, VotingRules.stopped(closed, Samples.DEADLINE));
    }

    @Test
    void anOpenOneExpiresOrIsCancelled() {
        assertEquals(
                open.ended(Ending.of(State.EXPIRED, Samples.DEADLINE)), VotingRules.settled(open, Samples.DEADLINE));
        assertEquals(open.ended(Ending.of(State.CANCELLED, Samples.NOW)), VotingRules.stopped(open, Samples.NOW));
    }
}

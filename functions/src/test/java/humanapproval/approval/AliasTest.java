package humanapproval.approval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import humanapproval.fake.Samples;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** People are known by several names. */
class AliasTest {

    private final Approval asked = Samples.open(
                    "{'requester': 'ana@example.com', 'approvers': " + "['ana@corp.example', 'bob@example.com']}")
            .with(
                    ChannelName.SLACK,
                    outbox -> outbox.knowing(Map.of(
                            "ana@example.com",
                            "slack:T:ANA",
                            "ana@corp.example",
                            "slack:T:ANA",
                            Samples.BOB,
                            "slack:T:BOB")));

    @Test
    void whoIsTheRequesterInOneChannelIsSoByEveryEmail() {
        assertEquals("ana@example.com", asked.person("slack:T:ANA"));
        assertTrue(asked.refusal("ana@corp.example").orElseThrow().contains("your own request"));
        assertEquals(Optional.empty(), asked.refusal(Samples.BOB));
    }

    @Test
    void whoIsFoundVotesByEmailAndEverybodyElseByAlias() {
        assertEquals(Samples.BOB, asked.person("slack:T:BOB"));
        assertEquals("slack:T:EVE", asked.person("slack:T:EVE"));
    }

    @Test
    void whoIsKnownByOneAliasUnderTwoEmailsIsOneApproval() {
        Approval two = Samples.open("{'requiredApprovals': 2, 'approvers': ['bob@example.com', 'alice@example.com']}")
                .with(
                        ChannelName.SLACK,
                        outbox ->
                                outbox.knowing(Map.of(Samples.BOB, "slack:T:BOB", "alice@example.com", "slack:T:BOB")));
        for (String email : new String[] {Samples.BOB, "alice@example.com"}) {
            two = two.with(new Vote(email, email, ChannelName.EMAIL, Decision.APPROVE, "", Samples.NOW));
        }
        assertEquals(1, two.approvals());
    }

    @Test
    void theRequestersIdUnderAnotherEmailIsTheRequester() {
        Policy policy = Request.read(
                        Samples.json("{'requester': {'email': 'ana@example.com', 'slack': 'U0000000ANA'}, 'approvers':"
                                + " [{'email': 'a@corp.example', 'slack': 'U0000000ANA'}, 'bob@example.com']}"),
                        true)
                .policy();
        assertTrue(policy.refusal("a@corp.example", false).isPresent());
        assertEquals(java.util.Set.of("bob@example.com"), policy.eligible());
    }

    @Test
    void whereOnlyTheRequesterUnderAnotherEmailIsReachedNobodyIs() {
        Approval own = Samples.open("{'requester': 'ana@example.com', 'approvers': ['a@corp.example']}")
                .with(
                        ChannelName.SLACK,
                        outbox -> outbox.knowing(
                                Map.of("ana@example.com", "slack:T:ANA", "a@corp.example", "slack:T:ANA")));
        Approval reached = Undeliverable.reaching(
                Undeliverable.reaching(own, ChannelName.SLACK, Reach.allBut(java.util.Set.of()), Samples.NOW),
                ChannelName.EMAIL,
                Reach.cannot("Nobody.", own.request().policy()),
                Samples.NOW);
        assertEquals(State.FAILED, reached.state());
    }
}

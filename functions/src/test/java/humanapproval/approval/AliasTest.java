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
}

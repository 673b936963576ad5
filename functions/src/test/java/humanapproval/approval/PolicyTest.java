package humanapproval.approval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import humanapproval.fake.Samples;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Who may decide, as requests say it. */
class PolicyTest {

    private static Policy read(String input) {
        return Request.entering(Samples.json(input), new Limits(true, false)).policy();
    }

    @Test
    void thoseWhoJoinLaterMayDecideFromThenOn() {
        Policy policy = read(
                "{'approvers': ['bob@example.com'], 'escalateTo': ['lead@example.com'], 'remindEverySeconds': 60}");
        assertTrue(policy.refusal("lead@example.com", false).isPresent());
        assertTrue(policy.refusal("lead@example.com", true).isEmpty());
    }

    @Test
    void theDeployersCeilingIsAboveEveryInput() {
        String input = "{'requester': 'ana@example.com', 'allowSelfApproval': true, 'approvers': ['ana@example.com', "
                + "'bob@example.com']}";
        assertTrue(read(input).refusal("ana@example.com", false).isEmpty());
        assertTrue(Request.read(Samples.json(input), false)
                .policy()
                .refusal("ana@example.com", false)
                .isPresent());
        String alone = input.replace(", 'bob@example.com'", "");
        assertEquals(1, read(alone).eligible().size());
        assertThrows(
                InvalidRequestException.class, () -> Request.read(Samples.json(alone), false), "nobody could decide");
    }

    @Test
    void thereAreAtMostFiftyApprovers() {
        assertEquals(
                50, read("{'approvers': " + approvers(50) + "}").approvers().size());

        assertThrows(InvalidRequestException.class, () -> read("{'approvers': " + approvers(51) + "}"));
    }

    private static String approvers(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "'p" + i + "@example.com'")
                .collect(Collectors.joining(",", "[", "]"));
    }

    @Test
    void onlyNamedApproversMayDecide() {
        assertTrue(read("{'approvers': ['bob@example.com']}")
                .refusal("carol@example.com", false)
                .isPresent());
        assertFalse(read("{'approvers': ['BOB@example.com']}")
                .refusal("bob@example.com", false)
                .isPresent());
        assertFalse(read("{}").refusal("carol@example.com", false).isPresent());
    }

    @Test
    void nobodyDecidesTheirOwnRequestUnlessItSaysSo() {
        assertTrue(read("{'requester': 'Ana@example.com'}")
                .refusal("ana@example.com", false)
                .isPresent());
        assertFalse(read("{'requester': 'Ana@example.com', 'allowSelfApproval': true}")
                .refusal("ana@example.com", false)
                .isPresent());
        assertFalse(read("{'requester': 'ana@example.com'}")
                .refusal("bob@example.com", false)
                .isPresent());
    }
}

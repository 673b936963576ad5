package humanapproval.email;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import humanapproval.approval.Claim;
import humanapproval.fake.QueueEvents;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Many requests, or many approvers, at once. */
class ManyMailsTest extends EmailChannelFixture {

    /** As the delivery protocol notes them. */
    private static final int NOTED_TOGETHER = 10;

    @Test
    void threeHundredRequestsToOneApproverStayBelowFiveASecond() {
        Set<Instant> moments = new HashSet<>();
        sns.failing = mail -> !moments.add(clock.instant());
        for (int i = 0; i < 300; i++) {
            assertTrue(takes(QueueEvents.of("ask-" + i, requested())));
        }
        assertEquals(300, mailed().size());
        List<Instant> sorted = moments.stream().sorted().collect(Collectors.toList());
        for (int i = 1; i < sorted.size(); i++) {
            assertFalse(Duration.between(sorted.get(i - 1), sorted.get(i)).compareTo(MailPace.GAP) < 0);
        }
    }

    @Test
    void manyApproversAreMailedInSeveralInvocationsAndNobodyTwice() {
        for (int i = 0; i < 40; i++) {
            sns.approver("p" + i + "@example.com");
        }
        sns.failing = mail -> {
            clock.move(Duration.ofSeconds(1));
            return false;
        };
        int invocations = 1;
        while (!takes("{}")) {
            invocations++;
        }
        assertTrue(invocations > 2, "" + invocations);
        assertEquals(43, mailed().size());
        assertEquals(43, new HashSet<>(mailed()).size());
    }

    @Test
    void anInvocationThatDiesMailsFewAgain() {
        for (int i = 0; i < 40; i++) {
            sns.approver("p" + i + "@example.com");
        }
        sns.failing = mail -> {
            if (sns.published.size() == 25) {
                throw new OutOfMemoryError();
            }
            return false;
        };
        assertThrows(OutOfMemoryError.class, () -> takes("{}"));
        sns.failing = mail -> false;
        clock.move(Claim.LEASE);
        assertTrue(takes("{}"));
        assertEquals(43, new HashSet<>(mailed()).size());
        assertTrue(mailed().size() <= 43 + NOTED_TOGETHER, "" + mailed().size());
    }
}

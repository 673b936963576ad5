package humanapproval.email;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import humanapproval.approval.Claim;
import humanapproval.fake.Samples;
import humanapproval.fake.SteppingClock;
import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class PaceContractTest {

    private static int number(String name) {
        return Integer.parseInt(Pattern.compile(name + ": (\\d+)")
                .matcher(Samples.file("template.yaml"))
                .results()
                .findFirst()
                .orElseThrow()
                .group(1));
    }

    @Test
    void allInvocationsTogetherSendLessThanFiveMailsASecondToOneAddress() {
        assertTrue(number("MaximumConcurrency") * Duration.ofSeconds(1).toMillis() < 5 * MailPace.GAP.toMillis());
    }

    @Test
    void nobodyIsTakenForDeadWhoStillRuns() {
        assertTrue(Claim.LEASE.toSeconds() > number(" Timeout"));
    }

    @Test
    void mailsToOneAddressKeepTheirDistanceAndOthersDoNotWait() {
        SteppingClock clock = new SteppingClock(Samples.NOW);
        MailPace pace = new MailPace(clock, clock::move);
        pace.awaitTurn("a");
        pace.awaitTurn("b");
        assertEquals(Samples.NOW, clock.instant());
        pace.awaitTurn("a");
        assertEquals(Samples.NOW.plus(MailPace.GAP), clock.instant());
        pace.awaitAll();
        assertEquals(Samples.NOW.plus(MailPace.GAP.multipliedBy(2)), clock.instant());
        pace.awaitAll();
        assertEquals(Duration.ofSeconds(1), Duration.between(Samples.NOW, clock.instant()));
    }
}

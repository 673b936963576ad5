package humanapproval.email;

import static org.junit.jupiter.api.Assertions.assertTrue;

import humanapproval.fake.Samples;
import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class PaceContractTest {

    private static int number(String name) {
        return Integer.parseInt(Pattern.compile(name + ": (\\d+)").matcher(Samples.file("template.yaml")).results().findFirst().orElseThrow().group(1));
    }

    @Test
    void allInvocationsTogetherSendLessThanFiveMailsASecondToOneAddress() {
        assertTrue(number("MaximumConcurrency") * Duration.ofSeconds(1).toMillis() < 5 * MailPace.GAP.toMillis());
    }

    @Test
    void nobodyIsTakenForDeadWhoStillRuns() {
        assertTrue(Delivery.ABANDONED.toSeconds() > number(" Timeout"));
    }
}

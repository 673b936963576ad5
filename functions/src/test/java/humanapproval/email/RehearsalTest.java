package humanapproval.email;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import humanapproval.fake.Samples;
import org.junit.jupiter.api.Test;

/** The channel's rehearsal goes all the way, each time. */
class RehearsalTest {

    @Test
    void itGoesAllTheWay() throws Exception {
        String log = EmailChannel.rehearse(Samples.ENVIRONMENT, 2);
        assertEquals(2, log.lines().filter(line -> line.contains("SENT")).count(), log);
        assertFalse(log.contains("FAILED"), log);
    }
}

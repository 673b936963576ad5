package humanapproval.email;

import static org.junit.jupiter.api.Assertions.assertEquals;

import humanapproval.fake.Samples;
import org.junit.jupiter.api.Test;

/** The rehearsal goes all the way, each time. */
class RehearsalTest {

    @Test
    void itGoesAllTheWay() throws Exception {
        assertEquals(3, EmailChannel.rehearse(Samples.ENVIRONMENT, 3));
    }
}

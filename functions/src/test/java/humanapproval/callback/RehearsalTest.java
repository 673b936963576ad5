package humanapproval.callback;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import humanapproval.fake.Samples;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The callback's rehearsal goes all the way: a page shown, a vote on it, a press. */
class RehearsalTest {

    @Test
    void itGoesAllTheWay() throws Exception {
        String log = Rehearsal.run(Samples.ENVIRONMENT, 2);
        for (String step : List.of("GET 200", "POST 200", "REJECTED")) {
            assertEquals(2, log.lines().filter(line -> line.contains(step)).count(), log);
        }
        assertFalse(log.contains("FAILED"), log);
    }
}

package humanapproval.callback;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import humanapproval.lambda.Environment;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The callback's rehearsal goes all the way: a page shown, a vote on it, a press. */
class RehearsalTest {

    private static final Environment ENVIRONMENT = new Environment(Map.of("AWS_REGION", "eu-west-1",
            "APPROVAL_TABLE", "table", "APPROVAL_BUS", "bus", "APPROVAL_TOPIC", "topic", "SLACK_QUEUE", "queue",
            "SLACK_BOT_TOKEN", "token", "SLACK_SIGNING_SECRET", "signing"));

    @Test
    void itGoesAllTheWay() throws Exception {
        String log = Rehearsal.run(ENVIRONMENT, 2);
        for (String step : List.of("GET 200", "POST 200", "REJECTED")) {
            assertEquals(2, log.lines().filter(line -> line.contains(step)).count(), log);
        }
        assertFalse(log.contains("FAILED"), log);
    }
}

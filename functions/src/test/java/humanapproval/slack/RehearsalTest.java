package humanapproval.slack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import humanapproval.lambda.Environment;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The channel's rehearsal goes all the way, each time. */
class RehearsalTest {

    private static final Environment ENVIRONMENT = new Environment(Map.of("AWS_REGION", "eu-west-1",
            "APPROVAL_TABLE", "table", "APPROVAL_BUS", "bus", "APPROVAL_TOPIC", "topic", "SLACK_QUEUE", "queue",
            "SLACK_BOT_TOKEN", "token", "SLACK_SIGNING_SECRET", "signing"));

    @Test
    void itGoesAllTheWay() throws Exception {
        String log = SlackChannel.rehearse(ENVIRONMENT, 2);
        assertEquals(2, log.lines().filter(line -> line.contains("POSTED")).count(), log);
        assertFalse(log.contains("FAILED"), log);
    }
}

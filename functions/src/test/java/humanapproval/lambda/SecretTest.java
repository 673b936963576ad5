package humanapproval.lambda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import humanapproval.fake.FakeSecret;
import humanapproval.fake.Samples;
import humanapproval.fake.SteppingClock;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.secretsmanager.model.InternalServiceErrorException;

class SecretTest {

    private final FakeSecret manager = new FakeSecret();
    private final SteppingClock clock = new SteppingClock(Samples.NOW);
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final InvocationLog log = new InvocationLog(new PrintStream(out, true, StandardCharsets.UTF_8), "function");
    private final Secret secret = new Secret(manager, "arn", clock, log);

    private String line() {
        out.reset();
        log.write("request-1");
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void aValueThatWorkedGoesOnThroughAnOutageAndANewOneTakesOverAfterIt() {
        manager.value = "first";
        assertEquals(Optional.of("first"), secret.value());
        manager.fault = InternalServiceErrorException.builder().message("down").build();
        for (int i = 0; i < 30; i++) {
            clock.move(Duration.ofMinutes(1));
            assertEquals(Optional.of("first"), secret.value());
        }
        manager.fault = null;
        manager.value = "second";
        clock.move(Duration.ofSeconds(11));
        assertEquals(Optional.of("second"), secret.value());
    }

    @Test
    void thatAnOlderValueGoesOnStandsInTheInvocationsLineWithoutTheValue() {
        manager.value = "first-value";
        secret.value();
        assertFalse(line().contains("OLD_SECRET"));
        manager.fault = InternalServiceErrorException.builder().message("down").build();
        clock.move(Duration.ofMinutes(4));
        secret.value();
        String line = line();
        assertTrue(line.contains("{\"approvalId\":null,\"result\":\"OLD_SECRET\"}"), line);
        assertFalse(line.contains("first-value") || line.contains("arn"), line);
        assertFalse(line().contains("OLD_SECRET"), "each line has its own invocation's words");
        clock.move(Duration.ofSeconds(11));
        secret.valueInDoubt();
        assertTrue(line().contains("OLD_SECRET"), "it is still out");
        manager.fault = null;
        clock.move(Duration.ofSeconds(11));
        secret.value();
        assertFalse(line().contains("OLD_SECRET"), "it is over");
    }

    @Test
    void whatWasNeverReadCanNotGoOn() {
        manager.fault = InternalServiceErrorException.builder().message("down").build();
        assertThrows(InternalServiceErrorException.class, secret::value);
        manager.fault = null;
        manager.value = "first";
        assertEquals(Optional.of("first"), secret.value());
    }
}

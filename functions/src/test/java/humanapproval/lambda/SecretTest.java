package humanapproval.lambda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import humanapproval.fake.FakeSecret;
import humanapproval.fake.Samples;
import humanapproval.fake.SteppingClock;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.secretsmanager.model.InternalServiceErrorException;

class SecretTest {

    private final FakeSecret manager = new FakeSecret();
    private final SteppingClock clock = new SteppingClock(Samples.NOW);
    private final Secret secret = new Secret(manager, "arn", clock);

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
    void whatWasNeverReadCanNotGoOn() {
        manager.fault = InternalServiceErrorException.builder().message("down").build();
        assertThrows(InternalServiceErrorException.class, secret::value);
        manager.fault = null;
        manager.value = "first";
        assertEquals(Optional.of("first"), secret.value());
    }
}

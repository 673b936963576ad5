package humanapproval.lambda;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;

/**
 * One secret of Secrets Manager, read when it is first needed, so never a part of a snapshot, and kept for minutes, so
 * that a rotated one is picked up without a deployment.
 */
public final class Secret {

    private static final Duration KEPT = Duration.ofMinutes(3);
    private static final Duration KEPT_IN_DOUBT = Duration.ofSeconds(10);

    private final SecretsManagerClient secrets;
    private final String arn;
    private final Clock clock;
    private final InvocationLog log;
    private Optional<String> value = Optional.empty();
    private Instant readAt = Instant.MIN;

    /** The secret {@code arn}; {@code log} hears where an older value goes on through an outage. */
    public Secret(SecretsManagerClient secrets, String arn, Clock clock, InvocationLog log) {
        this.secrets = secrets;
        this.arn = arn;
        this.clock = clock;
        this.log = log;
    }

    /**
     * Its value, up to 3 minutes old, older while it can't be read; none as long as nobody has filled it. Throws the
     * SDK's exception when it was never read.
     */
    public Optional<String> value() {
        return notOlderThan(KEPT);
    }

    /** Its value, up to 10 seconds old: for a caller who was refused with what {@link #value} gave. */
    public Optional<String> valueInDoubt() {
        return notOlderThan(KEPT_IN_DOUBT);
    }

    private synchronized Optional<String> notOlderThan(Duration age) {
        Instant now = clock.instant();
        if (readAt.isBefore(now.minus(age))) {
            try {
                value = read();
                readAt = now;
            } catch (SdkException e) {
                // A value that worked goes on while Secrets Manager is out, and is looked at again soon.
                if (value.isEmpty()) {
                    throw e;
                }
                log.step(null, "OLD_SECRET");
                readAt = now.minus(KEPT).plus(KEPT_IN_DOUBT);
            }
        }
        return value;
    }

    private Optional<String> read() {
        try {
            return Optional.ofNullable(
                            secrets.getSecretValue(get -> get.secretId(arn)).secretString())
                    .map(String::strip)
                    .filter(text -> !text.isEmpty());
        } catch (ResourceNotFoundException e) {
            // A secret without a value (Secrets Manager User Guide, Troubleshoot).
            return Optional.empty();
        }
    }
}

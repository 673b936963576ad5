package humanapproval.fake;

import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueRequest;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueResponse;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;

/** Secrets Manager with one secret. */
public final class FakeSecret implements SecretsManagerClient {

    /** What was filled in; null as long as nobody did. */
    public String value;
    /** What reading it throws. */
    public RuntimeException fault;

    public int reads;
    /** Runs before each read. */
    public Runnable beforeRead = () -> {};

    @Override
    public GetSecretValueResponse getSecretValue(GetSecretValueRequest request) {
        reads++;
        beforeRead.run();
        if (fault != null) {
            throw fault;
        }
        if (value == null) {
            throw ResourceNotFoundException.builder()
                    .message("Secrets Manager can't find the specified secret value for staging label: AWSCURRENT")
                    .build();
        }
        return GetSecretValueResponse.builder().secretString(value).build();
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}
}

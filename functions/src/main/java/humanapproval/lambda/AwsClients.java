package humanapproval.lambda;

import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProviderChain;
import software.amazon.awssdk.auth.credentials.ContainerCredentialsProvider;
import software.amazon.awssdk.auth.credentials.EnvironmentVariableCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;

/**
 * Sets up AWS SDK clients for a function: one shared HTTP client, region and credentials as Lambda gives them. A call
 * takes 2 seconds at most, with the SDK's own retries 8.
 */
public final class AwsClients {

    private static final Duration ATTEMPT = Duration.ofSeconds(2);
    private static final Duration CALL = Duration.ofSeconds(8);

    private final Environment environment;
    private final SdkHttpClient http = UrlConnectionHttpClient.builder().connectionTimeout(ATTEMPT).socketTimeout(ATTEMPT).build();

    // Under SnapStart Lambda gives credentials by the container endpoint, elsewhere by the environment (Lambda Developer
    // Guide, Improving startup performance with SnapStart). The SDK's default chain would look in files first.
    private final AwsCredentialsProvider credentials = AwsCredentialsProviderChain.builder()
            .credentialsProviders(EnvironmentVariableCredentialsProvider.create(), ContainerCredentialsProvider.create())
            .build();

    /** Takes the region from {@code environment}. */
    public AwsClients(Environment environment) {
        this.environment = environment;
    }

    /** Completes the builder of any service's client. */
    public <B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>, C> C client(B builder) {
        return builder.httpClient(http)
                .region(Region.of(environment.get("AWS_REGION")))
                .credentialsProvider(credentials)
                .overrideConfiguration(options -> options.apiCallAttemptTimeout(ATTEMPT).apiCallTimeout(CALL))
                .build();
    }
}

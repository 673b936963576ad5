package humanapproval.lambda;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ContainerCredentialsProvider;
import software.amazon.awssdk.auth.credentials.EnvironmentVariableCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
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

    private final Region region;
    private final AwsCredentialsProvider credentials;
    private final Optional<URI> endpoint;
    private final SdkHttpClient http = UrlConnectionHttpClient.builder()
            .connectionTimeout(ATTEMPT)
            .socketTimeout(ATTEMPT)
            .build();

    private AwsClients(Environment environment, AwsCredentialsProvider credentials, Optional<URI> endpoint) {
        this.region = Region.of(environment.get("AWS_REGION"));
        this.credentials = credentials;
        this.endpoint = endpoint;
    }

    /** Takes region and credentials from {@code environment}. */
    public AwsClients(Environment environment) {
        // Under SnapStart Lambda gives credentials by the container endpoint, elsewhere by the environment (Lambda
        // Developer Guide, Improving startup performance with SnapStart). The SDK's default chain looks in files first.
        this(
                environment,
                environment.variables().containsKey("AWS_CONTAINER_CREDENTIALS_FULL_URI")
                        ? ContainerCredentialsProvider.create()
                        : EnvironmentVariableCredentialsProvider.create(),
                Optional.empty());
    }

    /** Clients that reach {@code server} alone and know no credentials. */
    public static AwsClients rehearsing(Environment environment, RehearsalServer server) {
        return new AwsClients(
                environment,
                StaticCredentialsProvider.create(AwsBasicCredentials.create("none", "none")),
                Optional.of(server.address()));
    }

    /** A service's client. */
    public <B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>, C> C client(B builder) {
        return builder.httpClient(http)
                .region(region)
                .credentialsProvider(credentials)
                .overrideConfiguration(
                        options -> options.apiCallAttemptTimeout(ATTEMPT).apiCallTimeout(CALL))
                .applyMutation(made -> endpoint.ifPresent(made::endpointOverride))
                .build();
    }
}

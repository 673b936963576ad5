package humanapproval.lambda;

import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
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

/** Sets up AWS SDK clients for a function: one shared HTTP client, region and credentials as Lambda gives them. */
public final class AwsClients {

    /** What a call may take with the SDK's own retries, where nobody waits for it. */
    public static final Duration CALL = Duration.ofSeconds(8);

    private static final Duration LONGEST_ATTEMPT = Duration.ofSeconds(2);

    private final Region region;
    private final AwsCredentialsProvider credentials;
    private final Optional<URI> endpoint;
    private final Duration call;
    private final Duration attempt;
    private final SdkHttpClient http;

    private AwsClients(
            Environment environment, AwsCredentialsProvider credentials, Optional<URI> endpoint, Duration call) {
        this.region = Region.of(environment.get("AWS_REGION"));
        this.credentials = credentials;
        this.endpoint = endpoint;
        this.call = call;
        this.attempt = Collections.min(List.of(call.dividedBy(2), LONGEST_ATTEMPT));
        this.http = UrlConnectionHttpClient.builder()
                .connectionTimeout(attempt)
                .socketTimeout(attempt)
                .build();
    }

    /**
     * Takes region and credentials from {@code environment}; a call fails after so long, with the SDK's own retries.
     */
    public AwsClients(Environment environment, Duration call) {
        // Under SnapStart Lambda gives credentials by the container endpoint, elsewhere by the environment (Lambda
        // Developer Guide, Improving startup performance with SnapStart). The SDK's default chain looks in files first.
        this(
                environment,
                environment.variables().containsKey("AWS_CONTAINER_CREDENTIALS_FULL_URI")
                        ? ContainerCredentialsProvider.create()
                        : EnvironmentVariableCredentialsProvider.create(),
                Optional.empty(),
                call);
    }

    /** Clients that reach {@code server} alone and know no credentials. */
    public static AwsClients reaching(URI server, Environment environment, Duration call) {
        return new AwsClients(
                environment,
                StaticCredentialsProvider.create(AwsBasicCredentials.create("none", "none")),
                Optional.of(server),
                call);
    }

    /** A service's client. */
    public <B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>, C> C client(B builder) {
        return builder.httpClient(http)
                .region(region)
                .credentialsProvider(credentials)
                .overrideConfiguration(
                        options -> options.apiCallAttemptTimeout(attempt).apiCallTimeout(call))
                .applyMutation(made -> endpoint.ifPresent(made::endpointOverride))
                .build();
    }
}

package sandbox;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.client.builder.SdkSyncClientBuilder;
import software.amazon.awssdk.http.urlconnection.ProxyConfiguration;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.regions.Region;

/** The emulated AWS account: where it is, and how programs and clients reach it and nothing else. */
public record Account(URI endpoint) {
    private static final String REGION = "us-east-1";
    private static final String ACCESS_KEY = "test";
    private static final String SECRET_KEY = "test";
    private static final Duration LIMIT = Duration.ofSeconds(30);

    /** A client of this account: {@code account.client(SqsClient.builder())}. No call takes longer than 30 seconds. */
    public <C, B extends AwsClientBuilder<B, C> & SdkSyncClientBuilder<B, C>> C client(B builder) {
        return builder.endpointOverride(endpoint)
                .region(Region.of(REGION))
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create(ACCESS_KEY, SECRET_KEY)))
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(Duration.ofSeconds(5))
                        .socketTimeout(LIMIT)
                        // A proxy of the user's environment does not know this account.
                        .proxyConfiguration(ProxyConfiguration.builder()
                                .useSystemPropertyValues(false)
                                .useEnvironmentVariablesValues(false)
                                .build()))
                .overrideConfiguration(configuration -> configuration
                        .apiCallTimeout(LIMIT)
                        .defaultProfileFile(ProfileFile.aggregator().build()))
                .build();
    }

    /** What the AWS CLI and SAM need to work on this account. */
    Map<String, String> variables() {
        return new TreeMap<>(Map.of(
                "AWS_ENDPOINT_URL", endpoint.toString(),
                "AWS_DEFAULT_REGION", REGION,
                "AWS_REGION", REGION,
                "AWS_ACCESS_KEY_ID", ACCESS_KEY,
                "AWS_SECRET_ACCESS_KEY", SECRET_KEY));
    }

    /** The environment of the sandbox's own programs: this account and no trace of the user's. */
    Map<String, String> environment() {
        var environment = variables();
        environment.putAll(Map.of(
                "AWS_CONFIG_FILE", "/dev/null",
                "AWS_SHARED_CREDENTIALS_FILE", "/dev/null",
                "AWS_EC2_METADATA_DISABLED", "true",
                "SAM_CLI_TELEMETRY", "0",
                "NO_PROXY", "127.0.0.1,localhost",
                "no_proxy", "127.0.0.1,localhost"));
        return environment;
    }

    /** Shell commands after which a terminal works on this account; the values need no quotes. */
    String shellCommands() {
        return variables().entrySet().stream()
                        .map(variable -> "export " + variable.getKey() + "=" + variable.getValue())
                        .collect(Collectors.joining("\n"))
                + "\nexport STACK_NAME=" + Deployment.STACK
                + "\nunset AWS_PROFILE AWS_SESSION_TOKEN\n";
    }
}

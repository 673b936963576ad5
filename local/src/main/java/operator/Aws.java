package operator;

import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.client.builder.SdkSyncClientBuilder;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;

/**
 * The account: that of the shell's credentials, as for the AWS CLI. {@code AWS_ENDPOINT_URL} leads to the playground.
 */
class Aws {

    private final String region;
    private final Map<Class<?>, SdkClient> clients = new HashMap<>();

    /** In the shell's region where none is given. */
    Aws(Optional<String> region, Map<String, String> environment) {
        this.region = region.or(() -> Optional.ofNullable(environment.get("AWS_REGION")))
                .or(() -> Optional.ofNullable(environment.get("AWS_DEFAULT_REGION")))
                .orElseGet(() -> DefaultAwsRegionProviderChain.builder()
                        .build()
                        .getRegion()
                        .id());
    }

    String region() {
        return region;
    }

    /** Where the calls go, when not to AWS itself. */
    Optional<URI> elsewhere() {
        return Optional.ofNullable(System.getenv("AWS_ENDPOINT_URL")).map(URI::create);
    }

    /** The client of a service, as in {@code client(SnsClient.builder())}; it is made once, as that takes time. */
    // A builder's class makes clients of one type.
    @SuppressWarnings("unchecked")
    final <C extends SdkClient, B extends AwsClientBuilder<B, C> & SdkSyncClientBuilder<B, C>> C client(B builder) {
        return (C) clients.computeIfAbsent(builder.getClass(), missing -> made(builder));
    }

    <C extends SdkClient, B extends AwsClientBuilder<B, C> & SdkSyncClientBuilder<B, C>> C made(B builder) {
        return builder.region(Region.of(region))
                .overrideConfiguration(limits -> limits.apiCallTimeout(Duration.ofSeconds(30)))
                .build();
    }
}

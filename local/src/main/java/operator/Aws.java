package operator;

import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.client.builder.SdkSyncClientBuilder;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.services.apigateway.ApiGatewayClient;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sts.StsClient;

/**
 * The account: that of the shell's credentials, as for the AWS CLI. {@code AWS_ENDPOINT_URL} leads to the playground. A
 * client is made when it is first needed, as each takes time.
 */
class Aws implements AutoCloseable {

    private final String region;
    private final Map<Class<?>, SdkClient> clients = new LinkedHashMap<>();

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

    <C extends SdkClient, B extends AwsClientBuilder<B, C> & SdkSyncClientBuilder<B, C>> C made(B builder) {
        return builder.region(Region.of(region))
                .overrideConfiguration(limits -> limits.apiCallTimeout(Duration.ofSeconds(30)))
                .build();
    }

    private <C extends SdkClient> C client(Class<C> type, Supplier<C> made) {
        return type.cast(clients.computeIfAbsent(type, missing -> made.get()));
    }

    StsClient sts() {
        return client(StsClient.class, () -> made(StsClient.builder()));
    }

    CloudFormationClient stacks() {
        return client(CloudFormationClient.class, () -> made(CloudFormationClient.builder()));
    }

    SnsClient sns() {
        return client(SnsClient.class, () -> made(SnsClient.builder()));
    }

    SecretsManagerClient secrets() {
        return client(SecretsManagerClient.class, () -> made(SecretsManagerClient.builder()));
    }

    ApiGatewayClient api() {
        return client(ApiGatewayClient.class, () -> made(ApiGatewayClient.builder()));
    }

    LambdaClient lambda() {
        return client(LambdaClient.class, () -> made(LambdaClient.builder()));
    }

    SfnClient states() {
        return client(SfnClient.class, () -> made(SfnClient.builder()));
    }

    SqsClient queues() {
        return client(SqsClient.class, () -> made(SqsClient.builder()));
    }

    CloudWatchClient alarms() {
        return client(CloudWatchClient.class, () -> made(CloudWatchClient.builder()));
    }

    CloudWatchLogsClient logs() {
        return client(CloudWatchLogsClient.class, () -> made(CloudWatchLogsClient.builder()));
    }

    DynamoDbClient table() {
        return client(DynamoDbClient.class, () -> made(DynamoDbClient.builder()));
    }

    @Override
    public void close() {
        clients.values().forEach(SdkClient::close);
    }
}

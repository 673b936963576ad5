package humanapproval.slack;

import humanapproval.approval.Approval;
import humanapproval.fake.Samples;
import humanapproval.lambda.StreamFunction;
import java.io.PrintStream;
import java.time.Clock;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import okhttp3.OkHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Starts SlackChannel for tests of other rooms, and reads what it keeps. */
public final class SlackProcess {

    private SlackProcess() {}

    /** A new process of the function. */
    public static StreamFunction start(
            DynamoDbClient table,
            SfnClient states,
            EventBridgeClient events,
            SqsClient sqs,
            SecretsManagerClient secrets,
            OkHttpClient http,
            RandomGenerator random,
            Clock clock,
            PrintStream log) {
        return new SlackChannel(
                new SlackChannel.Clients(table, states, events, sqs, secrets, http),
                Samples.ENVIRONMENT,
                random,
                clock,
                log);
    }

    /** The messages that the record knows, by their {@code ts}. */
    public static Set<String> messages(Approval approval) {
        return SlackState.of(approval).stream()
                .flatMap(state -> state.posts().values().stream())
                .flatMap(post -> post.ts().stream())
                .collect(Collectors.toSet());
    }
}

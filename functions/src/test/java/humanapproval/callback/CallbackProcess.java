package humanapproval.callback;

import humanapproval.fake.Samples;
import humanapproval.lambda.StreamFunction;
import java.io.PrintStream;
import java.time.Clock;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sfn.SfnClient;

/** Starts ApprovalCallback for tests of other rooms. */
public final class CallbackProcess {

    private CallbackProcess() {}

    /** A new process of the function. */
    public static StreamFunction start(
            DynamoDbClient table,
            SfnClient states,
            EventBridgeClient events,
            SecretsManagerClient secrets,
            Clock clock,
            PrintStream log) {
        return new ApprovalCallback(
                new ApprovalCallback.Clients(table, states, events, secrets), Samples.ENVIRONMENT, clock, log);
    }
}

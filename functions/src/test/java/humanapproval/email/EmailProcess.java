package humanapproval.email;

import humanapproval.fake.Samples;
import humanapproval.fake.SteppingClock;
import humanapproval.lambda.StreamFunction;
import java.io.PrintStream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Starts EmailChannel for tests of other rooms. */
public final class EmailProcess {

    private EmailProcess() {}

    /** A new process of the function. */
    public static StreamFunction start(
            DynamoDbClient table,
            SnsClient sns,
            SfnClient states,
            EventBridgeClient events,
            SqsClient sqs,
            SteppingClock clock,
            PrintStream log) {
        return new EmailChannel(
                new EmailChannel.Clients(table, sns, states, events, sqs),
                Samples.ENVIRONMENT,
                clock,
                clock::move,
                log);
    }
}

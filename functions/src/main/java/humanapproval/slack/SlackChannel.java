package humanapproval.slack;

import humanapproval.channel.ChannelHandler;
import humanapproval.channel.ChannelQueue;
import humanapproval.channel.SetAside;
import humanapproval.events.EventPublisher;
import humanapproval.lambda.AwsClients;
import humanapproval.lambda.Environment;
import humanapproval.lambda.Invocation;
import humanapproval.lambda.InvocationLog;
import humanapproval.lambda.Priming;
import humanapproval.lambda.Rehearsal;
import humanapproval.lambda.Secret;
import humanapproval.lambda.StreamFunction;
import humanapproval.store.Approvals;
import humanapproval.waiter.StepFunctions;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.random.RandomGenerator;
import okhttp3.OkHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The function of the Slack channel: takes wrapped bus events from its queue and lets Slack show them. */
public final class SlackChannel implements StreamFunction {

    private final Approvals approvals;
    private final SlackCalls slack;
    private final ChannelQueue queue;
    private Priming priming;

    /** What it calls. */
    record Clients(
            DynamoDbClient table,
            SfnClient states,
            EventBridgeClient events,
            SqsClient sqs,
            SecretsManagerClient secrets,
            OkHttpClient http) {

        static Clients of(AwsClients aws) {
            return new Clients(
                    aws.client(DynamoDbClient.builder()),
                    aws.client(SfnClient.builder()),
                    aws.client(EventBridgeClient.builder()),
                    aws.client(SqsClient.builder()),
                    aws.client(SecretsManagerClient.builder()),
                    SlackCalls.http().build());
        }
    }

    /** As Lambda makes it: real clients, set up from the environment. */
    public SlackChannel() {
        Environment environment = Environment.ofProcess();
        Clients clients = Clients.of(new AwsClients(environment, AwsClients.CALL));
        this(clients, environment, new SecureRandom(), Clock.tickMillis(ZoneOffset.UTC), System.out);
        priming = Priming.beforeSnapshot(() -> rehearse(environment, Rehearsal.LAPS), () -> approvals.find("none"));
    }

    SlackChannel(Clients clients, Environment environment, RandomGenerator random, Clock clock, PrintStream out) {
        InvocationLog log = new InvocationLog(out, "SlackChannel");
        approvals = new Approvals(clients.table(), environment.get("APPROVAL_TABLE"), clock);
        slack = new SlackCalls(
                clients.http(), new Secret(clients.secrets(), environment.get("SLACK_BOT_TOKEN"), clock, log), clock);
        var handler = new ChannelHandler<>(
                new SlackMessenger(slack, clock),
                approvals,
                new StepFunctions(clients.states()),
                new EventPublisher(clients.events(), environment.get("APPROVAL_BUS")),
                clock);
        queue = new ChannelQueue(
                handler, new SetAside(clients.sqs(), environment.get("SLACK_QUEUE"), random), clock, log);
    }

    @Override
    public void serve(InputStream input, OutputStream output, Invocation invocation) throws IOException {
        slack.disconnect();
        queue.serve(input, output, invocation);
    }

    /** Plays the samples so many times; how often they went well. */
    static int rehearse(Environment environment, int laps) throws IOException {
        return Rehearsal.play(
                SlackChannel.class,
                environment,
                laps,
                (aws, clock, log) -> new SlackChannel(Clients.of(aws), environment, new SecureRandom(), clock, log));
    }
}

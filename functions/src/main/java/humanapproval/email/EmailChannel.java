package humanapproval.email;

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
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The function of the email channel: takes wrapped bus events from its queue and mails the approvers. */
public final class EmailChannel implements StreamFunction {

    private final Approvals approvals;
    private final Mailer mailer;
    private final MailPace pace;
    private final ChannelQueue queue;
    private Priming priming;

    /** What it calls. */
    record Clients(DynamoDbClient table, SnsClient sns, SfnClient states, EventBridgeClient events, SqsClient sqs) {

        static Clients of(AwsClients aws) {
            return new Clients(
                    aws.client(DynamoDbClient.builder()),
                    aws.client(SnsClient.builder()),
                    aws.client(SfnClient.builder()),
                    aws.client(EventBridgeClient.builder()),
                    aws.client(SqsClient.builder()));
        }
    }

    /** As Lambda makes it: real clients, set up from the environment. */
    public EmailChannel() {
        Environment environment = Environment.ofProcess();
        Clients clients = Clients.of(new AwsClients(environment, AwsClients.CALL));
        this(clients, environment, Clock.tickMillis(ZoneOffset.UTC), Thread::sleep, System.out);
        priming = Priming.beforeSnapshot(() -> rehearse(environment, Rehearsal.LAPS), () -> approvals.find("none"));
    }

    EmailChannel(Clients clients, Environment environment, Clock clock, MailPace.Sleeper sleeper, PrintStream log) {
        approvals = new Approvals(clients.table(), environment.get("APPROVAL_TABLE"), clock);
        pace = new MailPace(clock, sleeper);
        mailer = new Mailer(clients.sns(), environment.get("APPROVAL_TOPIC"), pace, new SecureRandom(), clock);
        var handler = new ChannelHandler<>(
                mailer,
                approvals,
                new StepFunctions(clients.states()),
                new EventPublisher(clients.events(), environment.get("APPROVAL_BUS")),
                clock);
        SetAside setAside = new SetAside(clients.sqs(), environment.get("EMAIL_QUEUE"), new SecureRandom());
        queue = new ChannelQueue(handler, setAside, clock, new InvocationLog(log, "EmailChannel"));
    }

    @Override
    public void serve(InputStream input, OutputStream output, Invocation invocation) throws IOException {
        mailer.begin();
        queue.serve(input, output, invocation);
        pace.awaitAll();
    }

    /** Plays the samples so many times; how often they went well. */
    static int rehearse(Environment environment, int laps) throws IOException {
        return Rehearsal.play(
                EmailChannel.class,
                environment,
                laps,
                (aws, clock, log) -> new EmailChannel(Clients.of(aws), environment, clock, pause -> {}, log));
    }
}

package humanapproval.email;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import humanapproval.channel.ChannelQueue;
import humanapproval.channel.Reports;
import humanapproval.channel.SampleQueue;
import humanapproval.channel.SetAside;
import humanapproval.lambda.AwsClients;
import humanapproval.lambda.Environment;
import humanapproval.lambda.Priming;
import humanapproval.lambda.RehearsalServer;
import humanapproval.request.Channel;
import humanapproval.store.Approvals;
import humanapproval.workflow.Announcer;
import humanapproval.workflow.Workflow;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Takes wrapped bus events from the channel's queue and mails the approvers. */
public final class EmailChannel implements RequestStreamHandler {

    // What a rehearsal's SNS answers: one subscription, with its filter.
    private static final Map<String, String> ANSWERS = Map.of(
            "ListSubscriptionsByTopic", """
                    <ListSubscriptionsByTopicResponse><ListSubscriptionsByTopicResult><Subscriptions><member>\
                    <SubscriptionArn>arn:aws:sns:us-east-1:000000000000:a:1</SubscriptionArn>\
                    <Protocol>email</Protocol><Endpoint>a@example.com</Endpoint>\
                    </member></Subscriptions></ListSubscriptionsByTopicResult></ListSubscriptionsByTopicResponse>""",
            "GetSubscriptionAttributes", """
                    <GetSubscriptionAttributesResponse><GetSubscriptionAttributesResult><Attributes>\
                    <entry><key>FilterPolicy</key>\
                    <value>{"approver": ["a@example.com"]}</value></entry></Attributes>\
                    </GetSubscriptionAttributesResult></GetSubscriptionAttributesResponse>""",
            "Publish", "<PublishResponse><PublishResult><MessageId>1</MessageId></PublishResult></PublishResponse>",
            "DescribeExecution", "{\"status\": \"RUNNING\"}");

    private final Approvals approvals;
    private final Supplier<SnsClient> sns;
    private final String topicArn;
    private final RequestMailer mailer;
    private final MailPace pace;
    private final ChannelQueue queue;
    // The runtime holds it weakly.
    private Priming priming;

    /** As Lambda makes it: real clients, set up from the environment. */
    public EmailChannel() {
        this(Environment.ofProcess());
    }

    private EmailChannel(Environment environment) {
        this(new AwsClients(environment), environment);
    }

    private EmailChannel(AwsClients aws, Environment environment) {
        this(aws, environment, Clock.tickMillis(ZoneOffset.UTC), Thread::sleep, System.out);
        priming = Priming.beforeSnapshot(() -> rehearse(environment, Priming.TIMES), aws, () -> approvals.find("none"));
    }

    private EmailChannel(
            AwsClients aws, Environment environment, Clock clock, MailPace.Sleeper sleeper, PrintStream log) {
        this(
                new Approvals(aws.client(DynamoDbClient::builder), environment.get("APPROVAL_TABLE"), clock),
                aws.client(SnsClient::builder),
                environment.get("APPROVAL_TOPIC"),
                new Workflow(aws.client(SfnClient::builder)),
                new Announcer(aws.client(EventBridgeClient::builder), environment.get("APPROVAL_BUS")),
                aws.client(SqsClient::builder),
                environment.get("EMAIL_QUEUE"),
                clock,
                sleeper,
                log);
    }

    EmailChannel(
            Approvals approvals,
            Supplier<SnsClient> sns,
            String topicArn,
            Workflow workflow,
            Announcer announcer,
            Supplier<SqsClient> sqs,
            String queueUrl,
            Clock clock,
            MailPace.Sleeper sleeper,
            PrintStream log) {
        this.approvals = approvals;
        this.sns = sns;
        this.topicArn = topicArn;
        this.pace = new MailPace(clock, sleeper);
        Reports reports = new Reports(approvals, workflow, announcer, Channel.EMAIL, clock);
        this.mailer = new RequestMailer(approvals, reports, sns, topicArn, pace, new SecureRandom(), clock);
        this.queue = new ChannelQueue(
                "EmailChannel", reports, new SetAside(sqs, queueUrl, RandomGenerator.getDefault()), log);
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        serve(input, output, context.getAwsRequestId());
    }

    private void serve(InputStream input, OutputStream output, String requestId) throws IOException {
        AddressBook book = new AddressBook(sns, topicArn);
        queue.serve(input, output, requestId, message -> mailer.handle(message, book));
        pace.awaitAll();
    }

    /** Mails a request so many times with a copy that reaches nobody; the lines that it logged. */
    static String rehearse(Environment environment, int times) throws IOException {
        SampleQueue sample = new SampleQueue();
        try (RehearsalServer server = new RehearsalServer(ANSWERS)) {
            EmailChannel copy = new EmailChannel(
                    AwsClients.rehearsing(environment, server),
                    environment,
                    SampleQueue.CLOCK,
                    pause -> {},
                    sample.log());
            return sample.serve(times, copy::serve, server);
        }
    }
}

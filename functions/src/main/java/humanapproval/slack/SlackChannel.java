package humanapproval.slack;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import humanapproval.channel.ChannelQueue;
import humanapproval.channel.Reports;
import humanapproval.channel.SampleQueue;
import humanapproval.channel.TryLaterException;
import humanapproval.lambda.AwsClients;
import humanapproval.lambda.Environment;
import humanapproval.lambda.Priming;
import humanapproval.lambda.RehearsalServer;
import humanapproval.lambda.Secret;
import humanapproval.request.Channel;
import humanapproval.request.JsonFields;
import humanapproval.request.MalformedException;
import humanapproval.store.Approvals;
import humanapproval.workflow.Announcer;
import humanapproval.workflow.Workflow;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import okhttp3.OkHttpClient;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Takes wrapped bus events from the channel's queue and lets Slack show them. */
public final class SlackChannel implements RequestStreamHandler {

    private static final Duration AFTER_A_FAILURE = Duration.ofSeconds(20);
    private static final int MOST_SPREAD = 60;
    // Less than SQS's 12 hours, which count from the receive on.
    private static final int LONGEST_SECONDS = 12 * 3600 - 60;
    private static final Map<String, String> ANSWERS = Map.of(
            "GetSecretValue", "{\"SecretString\": \"rehearsal\"}",
            "DescribeExecution", "{\"status\": \"RUNNING\"}",
            "auth.test", "{\"ok\": true, \"team_id\": \"T1\"}",
            "users.lookupByEmail", "{\"ok\": true, \"user\": {\"id\": \"U1\"}}",
            "chat.postMessage", "{\"ok\": true, \"ts\": \"1.1\", \"message\": {\"app_id\": \"A1\"}}");

    private final Approvals approvals;
    private final ChannelQueue queue;
    private final RequestPoster poster;
    private final SlackClient slack;
    private final Supplier<SqsClient> sqs;
    private final String queueUrl;
    private final RandomGenerator random;
    // The runtime holds it weakly.
    private Priming priming;

    /** As Lambda makes it: real clients, set up from the environment. */
    public SlackChannel() {
        this(Environment.ofProcess());
    }

    private SlackChannel(Environment environment) {
        this(new AwsClients(environment), environment);
    }

    private SlackChannel(AwsClients aws, Environment environment) {
        this(aws, environment, Clock.tickMillis(ZoneOffset.UTC), System.out);
        priming = Priming.beforeSnapshot(() -> rehearse(environment, Priming.TIMES), aws, () -> approvals.find("none"));
    }

    private SlackChannel(AwsClients aws, Environment environment, Clock clock, PrintStream log) {
        this(
                new Approvals(aws.client(DynamoDbClient::builder), environment.get("APPROVAL_TABLE"), clock),
                new Workflow(aws.client(SfnClient::builder)),
                new Announcer(aws.client(EventBridgeClient::builder), environment.get("APPROVAL_BUS")),
                SlackClient.http().build(),
                new Secret(aws.client(SecretsManagerClient::builder), environment.get("SLACK_BOT_TOKEN"), clock),
                aws.client(SqsClient::builder),
                environment.get("SLACK_QUEUE"),
                new SecureRandom(),
                clock,
                log);
    }

    SlackChannel(
            Approvals approvals,
            Workflow workflow,
            Announcer announcer,
            OkHttpClient http,
            Secret botToken,
            Supplier<SqsClient> sqs,
            String queueUrl,
            RandomGenerator random,
            Clock clock,
            PrintStream log) {
        this.approvals = approvals;
        Reports reports = new Reports(approvals, workflow, announcer, Channel.SLACK, clock);
        this.queue = new ChannelQueue("SlackChannel", reports, log);
        this.slack = new SlackClient(http, botToken, clock);
        this.poster = new RequestPoster(approvals, reports, slack, clock);
        this.sqs = sqs;
        this.queueUrl = queueUrl;
        this.random = random;
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        serve(input, output, context.getAwsRequestId());
    }

    private void serve(InputStream input, OutputStream output, String requestId) throws IOException {
        slack.disconnect();
        queue.serve(input, output, requestId, poster::handle, this::setAside);
    }

    /** Posts a request so many times with a copy that reaches nobody; the lines that it logged. */
    static String rehearse(Environment environment, int times) throws IOException {
        SampleQueue sample = new SampleQueue();
        try (RehearsalServer server = new RehearsalServer(ANSWERS)) {
            SlackChannel copy = new SlackChannel(
                    AwsClients.rehearsing(environment, server), environment, SampleQueue.CLOCK, sample.log());
            return sample.serve(times, copy::serve, server);
        }
    }

    /**
     * Hides a message for as long as Slack asked, so that those behind it come first. The spread grows with every try:
     * many that wait for the same pause must not come back together.
     */
    private void setAside(JsonFields message, RuntimeException failure) {
        Duration pause = failure instanceof TryLaterException later ? later.after() : AFTER_A_FAILURE;
        try {
            int tries = Integer.parseInt(message.object("attributes").text("ApproximateReceiveCount"));
            int seconds = (int) pause.plusMillis(999).toSeconds() + random.nextInt(1 + Math.min(tries, MOST_SPREAD));
            String receipt = message.text("receiptHandle");
            sqs.get()
                    .changeMessageVisibility(change -> change.queueUrl(queueUrl)
                            .receiptHandle(receipt)
                            .visibilityTimeout(Math.min(seconds, LONGEST_SECONDS)));
        } catch (SdkException | MalformedException | NumberFormatException e) {
            // Then it comes back when the queue's own visibility timeout ends.
            return;
        }
    }
}

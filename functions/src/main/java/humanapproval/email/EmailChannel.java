package humanapproval.email;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import humanapproval.channel.ChannelQueue;
import humanapproval.channel.Reports;
import humanapproval.lambda.AwsClients;
import humanapproval.lambda.Environment;
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
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sns.SnsClient;

/** Takes wrapped bus events from the channel's queue and mails the approvers. */
public final class EmailChannel implements RequestStreamHandler {

    private final SnsClient sns;
    private final String topicArn;
    private final RequestMailer mailer;
    private final MailPace pace;
    private final ChannelQueue queue;

    /** As Lambda makes it: real clients, set up from the environment. */
    public EmailChannel() {
        this(new AwsClients(Environment.ofProcess()), Environment.ofProcess(), Clock.tickMillis(ZoneOffset.UTC));
    }

    private EmailChannel(AwsClients aws, Environment environment, Clock clock) {
        this(new Approvals(aws.client(DynamoDbClient.builder()), environment.get("APPROVAL_TABLE"), clock),
                aws.client(SnsClient.builder()),
                environment.get("APPROVAL_TOPIC"),
                new Workflow(aws.client(SfnClient.builder())),
                new Announcer(aws.client(EventBridgeClient.builder()), environment.get("APPROVAL_BUS")),
                clock,
                Thread::sleep,
                System.out);
    }

    EmailChannel(Approvals approvals, SnsClient sns, String topicArn, Workflow workflow, Announcer announcer, Clock clock, MailPace.Sleeper sleeper, PrintStream log) {
        this.sns = sns;
        this.topicArn = topicArn;
        this.pace = new MailPace(clock, sleeper);
        Reports reports = new Reports(approvals, workflow, announcer, Channel.EMAIL, clock);
        this.mailer = new RequestMailer(approvals, reports, sns, topicArn, pace, new SecureRandom(), clock);
        this.queue = new ChannelQueue("EmailChannel", reports, log);
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        AddressBook book = new AddressBook(sns, topicArn);
        queue.serve(input, output, context, message -> mailer.handle(message, book), (message, failure) -> {});
        pace.awaitAll();
    }
}

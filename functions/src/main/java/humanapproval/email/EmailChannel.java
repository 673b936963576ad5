package humanapproval.email;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import humanapproval.lambda.AwsClients;
import humanapproval.lambda.Environment;
import humanapproval.lambda.InvocationLog;
import humanapproval.lambda.Priming;
import humanapproval.request.ChannelMessage;
import humanapproval.request.JsonFields;
import humanapproval.request.MalformedException;
import humanapproval.store.Approvals;
import humanapproval.workflow.Workflow;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sns.SnsClient;

/**
 * Takes wrapped bus events from the channel's queue and mails the approvers. A message that fails is reported as such:
 * SQS offers it again and puts it into the dead-letter queue in the end (Lambda Developer Guide, Implementing partial
 * batch responses).
 */
public final class EmailChannel implements RequestStreamHandler {

    private static final Gson GSON = new Gson();

    private final RequestMailer mailer;
    private final MailPace pace;
    private final PrintStream log;
    private final Priming priming;

    /** As Lambda makes it: real clients, set up from the environment. */
    public EmailChannel() {
        this(new AwsClients(Environment.ofProcess()), Environment.ofProcess(), Clock.tickMillis(ZoneOffset.UTC));
    }

    private EmailChannel(AwsClients aws, Environment environment, Clock clock) {
        this(new Approvals(aws.client(DynamoDbClient.builder()), environment.get("APPROVAL_TABLE"), clock),
                aws.client(SnsClient.builder()),
                environment.get("APPROVAL_TOPIC"),
                new Workflow(aws.client(SfnClient.builder())),
                clock,
                Thread::sleep,
                System.out);
    }

    EmailChannel(Approvals approvals, SnsClient sns, String topicArn, Workflow workflow, Clock clock, MailPace.Sleeper sleeper, PrintStream log) {
        this.pace = new MailPace(clock, sleeper);
        this.mailer = new RequestMailer(approvals, sns, topicArn, workflow, pace, new SecureRandom(), clock);
        this.log = log;
        this.priming = Priming.beforeSnapshot(mailer::prime);
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        JsonFields event = JsonFields.parse(new InputStreamReader(input, StandardCharsets.UTF_8), "event");
        List<SQSBatchResponse.BatchItemFailure> failures = new ArrayList<>();
        InvocationLog line = new InvocationLog(log, "EmailChannel", context.getAwsRequestId());
        for (JsonObject message : messages(event)) {
            JsonFields fields = JsonFields.of(message, "SQS message");
            String messageId = fields.text("messageId");
            String approvalId = null;
            try {
                ChannelMessage decoded = ChannelMessage.decode(fields.text("body"));
                approvalId = decoded.event().approvalId();
                line.step(approvalId, mailer.handle(decoded).name());
            } catch (RuntimeException e) {
                line.failed(approvalId, e);
                failures.add(new SQSBatchResponse.BatchItemFailure(messageId));
            }
        }
        pace.awaitAll();
        line.write();
        output.write(GSON.toJson(new SQSBatchResponse(failures)).getBytes(StandardCharsets.UTF_8));
    }

    private static List<JsonObject> messages(JsonFields event) {
        List<JsonObject> messages = new ArrayList<>();
        if (event.json().has("Records") && event.json().get("Records").isJsonArray()) {
            for (JsonElement record : event.json().getAsJsonArray("Records")) {
                if (record instanceof JsonObject message) {
                    messages.add(message);
                }
            }
            return messages;
        }
        throw new MalformedException("The event must be an SQS event: it has no Records.");
    }
}

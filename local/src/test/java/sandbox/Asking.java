package sandbox;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.time.Duration;
import java.util.UUID;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;

/** One test's way through the product: a request with a title of its own, its mail, its page, its end. */
final class Asking implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    final Sandbox sandbox;
    final Visitor visitor = new Visitor();
    final String title = "Request " + UUID.randomUUID();
    Execution execution;

    Asking(Sandbox sandbox) {
        this.sandbox = sandbox;
    }

    static JsonObject json(String text) {
        return JsonParser.parseString(text.replace('\'', '"')).getAsJsonObject();
    }

    /** Starts the workflow with this input and the title, and waits for the mail. */
    Mail ask(JsonObject input) {
        return start(input).sandbox.inbox().await(Sandbox.APPROVER, title);
    }

    Mail ask() {
        return ask(new JsonObject());
    }

    Asking start(JsonObject input) {
        input.addProperty("title", title);
        execution = sandbox.executions().start(input);
        return this;
    }

    SlackMessage inSlack() {
        return sandbox.slack().await(title);
    }

    Page open(Mail mail) {
        return visitor.open(mail.link("approve"));
    }

    Execution end() {
        return sandbox.executions().awaitEnd(execution.arn(), LIMIT);
    }

    boolean waits() {
        return sandbox.executions().get(execution.arn()).isRunning();
    }

    long mails() {
        return sandbox.inbox()
                .mails(mail -> (mail.subject() + mail.body()).contains(title))
                .size();
    }

    /** The physical id of one of the stack's resources. */
    static String resource(Sandbox sandbox, String logicalId) {
        try (CloudFormationClient stacks = sandbox.account().client(CloudFormationClient.builder())) {
            return stacks.describeStackResource(
                            describe -> describe.stackName(sandbox.stackName()).logicalResourceId(logicalId))
                    .stackResourceDetail()
                    .physicalResourceId();
        }
    }

    static JsonArray array(String... values) {
        JsonArray array = new JsonArray();
        for (String value : values) {
            array.add(value);
        }
        return array;
    }

    @Override
    public void close() {
        visitor.close();
    }
}

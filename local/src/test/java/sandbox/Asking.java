package sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.time.Duration;
import java.util.UUID;
import org.awaitility.Awaitility;
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
        return start(input).mail();
    }

    Mail ask() {
        return ask(new JsonObject());
    }

    Asking start(JsonObject input) {
        input.addProperty("title", title);
        execution = sandbox.executions().start(input);
        return this;
    }

    Asking start(String input) {
        return start(json(input));
    }

    /** The approver's mail. */
    Mail mail() {
        return sandbox.inbox().await(Sandbox.APPROVER, title);
    }

    /** The page behind its link. */
    Page form() {
        return open(mail());
    }

    /** The approver answers there. */
    Page answer(String decision, String comment) {
        return visitor.answer(form(), decision, comment);
    }

    /** Starts the workflow with this input and the title, and waits for the message in Slack. */
    SlackMessage inSlack(String input) {
        return start(input).inSlack();
    }

    SlackMessage inSlack() {
        return sandbox.slack().await(title);
    }

    /** The message about it that the person of that name alone sees. */
    SlackMessage inDirectMessage(String name) {
        SlackPerson person = sandbox.slack().person(name);
        return sandbox.slack()
                .await(found ->
                        found.channel().equals(person.direct()) && found.read().contains(title));
    }

    /** That message when its buttons are gone. */
    SlackMessage closed(SlackMessage message) {
        return sandbox.slack().await(now -> now.ts().equals(message.ts()) && !now.hasButtons());
    }

    /** Presses, and is answered in time. */
    void press(SlackMessage message, SlackPerson person, String action, String comment) {
        assertEquals(
                200,
                sandbox.slackPress().press(message, person, action, comment).status());
    }

    void press(SlackMessage message, String name, String action, String comment) {
        press(message, sandbox.slack().person(name), action, comment);
    }

    /** Waits until the last that {@code person} alone was told says so. */
    void awaitNote(SlackPerson person, String text) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(
                        () -> sandbox.slack().notes(person),
                        notes -> !notes.isEmpty() && notes.getLast().contains(text));
    }

    void awaitNote(String name, String text) {
        awaitNote(sandbox.slack().person(name), text);
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

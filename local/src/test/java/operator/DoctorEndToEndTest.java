package operator;

import static operator.Breaking.assertWrong;
import static operator.Breaking.broken;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import operator.Playground.Run;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import sandbox.Sandbox;
import sandbox.SharedSandbox;
import sandbox.SlackManifest;
import sandbox.SlackWorkspace;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.Parameter;
import software.amazon.awssdk.services.cloudformation.model.Stack;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sns.SnsClient;

/** Each state that {@code ./approvals doctor} has to notice, made in the playground's stack and mended again. */
@ExtendWith(SharedSandbox.class)
class DoctorEndToEndTest {

    private static final String NARROW = """
            {"Version": "2012-10-17", "Statement": [
              {"Effect": "Allow", "Action": "*", "Resource": "*"},
              {"Effect": "Deny", "Action": ["secretsmanager:GetSecretValue", "sqs:GetQueueAttributes"], "Resource": "*"}
            ]}""";

    private final Sandbox sandbox;
    private final Aws aws;
    private final Deployed stack;

    DoctorEndToEndTest(Sandbox sandbox) {
        this.sandbox = sandbox;
        aws = new Playground(sandbox).aws();
        stack = Deployed.find(aws, sandbox.stackName());
    }

    @Test
    void aRightStackIsAllRightAndWhatTheEmulatorLacksIsNeverCalledRight() {
        var run = new Playground(sandbox).run("doctor");
        assertEquals(0, run.code(), run.out());
        assertTrue(run.out().contains("All is right."), run.out());
        for (var name : new String[] {
            "Credentials",
            "Stack",
            "Address book",
            "Slack's bot token",
            "Slack's channel",
            "Signing secret",
            "Callback",
            "API",
            "Queues",
            "State machine",
            "Versions",
            "Dead letters",
            "Time zone"
        }) {
            assertTrue(run.says("ok", name, ""), name + run.out());
        }
        assertTrue(run.says("skipped", "Versions", "the emulator has no SnapStart"), run.out());
        assertTrue(run.says("skipped", "Alarms", "never ring"), run.out());
        assertTrue(run.says("skipped", "Concurrency", "no quotas"), run.out());
        assertFalse(run.out().contains("SnapStart is ready"), run.out());
    }

    @Test
    void whatCouldNotBeLookedAtIsNotCalledRightEither() {
        var run = new Playground(sandbox).asIfAws().run("doctor");
        assertTrue(run.says("unknown", "Alarms", "could not look: AWS refused a call"), run.out());
        assertTrue(run.says("ok", "Time zone", ""), "the rest is looked at: " + run.out());
        assertTrue(run.code() != 0, run.out());
    }

    @Test
    void anUnfilteredSubscription() throws Exception {
        var eve = "eve-" + UUID.randomUUID() + "@example.com";
        var book = AddressBook.of(stack);
        var run = broken(
                sandbox,
                () -> aws.client(SnsClient.builder())
                        .subscribe(subscribe -> subscribe
                                .topicArn(book.topicArn())
                                .protocol("email")
                                .endpoint(eve)),
                () -> {
                    // What doctor advises mends it.
                    assertEquals(
                            0,
                            new Playground(sandbox).run("approvers", "add", eve).code());
                    assertTrue(book.find(eve).orElseThrow().isFiltered());
                    book.remove(book.find(eve).orElseThrow());
                });
        assertWrong(run, "Address book", eve + " has no filter of its own");
    }

    @Test
    void anUnconfirmedSubscriptionOfApproversAndOfAlarms() throws Exception {
        var url = sandbox.address() + "/nobody-confirms-" + UUID.randomUUID();
        var run = broken(
                sandbox,
                () -> {
                    subscribe("ApprovalTopicArn", url);
                    subscribe("AlarmTopicArn", url);
                },
                () -> {
                    end("ApprovalTopicArn", url);
                    end("AlarmTopicArn", url);
                });
        assertWrong(run, "Address book", url + " has not confirmed");
        assertWrong(run, "Alarms' mail", url + " has not confirmed");
    }

    private void subscribe(String topic, String url) {
        aws.client(SnsClient.builder())
                .subscribe(subscribe -> subscribe
                        .topicArn(stack.output(topic))
                        .protocol("http")
                        .endpoint(url)
                        .returnSubscriptionArn(true));
    }

    /** The emulator lists an unconfirmed one by its ARN. */
    private void end(String topic, String url) {
        aws
                .client(SnsClient.builder())
                .listSubscriptionsByTopic(list -> list.topicArn(stack.output(topic)))
                .subscriptions()
                .stream()
                .filter(each -> each.endpoint().equals(url))
                .forEach(each -> aws.client(SnsClient.builder())
                        .unsubscribe(end -> end.subscriptionArn(each.subscriptionArn())));
    }

    @Test
    void slacksBotTokenIsEmptyWrongOrLacksAScope() throws Exception {
        var good = stack.secret("SlackBotTokenArn").orElseThrow();
        Breaking.Step mend = () -> put("SlackBotTokenArn", good);
        assertWrong(
                broken(sandbox, () -> put("SlackBotTokenArn", " "), mend),
                "Slack's bot token",
                "the bot token is empty");
        assertWrong(
                broken(sandbox, () -> put("SlackBotTokenArn", "xoxb-of-another"), mend),
                "Slack's bot token",
                "invalid_auth");
        var scopes = SlackManifest.scopes(stack.output("SlackAppLink"));
        var run = broken(
                sandbox,
                () -> sandbox.slack().install(scopes.subList(1, scopes.size())),
                () -> sandbox.slack().install(scopes));
        assertWrong(run, "Slack's bot token", "lacks the scopes [" + scopes.getFirst() + "]");
    }

    @Test
    void theAppIsNotInTheChannel() throws Exception {
        var run = broken(
                sandbox,
                () -> sandbox.slack().leave(SlackWorkspace.CHANNEL),
                () -> sandbox.slack().join(SlackWorkspace.CHANNEL));
        assertWrong(run, "Slack's channel", "the app is not in " + SlackWorkspace.CHANNEL);
    }

    @Test
    void theSigningSecretIsEmptyOrATokenOrAnother() throws Exception {
        var good = stack.secret("SlackSigningSecretArn").orElseThrow();
        Breaking.Step mend = () -> put("SlackSigningSecretArn", good);
        assertWrong(broken(sandbox, () -> put("SlackSigningSecretArn", " "), mend), "Signing secret", "is empty");
        assertWrong(
                broken(sandbox, () -> put("SlackSigningSecretArn", "xoxb-1"), mend), "Signing secret", "is a token");
    }

    private void put(String secret, String value) {
        aws.client(SecretsManagerClient.builder())
                .putSecretValue(put -> put.secretId(stack.output(secret)).secretString(value));
    }

    @Test
    void aStackThatIsNotCompleteAndATimeZoneThatIsNone() {
        var told = aws.client(CloudFormationClient.builder())
                .describeStacks(describe -> describe.stackName(stack.name()))
                .stacks()
                .getFirst();
        var parameters = told.parameters().stream()
                .map(each -> each.parameterKey().equals("TimeZone") ? zone(each.toBuilder()) : each)
                .toList();
        Stack broken = told.toBuilder()
                .stackStatus("UPDATE_ROLLBACK_FAILED")
                .parameters(parameters)
                .build();
        var out = new ByteArrayOutputStream();
        var code = Doctor.look(
                new Deployed(aws, broken), Playground.terminal(out, new ByteArrayOutputStream(), new StringReader("")));
        var run = new Run(code, out.toString(StandardCharsets.UTF_8), "");
        assertWrong(run, "Stack", "is UPDATE_ROLLBACK_FAILED");
        assertWrong(run, "Time zone", "Mars/Olympus is no time zone");
    }

    private static Parameter zone(Parameter.Builder parameter) {
        return parameter.parameterValue("Mars/Olympus").build();
    }

    @Test
    void aMissingPermissionIsNamedAndTheRestIsLookedAt() {
        try (var iam = sandbox.account().client(IamClient.builder())) {
            var name = "narrow-" + UUID.randomUUID();
            iam.createUser(create -> create.userName(name));
            iam.putUserPolicy(put -> put.userName(name).policyName("narrow").policyDocument(NARROW));
            var key = iam.createAccessKey(create -> create.userName(name)).accessKey();
            var narrow = new Playground(sandbox).as(key.accessKeyId(), key.secretAccessKey());
            var run = narrow.run("doctor");
            assertTrue(
                    run.says("unknown", "Slack's bot token", "could not look: needs secretsmanager:GetSecretValue"),
                    run.out());
            assertTrue(run.says("unknown", "Dead letters", "could not look: needs sqs:GetQueueAttributes"), run.out());
            assertTrue(run.says("ok", "State machine", ""), run.out());
            assertEquals(2, run.code(), run.out());
            assertEquals(
                    new Run(2, "", "Your credentials lack a permission: secretsmanager:GetSecretValue.\n"),
                    narrow.run("verify"));
        }
    }
}

package sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.sfn.SfnClient;

/** The workflows of examples/, deployed beside the stack as their reader does. */
@ExtendWith(SharedSandbox.class)
class ExamplesEndToEndTest {

    private static final String STACK = "human-approval-examples";

    @BeforeAll
    static void deploy(Sandbox sandbox) throws Exception {
        Sam.run(
                sandbox,
                "deploy",
                "--template-file",
                "examples/template.yaml",
                "--stack-name",
                STACK,
                "--resolve-s3",
                "--capabilities",
                "CAPABILITY_IAM",
                "--no-confirm-changeset",
                "--no-fail-on-empty-changeset",
                "--config-env",
                "sandbox",
                "--parameter-overrides",
                "HumanApprovalArn=" + sandbox.output("StateMachineHumanApprovalArn"),
                "ApprovalBusName=" + sandbox.output("ApprovalBusName"));
    }

    @Test
    void bothExamplesWaitForAPersonAndGoOn(Sandbox sandbox) {
        assertEquals("APPROVED", run(sandbox, "NestedArn", "approve", "nested"));
        assertTrue(run(sandbox, "NestedArn", "reject", "nested no").contains("NotApproved"));
        assertEquals("APPROVED", run(sandbox, "OwnWaitArn", "approve", "own"));
        assertTrue(run(sandbox, "OwnWaitArn", "reject", "own no").contains("NotApproved"));
    }

    @Test
    void aNestedRequestSaysEverywhereWhichWorkflowStartedIt(Sandbox sandbox) {
        String title = "Deploy " + UUID.randomUUID();
        String arn = start(sandbox, "NestedArn", title.substring("Deploy ".length()));
        String caller = arn.substring(arn.lastIndexOf(":execution:") + ":execution:".length());
        String said = "says it was started by " + caller;
        SlackMessage message = sandbox.slack().await(title);
        assertTrue(message.read().contains(said), message.read());
        Mail mail = sandbox.inbox().await(Sandbox.APPROVER, title);
        assertTrue(mail.body().contains(said), mail.body());
        try (Visitor visitor = new Visitor()) {
            Page page = visitor.open(mail.link("approve"));
            assertTrue(page.text().contains(said), page.text());
            assertTrue(
                    page.html().select("a[href]").eachAttr("href").stream().anyMatch(link -> link.endsWith(arn)),
                    page.html().outerHtml());
            visitor.answer(page, "approve", "");
        }
        JsonObject outcome = sandbox.executions()
                .awaitEnd(arn, Duration.ofMinutes(1))
                .output()
                .orElseThrow();
        assertEquals(arn, outcome.get("startedBy").getAsString());
    }

    /**
     * Answers in Slack; then the message there shows the end, so the workflow announced it or was nested in one that
     * did.
     */
    private static String run(Sandbox sandbox, String output, String action, String version) {
        String arn = start(sandbox, output, version + ".");
        SlackMessage message = sandbox.slack().await("Deploy " + version + ".");
        assertEquals(
                200,
                sandbox.slackPress()
                        .press(message, sandbox.slack().person("bob"), action, "Said so.")
                        .status());
        sandbox.slack().await(now -> now.ts().equals(message.ts()) && !now.hasButtons());
        Execution ended = sandbox.executions().awaitEnd(arn, Duration.ofMinutes(1));
        return ended.error().orElseGet(ended::outcome);
    }

    private static String start(Sandbox sandbox, String output, String version) {
        JsonObject input = new JsonObject();
        input.addProperty("version", version);
        try (SfnClient steps = sandbox.account().client(SfnClient.builder());
                CloudFormationClient stacks = sandbox.account().client(CloudFormationClient.builder())) {
            String machine =
                    stacks.describeStacks(describe -> describe.stackName(STACK)).stacks().getFirst().outputs().stream()
                            .filter(each -> each.outputKey().equals(output))
                            .findFirst()
                            .orElseThrow()
                            .outputValue();
            return steps.startExecution(start -> start.stateMachineArn(machine).input(input.toString()))
                    .executionArn();
        }
    }
}

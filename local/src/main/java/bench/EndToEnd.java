package bench;

import com.google.gson.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import sandbox.Execution;
import sandbox.Page;
import sandbox.Sandbox;
import sandbox.Visitor;
import software.amazon.awssdk.services.sfn.SfnClient;

/** The whole way through the deployed stack on the emulator, with warm functions, seen from outside. */
final class EndToEnd {
    private static final int WARM_UP = 5;
    private static final Duration GLANCE = Duration.ofMillis(5);

    private final Sandbox sandbox;
    private final Map<String, List<Double>> times = new LinkedHashMap<>();

    private EndToEnd(Sandbox sandbox) {
        this.sandbox = sandbox;
    }

    /** Milliseconds by what was timed, of {@code runs} approvals: half of them by mail, half in Slack. */
    static Map<String, List<Double>> measure(Sandbox sandbox, int runs) {
        var measured = new EndToEnd(sandbox);
        try (var visitor = new Visitor();
                var stepFunctions = sandbox.account().client(SfnClient.builder())) {
            for (var run = 0; run < WARM_UP + runs; run++) {
                if (run == WARM_UP) {
                    measured.times.clear();
                }
                measured.byMail(visitor, stepFunctions);
                measured.inSlack(stepFunctions);
            }
        }
        return measured.times;
    }

    private void byMail(Visitor visitor, SfnClient stepFunctions) {
        var title = "Request " + UUID.randomUUID();
        var asked = Instant.now();
        var execution = start(title);
        var mail = sandbox.inbox().await(Sandbox.APPROVER, title);
        took("StartExecution to mail", asked, mail.at());
        var message = sandbox.slack().await(title);
        var opening = Instant.now();
        Page page = visitor.open(mail.link("approve"));
        took("link to page", opening, Instant.now());
        var clicked = Instant.now();
        visitor.answer(page, "approve", "");
        took("click on the page to answer", clicked, Instant.now());
        took("click on the page to resumed", clicked, awaitEnd(stepFunctions, execution));
        took(
                "click on the page to Slack message closed",
                clicked,
                sandbox.slack()
                        .await(now -> now.ts().equals(message.ts()) && !now.hasButtons())
                        .changedAt());
    }

    private void inSlack(SfnClient stepFunctions) {
        var title = "Request " + UUID.randomUUID();
        var asked = Instant.now();
        var execution = start(title);
        var message = sandbox.slack().await(title);
        took("StartExecution to Slack message", asked, message.changedAt());
        // What the mail does to the record is not to be measured with the press.
        sandbox.inbox().await(Sandbox.APPROVER, title);
        var clicked = Instant.now();
        sandbox.slackPress().press(message, sandbox.slack().person("bob"), "approve", "");
        took("click in Slack to acknowledged", clicked, Instant.now());
        took("click in Slack to resumed", clicked, awaitEnd(stepFunctions, execution));
        took(
                "click in Slack to Slack message closed",
                clicked,
                sandbox.slack()
                        .await(now -> now.ts().equals(message.ts()) && !now.hasButtons())
                        .changedAt());
    }

    private Execution start(String title) {
        var input = new JsonObject();
        input.addProperty("title", title);
        return sandbox.executions().start(input);
    }

    /** The workflow's next steps take a few milliseconds, which are part of it. */
    private static Instant awaitEnd(SfnClient stepFunctions, Execution execution) {
        while (stepFunctions
                .describeExecution(describe -> describe.executionArn(execution.arn()))
                .statusAsString()
                .equals("RUNNING")) {
            try {
                Thread.sleep(GLANCE);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
        return Instant.now();
    }

    private void took(String what, Instant from, Instant to) {
        times.computeIfAbsent(what, name -> new ArrayList<>())
                .add(Duration.between(from, to).toNanos() / 1e6);
    }
}

package bench;

import com.google.gson.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import sandbox.Mail;
import sandbox.Sandbox;
import sandbox.SlackMessage;
import sandbox.Visitor;
import software.amazon.awssdk.services.sfn.SfnClient;

/** The whole way through the deployed stack on the emulator, with warm functions, seen from outside. */
record EndToEnd(Sandbox sandbox, Map<String, List<Double>> times) {
    private static final int WARM_UP = 5;

    /** Milliseconds by what was timed, of {@code runs} approvals: half of them by mail, half in Slack. */
    static Map<String, List<Double>> measure(Sandbox sandbox, int runs) {
        var measured = new EndToEnd(sandbox, new LinkedHashMap<>());
        try (var visitor = new Visitor();
                var stepFunctions = sandbox.account().client(SfnClient.builder())) {
            for (var run = 0; run < WARM_UP + runs; run++) {
                if (run == WARM_UP) {
                    measured.times.clear();
                }
                measured.byMail(visitor, stepFunctions);
                measured.inSlack();
            }
        }
        return measured.times;
    }

    private record Asked(Instant at, String execution, Mail mail, SlackMessage message) {}

    /** Asks, and waits for both channels: what one does to the record is not to be measured with the other. */
    private Asked ask() {
        var title = "Request " + UUID.randomUUID();
        var input = new JsonObject();
        input.addProperty("title", title);
        var at = Instant.now();
        var execution = sandbox.executions().start(input).arn();
        var message = sandbox.slack().await(title);
        return new Asked(at, execution, sandbox.inbox().await(Sandbox.APPROVER, title), message);
    }

    private void byMail(Visitor visitor, SfnClient stepFunctions) {
        var asked = ask();
        took("StartExecution to mail", asked.at(), asked.mail().at());
        var page = visitor.open(asked.mail().link("approve"));
        var clicked = Instant.now();
        visitor.answer(page, "approve", "");
        // The workflow's next steps take a few milliseconds, which are part of it.
        while (stepFunctions
                        .describeExecution(describe -> describe.executionArn(asked.execution()))
                        .stopDate()
                == null) {
            LockSupport.parkNanos(5_000_000);
        }
        took("click on the page to the resumed workflow", clicked, Instant.now());
        closed(asked.message());
    }

    private void inSlack() {
        var asked = ask();
        took(
                "StartExecution to the message in Slack",
                asked.at(),
                asked.message().changedAt());
        var clicked = Instant.now();
        sandbox.slackPress().press(asked.message(), sandbox.slack().person("bob"), "approve", "");
        took("click in Slack to its acknowledgement", clicked, Instant.now());
        took(
                "click in Slack to the closed message",
                clicked,
                closed(asked.message()).changedAt());
    }

    private SlackMessage closed(SlackMessage message) {
        return sandbox.slack().await(now -> now.ts().equals(message.ts()) && !now.hasButtons());
    }

    private void took(String what, Instant from, Instant to) {
        times.computeIfAbsent(what, name -> new ArrayList<>())
                .add(Duration.between(from, to).toNanos() / 1e6);
    }
}

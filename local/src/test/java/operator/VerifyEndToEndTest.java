package operator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import operator.Playground.Run;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import sandbox.Sandbox;
import sandbox.SharedSandbox;
import sandbox.Visitor;

/** {@code ./approvals verify} from start to end, in a playground whose reminders wait a twentieth of the time. */
@ExtendWith(SharedSandbox.class)
class VerifyEndToEndTest {

    /** As long as verify itself waits for an answer: a busy machine is slow. */
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private final Sandbox sandbox;

    VerifyEndToEndTest(Sandbox sandbox) {
        this.sandbox = sandbox;
    }

    @Test
    void everyPromiseIsTriedAndTheReportCanBePasted() throws Exception {
        remindersWait(0.05);
        Run run;
        try (var visitor = new Visitor()) {
            var mail = CompletableFuture.runAsync(() -> {
                var asked = sandbox.inbox()
                        .await(sent -> sent.subject().contains("Please approve or reject this in email"), PATIENCE);
                // As a page says that can't be read just now: load it again.
                var page = Awaitility.await()
                        .atMost(PATIENCE)
                        .until(() -> visitor.open(asked.link("approve")), opened -> opened.status() == 200);
                visitor.answer(page, "approve", "");
            });
            var slack = CompletableFuture.runAsync(() -> {
                var message = Awaitility.await()
                        .atMost(PATIENCE)
                        .until(
                                () -> sandbox.slack().messages().stream()
                                        .filter(each -> each.read().contains("Please approve or reject this in slack"))
                                        .findFirst(),
                                Optional::isPresent)
                        .orElseThrow();
                sandbox.slackPress().press(message, sandbox.slack().person("approver"), "reject", "");
            });
            run = new Playground(sandbox).run("verify", "--minutes", "4", "--expire", "10", "--as", Sandbox.APPROVER);
            mail.get();
            slack.get();
        } finally {
            remindersWait(1);
        }
        assertEquals(0, run.code(), run.out() + run.err());
        for (var name : List.of(
                "Refused",
                "Stopped",
                "Expired",
                "Reminded",
                "Answered in email",
                "Answered in slack",
                "Record",
                "Audit log",
                "Queues",
                "Logs",
                "First click")) {
            assertTrue(run.says("ok", name, ""), name + run.out());
        }
        assertTrue(run.says("skipped", "First click", "run this right after a deployment"), run.out());
        var report = run.out().substring(run.out().indexOf("The report"));
        assertTrue(report.lines().count() > 18, report);
        assertFalse(report.matches("(?s).*(@|://|arn:|xoxb|\\d{12}).*"), report);
        // Each line stands above, too, where what to do is said with it.
        report.lines()
                .skip(3)
                .forEach(line -> assertTrue(run.out().indexOf(line) < run.out().indexOf(report), line));
    }

    @Test
    void whatIsNotAsPromisedIsSaidAndWhoRunsItMustBeKnown() {
        var run = new Playground(sandbox).run("verify", "--as", "nobody@example.com");
        assertEquals(2, run.code());
        assertTrue(run.err().startsWith("nobody@example.com is no confirmed address"), run.err());
        assertEquals("", run.out());
    }

    @Test
    void aFreshCopysFirstAnswerIsItsRestoreAndItsDuration() {
        var line =
                "{'type': 'platform.report', 'record': {'metrics': {'durationMs': 51.2, 'restoreDurationMs': 410.9}}}";
        assertEquals(Optional.of(Duration.ofMillis(462)), Promises.fresh(line.replace('\'', '"')));
        assertEquals(
                Optional.empty(),
                Promises.fresh(line.replace("restoreDurationMs", "x").replace('\'', '"')));
        assertEquals(Optional.empty(), Promises.fresh("START RequestId"));
    }

    private void remindersWait(double scale) throws Exception {
        try (var client = HttpClient.newHttpClient()) {
            var answer = client.send(
                    HttpRequest.newBuilder(sandbox.account().endpoint().resolve("/_ministack/config"))
                            .POST(BodyPublishers.ofString("{\"stepfunctions._SFN_WAIT_SCALE\": " + scale + "}"))
                            .build(),
                    BodyHandlers.ofString());
            assertTrue(answer.body().contains("_SFN_WAIT_SCALE"), answer.body());
        }
    }
}

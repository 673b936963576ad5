package sandbox;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;

/**
 * {@code make demo}: approvals and a rejection, by mail and in Slack, from start to end, with everything that people
 * see on the way.
 */
final class Demo {
    private final Sandbox sandbox;
    private final Visitor visitor;
    private final PrintStream out;

    private Demo(Sandbox sandbox, Visitor visitor, PrintStream out) {
        this.sandbox = sandbox;
        this.visitor = visitor;
        this.out = out;
    }

    static void main() {
        Main.run(() -> {
            try (var sandbox = Sandbox.start("demo", new Progress(System.out));
                    var visitor = new Visitor()) {
                var demo = new Demo(sandbox, visitor, System.out);
                demo.run("1", "Deploy 1.4.2 to production", "Adds the export page.", "approve", "", "APPROVED");
                demo.run(
                        "2",
                        "Delete the old backups",
                        "All of 2023, 412 GB.",
                        "reject",
                        "The audit still needs them.",
                        "REJECTED");
                demo.inBoth("3", "Raise the limit of the queue", "From 100 to 500 messages a second.");
                System.out.println(
                        "\nDone: one request was approved by mail, one rejected by mail, one approved by two "
                                + "people, by mail and by direct message in Slack, and each workflow was told.");
            }
        });
    }

    private void run(
            String number, String title, String description, String decision, String comment, String expected) {
        var input = new JsonObject();
        input.addProperty("title", title);
        input.addProperty("description", description);
        input.addProperty("requester", "ana@example.com");

        say(number + ". A workflow asks: " + title, pretty(input));
        var execution = sandbox.executions().start(input);
        var mail = sandbox.inbox().await(Sandbox.APPROVER, title);
        var waiting = sandbox.executions().get(execution.arn());
        say(
                "The workflow waits",
                "It is " + waiting.status() + " in the state \""
                        + waiting.state().orElse("") + "\".");
        say(
                "The mail",
                "To: " + mail.to() + "\nSubject: " + mail.subject() + "\n\n"
                        + mail.body().strip());

        var page = visitor.open(mail.link(decision));
        expect(page, 200);
        say("The page behind its link to " + decision, page.text());

        var reply = visitor.answer(page, decision, comment);
        expect(reply, 200);
        say(
                "The approver ticks the box" + (comment.isEmpty() ? "" : ", writes \"" + comment + "\"")
                        + " and presses the button",
                reply.text());

        var ended = sandbox.executions().awaitEnd(execution.arn(), Duration.ofMinutes(1));
        say(
                "The workflow goes on with this outcome",
                ended.output()
                        .map(Demo::pretty)
                        .orElse(ended.status()
                                + ended.error().map(error -> ", " + error).orElse("")));
        if (!ended.outcome().equals(expected)) {
            throw new SandboxException("The workflow ended " + ended.outcome() + ", not " + expected + ".");
        }
        if (!comment.isEmpty()
                && !ended.output().map(JsonObject::toString).orElse("").contains(comment)) {
            throw new SandboxException("The outcome does not hold the comment.");
        }
    }

    private void inBoth(String number, String title, String description) {
        var input = new JsonObject();
        input.addProperty("title", title);
        input.addProperty("description", description);
        input.addProperty("requester", "ana@example.com");
        var approvers = new JsonArray();
        List.of(Sandbox.APPROVER, "bob@example.com", "dora@example.com").forEach(approvers::add);
        input.add("approvers", approvers);
        input.addProperty("requiredApprovals", 2);

        say(
                number
                        + ". A workflow needs two of three: one by mail, and one in Slack who is not in the channel: "
                        + title,
                pretty(input));
        var execution = sandbox.executions().start(input);
        var message = sandbox.slack().await(found -> found.read().contains(title) && found.hasButtons());
        say("The message in the channel", sandbox.slack().read(message));
        var dora = sandbox.slack().person("dora");
        var direct = direct(dora, title);
        say("dora is not in the channel: her phone shows", direct.notification());
        var mail = sandbox.inbox().await(Sandbox.APPROVER, title);
        var first = visitor.answer(visitor.open(mail.link("approve")), "approve", "Fine with me.");
        expect(first, 200);
        say("The first answers by mail: \"Fine with me.\"", first.text());
        var reply = sandbox.slack()
                .await(found -> found.thread().filter(message.ts()::equals).isPresent());
        say("In the thread of the message", sandbox.slack().read(reply));
        var answer = sandbox.slackPress().press(direct, dora, "approve", "Go ahead.");
        say(
                "dora writes \"Go ahead.\" in her direct message, presses Approve and confirms",
                "Slack got the answer " + answer.status() + " after "
                        + answer.time().toMillis() + " ms.");
        var ended = sandbox.executions().awaitEnd(execution.arn(), Duration.ofMinutes(1));
        say(
                "The workflow goes on with this outcome",
                ended.output().map(Demo::pretty).orElse(ended.status()));
        var closed = sandbox.slack().await(now -> now.ts().equals(message.ts()) && !now.hasButtons());
        say("The message in the channel now", sandbox.slack().read(closed));
        sandbox.slack().await(now -> now.ts().equals(direct.ts()) && !now.hasButtons());
        var result = direct(sandbox.slack().person("ana"), title);
        say("ana, who asked, gets a direct message", sandbox.slack().read(result));
        var page = visitor.open(mail.link("approve"));
        expect(page, 200);
        say("The page behind the mail's link now", page.text());
        if (!ended.outcome().equals("APPROVED")
                || !closed.read().contains("Approved by")
                || !page.text().contains("in Slack")) {
            throw new SandboxException("The two approvals did not close both channels.");
        }
    }

    private SlackMessage direct(SlackPerson person, String title) {
        return sandbox.slack()
                .await(found ->
                        found.channel().equals(person.direct()) && found.read().contains(title));
    }

    private void expect(Page page, int status) {
        if (page.status() != status) {
            throw new SandboxException(
                    "The page answered " + page.status() + ":\n" + page.text() + "\nSee also " + sandbox.log() + ".");
        }
    }

    private void say(String heading, String text) {
        out.println("\n" + heading + "\n");
        text.lines().forEach(line -> out.println(line.isEmpty() ? "" : "    " + line));
    }

    private static String pretty(JsonObject json) {
        return new GsonBuilder()
                .setPrettyPrinting()
                .disableHtmlEscaping()
                .create()
                .toJson(json);
    }
}

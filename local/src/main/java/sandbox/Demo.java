package sandbox;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * {@code make demo}: approvals and a rejection, by mail and in Slack, from start to end, with everything that people
 * see on the way.
 */
final class Demo {
    private final Sandbox sandbox;
    private final Visitor visitor;

    private Demo(Sandbox sandbox, Visitor visitor) {
        this.sandbox = sandbox;
        this.visitor = visitor;
    }

    static void main() {
        Main.run(() -> {
            try (var sandbox = Sandbox.start("demo");
                    var visitor = new Visitor()) {
                var demo = new Demo(sandbox, visitor);
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
        var input = input(title, description);
        say(number + ". A workflow asks: " + title, JsonText.shown(input.toString()));
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
        show("The page behind its link to " + decision, page);
        show(
                "The approver ticks the box" + (comment.isEmpty() ? "" : ", writes \"" + comment + "\"")
                        + " and presses the button",
                visitor.answer(page, decision, comment));
        var outcome = end(execution, expected);
        require(outcome.toString().contains(comment), "The outcome does not hold the comment.");
    }

    private void inBoth(String number, String title, String description) {
        var input = input(title, description);
        input.add("approvers", new Gson().toJsonTree(List.of(Sandbox.APPROVER, "bob@example.com", "dora@example.com")));
        input.addProperty("requiredApprovals", 2);
        var slack = sandbox.slack();
        say(
                number
                        + ". A workflow needs two of three: one by mail, and one in Slack who is not in the channel: "
                        + title,
                JsonText.shown(input.toString()));
        var execution = sandbox.executions().start(input);
        var message = slack.await(found -> found.read().contains(title) && found.hasButtons());
        say("The message in the channel", slack.read(message));
        var dora = slack.person("dora");
        var direct = direct(dora, title);
        say("dora is not in the channel: her phone shows", direct.notification());
        var mail = sandbox.inbox().await(Sandbox.APPROVER, title);
        show(
                "The first answers by mail: \"Fine with me.\"",
                visitor.answer(visitor.open(mail.link("approve")), "approve", "Fine with me."));
        var reply = slack.await(found -> found.thread().equals(Optional.of(message.ts())));
        say("In the thread of the message", slack.read(reply));
        var answer = sandbox.slackPress().press(direct, dora, "approve", "Go ahead.");
        say(
                "dora writes \"Go ahead.\" in her direct message, presses Approve and confirms",
                "Slack got the answer " + answer.status() + " after "
                        + answer.time().toMillis() + " ms.");
        end(execution, "APPROVED");
        var closed = slack.await(now -> now.ts().equals(message.ts()) && !now.hasButtons());
        say("The message in the channel now", slack.read(closed));
        slack.await(now -> now.ts().equals(direct.ts()) && !now.hasButtons());
        say("ana, who asked, gets a direct message", slack.read(direct(slack.person("ana"), title)));
        var page = visitor.open(mail.link("approve"));
        show("The page behind the mail's link now", page);
        require(
                closed.read().contains("Approved by") && page.text().contains("in Slack"),
                "The two approvals did not close both channels.");
    }

    private static JsonObject input(String title, String description) {
        var input = new JsonObject();
        input.addProperty("title", title);
        input.addProperty("description", description);
        input.addProperty("requester", "ana@example.com");
        return input;
    }

    private SlackMessage direct(SlackPerson person, String title) {
        return sandbox.slack()
                .await(found ->
                        found.channel().equals(person.direct()) && found.read().contains(title));
    }

    /** The outcome document, which has to say what is expected. */
    private JsonObject end(Execution execution, String expected) {
        var ended = sandbox.executions().awaitEnd(execution.arn(), Duration.ofMinutes(1));
        require(ended.outcome().equals(expected), "The workflow ended " + ended + ", not " + expected + ".");
        say(
                "The workflow goes on with this outcome",
                JsonText.shown(ended.output().orElseThrow().toString()));
        return ended.output().orElseThrow();
    }

    private void show(String heading, Page page) {
        require(
                page.status() == 200,
                "The page answered " + page.status() + ":\n" + page.text() + "\nSee also " + sandbox.log() + ".");
        say(heading, page.text());
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new SandboxException(otherwise);
        }
    }

    private static void say(String heading, String text) {
        System.out.println("\n" + heading + "\n");
        text.lines().forEach(line -> System.out.println(line.isEmpty() ? "" : "    " + line));
    }
}

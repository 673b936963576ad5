package humanapproval.faults;

import static humanapproval.faults.Person.Way.MAIL;
import static humanapproval.faults.Person.Way.SLACK;

import humanapproval.approval.Decision;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/** The stories: what is asked, and what people do about it. */
enum Scenario {
    MAIL_ALONE(
            "mail",
            "{'title': 'T', 'requester': 'ana@example.com', 'approvers': ['bob@example.com', 'carol@example.com'],"
                    + " 'channels': ['email']}",
            story -> {
                approves(story, World.BOB, MAIL, 60);
                rejects(story, World.CAROL, MAIL, 120);
                story.person(new Person(story, World.CAROL, MAIL, Optional.empty(), Duration.ofSeconds(70)));
            }),
    SLACK_ALONE(
            "Slack",
            "{'title': 'T', 'description': '" + "A long one. ".repeat(400) + "', 'requester': 'ana@example.com',"
                    + " 'approvers': ['bob@example.com', 'carol@example.com'], 'channels': ['slack']}",
            story -> {
                approves(story, World.MALLORY, SLACK, 30);
                rejects(story, World.BOB, SLACK, 240);
                approves(story, World.CAROL, SLACK, 241);
            }),
    DIRECT_MESSAGE(
            "Slack's direct message",
            "{'title': 'T', 'requester': 'ana@example.com', 'approvers': ['bob@example.com', 'erin@example.com'],"
                    + " 'requiredApprovals': 2, 'channels': ['slack']}",
            story -> {
                approves(story, World.BOB, SLACK, 60);
                approves(story, World.ERIN, SLACK, 120);
            }),
    TWO_OF_THREE(
            "2 of 3 in both",
            "{'title': 'T', 'approvers': ['bob@example.com', 'carol@example.com', 'dave@example.com'],"
                    + " 'requiredApprovals': 2}",
            story -> {
                approves(story, World.BOB, MAIL, 60);
                approves(story, World.CAROL, SLACK, 120);
                rejects(story, World.DAVE, MAIL, 180);
            }),
    REMINDER_WITH_ESCALATION(
            "reminder with escalation",
            "{'title': 'T', 'approvers': ['bob@example.com'], 'escalateTo': ['dave@example.com'],"
                    + " 'remindEverySeconds': 300}",
            story -> approves(story, World.DAVE, MAIL, 330)),
    EXPIRY("expiry", "{'title': 'T', 'approvers': ['bob@example.com', 'carol@example.com']}", story -> {
        approves(story, World.BOB, MAIL, 1200);
        approves(story, World.CAROL, SLACK, 1200);
    }),
    REJECTED_BY_SILENCE(
            "silence that rejects",
            "{'title': 'T', 'approvers': ['bob@example.com'], 'onTimeout': 'reject'}",
            story -> {}),
    STOP(
            "stop",
            "{'title': 'T', 'approvers': ['bob@example.com', 'carol@example.com'], 'requiredApprovals': 2}",
            story -> {
                approves(story, World.BOB, SLACK, 60);
                story.stops(Duration.ofSeconds(120));
                approves(story, World.CAROL, MAIL, 300);
            }),
    UNDELIVERABLE("undeliverable", "{'title': 'T', 'approvers': ['nobody@example.com']}", story -> {}),
    OWN_WAIT(
            "own wait",
            "{'title': 'T', 'approvers': ['bob@example.com']}",
            story -> approves(story, World.BOB, SLACK, 60)),
    OWN_WAIT_THAT_EXPIRES("own wait that expires", "{'title': 'T', 'approvers': ['bob@example.com']}", story -> {}),
    ORDERS(
            "nobody does anything unasked",
            "{'title': 'T', 'approvers': ['bob@example.com', 'carol@example.com'], 'remindEverySeconds': 600}",
            story -> {});

    final String title;
    final String request;
    private final Consumer<World> people;

    Scenario(String title, String request, Consumer<World> people) {
        this.title = title;
        this.request = request;
        this.people = people;
    }

    private static void approves(World story, Person.Named who, Person.Way way, int seconds) {
        story.person(new Person(story, who, way, Optional.of(Decision.APPROVE), Duration.ofSeconds(seconds)));
    }

    private static void rejects(World story, Person.Named who, Person.Way way, int seconds) {
        story.person(new Person(story, who, way, Optional.of(Decision.REJECT), Duration.ofSeconds(seconds)));
    }

    /** Who acts in it. */
    void cast(World story) {
        people.accept(story);
    }

    boolean asksByMail() {
        return !request.contains("['slack']");
    }

    boolean asksInSlack() {
        return !request.contains("['email']");
    }

    /** Whether the workflow waits in a step of its own. */
    boolean isOwnWait() {
        return this == OWN_WAIT || this == OWN_WAIT_THAT_EXPIRES;
    }

    @Override
    public String toString() {
        return title;
    }
}

package humanapproval.faults;

import static humanapproval.faults.Person.Way.MAIL;
import static humanapproval.faults.Person.Way.SLACK;

import humanapproval.approval.Decision;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The stories: what is asked, and what people do about it. */
enum Scenario {
    MAIL_ALONE(
            "mail",
            "{'title': 'T', 'requester': 'ana@example.com', 'approvers': ['bob@example.com', 'carol@example.com'],"
                    + " 'channels': ['email']}",
            approves(World.BOB, MAIL, 60),
            rejects(World.CAROL, MAIL, 120),
            looks(World.CAROL, MAIL, 70)),
    SLACK_ALONE(
            "Slack",
            "{'title': 'T', 'description': '" + "A long one. ".repeat(400) + "', 'requester': 'ana@example.com',"
                    + " 'approvers': ['bob@example.com', 'carol@example.com'], 'channels': ['slack']}",
            approves(World.MALLORY, SLACK, 30),
            rejects(World.BOB, SLACK, 240),
            approves(World.CAROL, SLACK, 241)),
    DIRECT_MESSAGE(
            "Slack's direct message",
            "{'title': 'T', 'requester': 'ana@example.com', 'approvers': ['bob@example.com', 'erin@example.com'],"
                    + " 'requiredApprovals': 2, 'channels': ['slack']}",
            approves(World.BOB, SLACK, 60),
            approves(World.ERIN, SLACK, 120)),
    TWO_OF_THREE(
            "2 of 3 in both",
            "{'title': 'T', 'approvers': ['bob@example.com', 'carol@example.com', 'dave@example.com'],"
                    + " 'requiredApprovals': 2}",
            approves(World.BOB, MAIL, 60),
            approves(World.CAROL, SLACK, 120),
            rejects(World.DAVE, MAIL, 180)),
    REMINDER_WITH_ESCALATION(
            "reminder with escalation",
            "{'title': 'T', 'approvers': ['bob@example.com'], 'escalateTo': ['dave@example.com'],"
                    + " 'remindEverySeconds': 300}",
            approves(World.DAVE, MAIL, 330)),
    EXPIRY(
            "expiry",
            "{'title': 'T', 'approvers': ['bob@example.com', 'carol@example.com']}",
            approves(World.BOB, MAIL, 1200),
            approves(World.CAROL, SLACK, 1200)),
    REJECTED_BY_SILENCE(
            "silence that rejects", "{'title': 'T', 'approvers': ['bob@example.com'], 'onTimeout': 'reject'}"),
    STOP(
            "stop",
            "{'title': 'T', 'approvers': ['bob@example.com', 'carol@example.com'], 'requiredApprovals': 2}",
            approves(World.BOB, SLACK, 60),
            story -> story.stops(Duration.ofSeconds(120)),
            approves(World.CAROL, MAIL, 300)),
    UNDELIVERABLE("undeliverable", "{'title': 'T', 'approvers': ['nobody@example.com']}"),
    OWN_WAIT("own wait", "{'title': 'T', 'approvers': ['bob@example.com']}", approves(World.BOB, SLACK, 60)),
    OWN_WAIT_THAT_EXPIRES("own wait that expires", "{'title': 'T', 'approvers': ['bob@example.com']}"),
    ORDERS(
            "nobody does anything unasked",
            "{'title': 'T', 'approvers': ['bob@example.com', 'carol@example.com'], 'remindEverySeconds': 600}");

    final String title;
    final String request;
    private final List<Act> acts;

    Scenario(String title, String request, Act... acts) {
        this.title = title;
        this.request = request;
        this.acts = List.of(acts);
    }

    /** What somebody does in it. */
    private interface Act {

        void in(World story);
    }

    private static Act approves(Person.Named who, Person.Way way, int seconds) {
        return comes(who, way, Optional.of(Decision.APPROVE), seconds);
    }

    private static Act rejects(Person.Named who, Person.Way way, int seconds) {
        return comes(who, way, Optional.of(Decision.REJECT), seconds);
    }

    private static Act looks(Person.Named who, Person.Way way, int seconds) {
        return comes(who, way, Optional.empty(), seconds);
    }

    private static Act comes(Person.Named who, Person.Way way, Optional<Decision> decision, int seconds) {
        return story -> story.person(new Person(story, who, way, decision, Duration.ofSeconds(seconds)));
    }

    /** Who acts in it. */
    void cast(World story) {
        acts.forEach(act -> act.in(story));
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

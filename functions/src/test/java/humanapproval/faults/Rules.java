package humanapproval.faults;

import com.google.gson.JsonObject;
import humanapproval.events.ApprovalEvent;
import humanapproval.fake.Samples;
import humanapproval.slack.SlackPress;

/** The rules of template.yaml: who gets which event, and what the deployer chose with it. */
final class Rules {

    private static final JsonObject SETTINGS = Samples.json("{'publicUrl': 'https://approvals.example.com',"
            + " 'slackChannel': '" + SlackPress.CHANNEL + "', 'slackApiUrl': 'https://slack.com/api/',"
            + " 'allowSelfApproval': false, 'requireApprovers': false, 'timeZone': 'UTC'}");

    private Rules() {}

    static void of(Bus bus, Queue email, Queue slack, Schedule schedule, Reminders reminders) {
        bus.rule(
                event -> email.send(SETTINGS, event),
                ApprovalEvent.REQUESTED,
                ApprovalEvent.REMINDER_DUE,
                ApprovalEvent.CLOSED);
        bus.rule(
                event -> slack.send(SETTINGS, event),
                ApprovalEvent.REQUESTED,
                ApprovalEvent.REMINDER_DUE,
                ApprovalEvent.VOTE_RECORDED,
                ApprovalEvent.VOTE_REFUSED,
                ApprovalEvent.UNDELIVERABLE,
                ApprovalEvent.CLOSED);
        bus.rule(
                event -> {
                    if (event.getAsJsonObject("detail").get("attempt").getAsInt() > 0) {
                        schedule.send(event);
                    }
                },
                ApprovalEvent.REQUESTED);
        bus.rule(reminders::start, ApprovalEvent.REQUESTED);
    }
}

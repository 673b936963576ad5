package humanapproval.faults;

import com.google.gson.JsonObject;
import humanapproval.approval.Approval;
import humanapproval.approval.Decision;
import humanapproval.approval.Vote;
import humanapproval.fake.Samples;
import humanapproval.faults.Person.Named;
import humanapproval.faults.Person.Way;
import humanapproval.slack.SlackPress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.sns.model.PublishRequest;

/** API Gateway: where people's answers come in, and what they were answered. */
final class Door {

    private static final Pattern LINK =
            Pattern.compile("https://approvals\\.example\\.com/approvals/" + Samples.ID + "/([A-Za-z0-9_-]{22})");

    private final World world;
    private final LambdaFunction callback;
    private final List<Answered> answers = new ArrayList<>();

    Door(World world, LambdaFunction callback) {
        this.world = world;
        this.callback = callback;
    }

    /**
     * What somebody did, and what came of it.
     *
     * @param decision none of a look
     * @param status 502 where the process ended, as API Gateway says
     * @param struck whether the fault befell it
     * @param before the record then, and {@code after} right after it
     */
    record Answered(
            Named who,
            Way way,
            Optional<Decision> decision,
            int status,
            Instant at,
            boolean struck,
            Optional<Approval> before,
            Optional<Approval> after) {

        /** Whether they are told to do it again. */
        boolean isAgain() {
            return status >= 500;
        }

        /** Whether their vote stands in the record. */
        boolean counts() {
            return after.stream().flatMap(record -> record.votes().stream()).anyMatch(this::isOf);
        }

        /** Whether the votes are others after it. */
        boolean changedVotes() {
            return !before.map(Approval::votes)
                    .orElse(List.of())
                    .equals(after.map(Approval::votes).orElse(List.of()));
        }

        /** Whether {@code vote} is this one. */
        boolean isOf(Vote vote) {
            return vote.approver().equals(who.email()) && decision.equals(Optional.of(vote.decision()));
        }
    }

    /** What a page shows. */
    record Page(int status, boolean hasForm) {}

    /** The link of the newest mail to them. */
    Optional<String> linkOf(Named who) {
        return world.mails().reversed().stream()
                .filter(mail -> to(mail).equals(who.email()))
                .map(mail -> LINK.matcher(mail.message()))
                .filter(Matcher::find)
                .map(link -> link.group(1))
                .findFirst();
    }

    static String to(PublishRequest mail) {
        return mail.messageAttributes().get("approver").stringValue();
    }

    /** Opens the page behind the link. */
    Page look(Named who, String link) {
        Optional<JsonObject> answer = ask(who, Way.MAIL, Optional.empty(), page("ApprovalCallback-show.json", link));
        return new Page(
                answers.getLast().status(),
                answer.filter(page -> page.get("body").getAsString().contains("<form"))
                        .isPresent());
    }

    /** Sends the page's form. */
    Answered send(Named who, String link, Decision decision) {
        JsonObject event = page("ApprovalCallback-vote.json", link);
        event.addProperty("body", "decision=" + decision.name().toLowerCase() + "&confirm=yes&comment=");
        ask(who, Way.MAIL, Optional.of(decision), event);
        return answers.getLast();
    }

    private static JsonObject page(String sample, String link) {
        JsonObject event = Samples.event(sample);
        event.getAsJsonObject("pathParameters").addProperty("linkCode", link);
        return event;
    }

    /** Presses a button of the message. */
    Answered press(Named who, SlackScreen.Message message, Decision decision) {
        SlackPress press = decision == Decision.APPROVE ? SlackPress.approve() : SlackPress.reject();
        JsonObject event = press.by(who.slackUser(), who.firstName())
                .with("container.channel_id", message.channel())
                .with("container.message_ts", message.ts())
                .signed(SlackPress.SECRET, String.valueOf(world.clock.instant().getEpochSecond()));
        ask(who, Way.SLACK, Optional.of(decision), event);
        return answers.getLast();
    }

    private Optional<JsonObject> ask(Named who, Way way, Optional<Decision> decision, JsonObject event) {
        Instant at = world.clock.instant();
        int strikes = world.recorder.strikes();
        Optional<Approval> before = world.record();
        Optional<JsonObject> answer = callback.invoke(event);
        answers.add(new Answered(
                who,
                way,
                decision,
                answer.map(http -> http.get("statusCode").getAsInt()).orElse(502),
                at,
                world.recorder.strikes() > strikes,
                before,
                world.record()));
        return answer;
    }

    /** All that was answered, in that order. */
    List<Answered> answers() {
        return List.copyOf(answers);
    }
}

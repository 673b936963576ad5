package faults;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import faults.Story.Answer;
import faults.Story.Told;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import sandbox.SlackMessage;
import sandbox.SlackPerson;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;

/**
 * How a story ended.
 *
 * @param record the approval's, when nothing more happens
 * @param answers as their people know them in the end
 * @param late what came of answers that were given after the end
 */
record End(
        Story story, DescribeExecutionResponse execution, JsonObject record, List<Answer> answers, List<Answer> late) {

    /** Waits until everything is over and everybody has heard of it. */
    static End of(Story story) {
        DescribeExecutionResponse execution = story.await(
                "its end",
                () -> Optional.of(
                                story.stack.steps.describeExecution(describe -> describe.executionArn(story.execution)))
                        .filter(each -> !each.statusAsString().equals("RUNNING")));
        story.await("the end of its record", () -> {
            if (story.trial.scenario() == Scenario.STOP) {
                story.stack.tellAgainOfStop(story.execution);
            }
            return story.stack
                    .record(story.approvalId())
                    .filter(each -> each.has("ending") && each.get("ending").isJsonObject());
        });
        List<Answer> late = answerTooLate(story);
        awaitClosed(story);
        JsonObject record = story.stack.record(story.approvalId()).orElseThrow();
        List<Answer> answers = story.answers.stream()
                .map(answer -> asToldInTheEnd(story, votes(record), answer))
                .toList();
        return new End(story, execution, record, answers, late);
    }

    /** With the page and the message as they were before the end. */
    private static List<Answer> answerTooLate(Story story) {
        String opposite = story.decision().equals("approve") ? "reject" : "approve";
        story.message.ifPresent(open -> story.people.answerInSlack(open, story.colleague, opposite));
        return story.form
                .filter(page -> !page.forms().isEmpty())
                .map(page -> story.people.answer("somebody late", page, opposite))
                .orElseGet(List::of);
    }

    /** A message that nobody could note has its buttons until somebody presses one: that is only so after its fault. */
    private static void awaitClosed(Story story) {
        boolean pressed = story.trial
                .fault()
                .filter(fault -> fault.mayRepeat(Fault.SLACK, "chat.postMessage"))
                .isPresent();
        story.await("the end of its message", () -> {
            List<SlackMessage> open = story.messages(SlackMessage::hasButtons);
            if (pressed && !open.isEmpty()) {
                Story.pauseUntil(Instant.now().plusSeconds(3));
                story.messages(SlackMessage::hasButtons)
                        .forEach(copy -> story.people.answerInSlack(copy, story.user, "approve"));
            }
            return Optional.of(open).filter(List::isEmpty);
        });
    }

    /** Slack takes every press with the same answer: a refusal comes as a note. */
    private static Answer asToldInTheEnd(Story story, List<JsonObject> votes, Answer answer) {
        boolean refused = Stream.of(story.user, story.colleague)
                .filter(person -> person.email().equals(answer.person()))
                .anyMatch(person -> answer.told() == Told.SAVED && !isAmong(votes, answer) && hasNote(story, person));
        return refused ? new Answer(answer.person(), answer.decision(), answer.at(), Told.TOO_LATE) : answer;
    }

    private static boolean hasNote(Story story, SlackPerson person) {
        try {
            Awaitility.await()
                    .pollInSameThread()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> !story.stack.sandbox.slack().notes(person).isEmpty());
            return true;
        } catch (ConditionTimeoutException e) {
            return false;
        }
    }

    private static List<JsonObject> votes(JsonObject record) {
        return record.getAsJsonArray("votes").asList().stream()
                .map(JsonElement::getAsJsonObject)
                .toList();
    }

    private static boolean isAmong(List<JsonObject> votes, Answer answer) {
        return votes.stream()
                .anyMatch(vote -> vote.get("approver").getAsString().equals(answer.person())
                        && vote.get("decision").getAsString().equalsIgnoreCase(answer.decision()));
    }

    /** Those that the record counts. */
    List<JsonObject> votes() {
        return votes(record);
    }

    boolean isVote(Answer answer) {
        return isAmong(votes(), answer);
    }

    /** How the execution ended: the outcome, else its error's name, else its status. */
    String outcome() {
        return switch (execution.statusAsString()) {
            case "SUCCEEDED" -> output().get("outcome").getAsString();
            case "FAILED" -> execution.error();
            default -> execution.statusAsString();
        };
    }

    /** The outcome document. */
    JsonObject output() {
        return JsonParser.parseString(execution.output()).getAsJsonObject();
    }
}

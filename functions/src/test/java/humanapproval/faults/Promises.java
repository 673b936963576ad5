package humanapproval.faults;

import static humanapproval.faults.Promise.Kind.DOUBLED;
import static humanapproval.faults.Promise.Kind.LOST;
import static humanapproval.faults.Promise.Kind.STUCK;

import com.google.gson.JsonObject;
import humanapproval.approval.Approval;
import humanapproval.approval.Decision;
import humanapproval.approval.Ending;
import humanapproval.approval.State;
import humanapproval.events.ApprovalEvent;
import humanapproval.fake.Samples;
import humanapproval.faults.Person.Way;
import humanapproval.faults.SlackScreen.Message;
import humanapproval.slack.SlackProcess;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What is promised whatever happens, a sentence each; {@code false} is a promise broken. {@link Watch} looks. */
record Promises(World world, Story story) {

    // What was said stands

    @Promise(LOST)
    boolean anAcknowledgedVoteIsNeverLost() {
        return story.acknowledged().allMatch(answer -> story.votes().stream().anyMatch(answer::isOf));
    }

    @Promise(LOST)
    boolean anAcknowledgedVoteIsNeverContradicted() {
        List<Decision> said =
                story.acknowledged().map(answer -> answer.decision().get()).toList();
        return said.contains(Decision.REJECT)
                ? story.state() == State.REJECTED
                : said.size() < story.required() || story.votes().size() < story.required() || isDecided();
    }

    private boolean isDecided() {
        return story.record().filter(Approval::isDecided).isPresent();
    }

    @Promise(LOST)
    boolean theEndIsWhatTheVotesSay() {
        boolean rejected = story.votes().stream().anyMatch(vote -> vote.decision() == Decision.REJECT);
        boolean enough = story.votes().size() >= story.required();
        return switch (story.state()) {
            case APPROVED -> !rejected && enough;
            case REJECTED -> rejected || story.is(Scenario.REJECTED_BY_SILENCE) && !enough;
            case CANCELLED -> story.wasStopped();
            case FAILED ->
                story.is(Scenario.UNDELIVERABLE)
                        || world.execution.isBadlyAsked()
                        || story.record().isEmpty();
            case EXPIRED, OPEN -> !rejected && !enough;
        };
    }

    @Promise(value = LOST, always = true)
    boolean whatSlackWasAnsweredIsCountedOrRefusedAloud() {
        return story.answers()
                        .filter(answer -> answer.way() == Way.SLACK && answer.status() == 200 && !answer.counts())
                        .count()
                <= world.bus.details(ApprovalEvent.VOTE_REFUSED).size();
    }

    @Promise(value = LOST, always = true)
    boolean nobodyDecidesWhoWasNotNamed() {
        return story.votes().stream().allMatch(vote -> world.scenario.request.contains(vote.approver()));
    }

    @Promise(value = LOST, always = true)
    boolean noVoteAfterTheDeadlineCounts() {
        return story.votes().stream().allMatch(vote -> vote.at().isBefore(story.deadline()))
                && story.answers()
                        .filter(answer -> !answer.at().isBefore(story.deadline()))
                        .noneMatch(Door.Answered::changedVotes);
    }

    @Promise(value = LOST, always = true)
    boolean lookingDecidesNothing() {
        return story.answers().filter(answer -> answer.decision().isEmpty()).noneMatch(Door.Answered::changedVotes);
    }

    @Promise(value = LOST, always = true)
    boolean anEndStaysAsItIs() {
        // What was decided after its execution was stopped was decided in vain.
        return story.ends().size() <= 1 || story.wasStopped() && story.ends().getLast() == State.CANCELLED;
    }

    @Promise(LOST)
    boolean theWorkflowWasToldWhatTheRecordSays() {
        return story.wasStopped() && story.outcome().isEmpty()
                || story.outcome().get().equals(story.state().name());
    }

    @Promise(LOST)
    boolean theWorkflowWasToldEveryVote() {
        String outcome = world.execution.outcome().map(JsonObject::toString).orElse("");
        return story.wasStopped()
                || story.is(Scenario.OWN_WAIT_THAT_EXPIRES)
                || story.votes().stream().allMatch(vote -> outcome.contains("\"" + vote.approver() + "\""));
    }

    @Promise(value = LOST, always = true)
    boolean toldIsNeverSaidOfWhatNobodyTook() {
        return story.record()
                        .filter(record -> record.question().isPresent())
                        .flatMap(Approval::ending)
                        .filter(end -> end.told() == Ending.Told.TAKEN || end.told() == Ending.Told.RESUMED)
                        .isEmpty()
                || story.wasStopped()
                || story.outcome().filter(story.state().name()::equals).isPresent();
    }

    @Promise(LOST)
    boolean whatNobodyAnsweredWasAskedAllTheSame() {
        boolean inVain = story.wasTooLateToAsk()
                || story.wasStopped()
                || world.execution.isBadlyAsked()
                || story.is(Scenario.UNDELIVERABLE, Scenario.ORDERS);
        return inVain
                || !story.votes().isEmpty()
                || (!world.scenario.asksByMail() || !world.mails().isEmpty())
                        && (!world.scenario.asksInSlack()
                                || !world.slackScreen().messages().isEmpty());
    }

    // Once

    @Promise(value = DOUBLED, always = true)
    boolean theWorkflowTakesOneAnswer() {
        return world.execution.answers() <= 1;
    }

    @Promise(DOUBLED)
    boolean allHearOfOneEnd() {
        return world.bus.details(ApprovalEvent.CLOSED).stream()
                        .map(detail -> detail.getAsJsonObject("outcome").get("outcome"))
                        .distinct()
                        .count()
                <= 1;
    }

    @Promise(DOUBLED)
    boolean nobodyIsMailedMoreOftenThanThereWereRounds() {
        return story.leavesDoubt()
                || world.mails().stream()
                        .collect(Collectors.groupingBy(Door::to, Collectors.counting()))
                        .values()
                        .stream()
                        .allMatch(mails -> mails <= story.rounds());
    }

    @Promise(DOUBLED)
    boolean theRequestIsPostedOnceInAPlace() {
        List<Message> messages = world.slackScreen().messages();
        return story.leavesDoubt()
                || messages.stream().map(Message::channel).distinct().count() == messages.size();
    }

    @Promise(DOUBLED)
    boolean theFirstMailIsNoReminder() {
        Set<String> reached = new HashSet<>();
        return world.mails().stream()
                .allMatch(mail -> !reached.add(Door.to(mail)) || !mail.subject().contains("reminder: "));
    }

    // Nobody is left waiting

    @Promise(STUCK)
    boolean theWorkflowGoesOnByItsDeadlineAndSettling() {
        return world.execution.isOver() && !story.waitedAfter(story.deadline(), Duration.ofMinutes(2));
    }

    @Promise(STUCK)
    boolean aDecisionReachesTheWorkflowWithinMinutes() {
        return story.is(Scenario.ORDERS)
                || !isDecided()
                || !story.waitedAfter(story.record().get().ending().get().at(), Duration.ofMinutes(7));
    }

    @Promise(value = STUCK, always = true)
    boolean whoeverComesByADecisionTellsTheWorkflow() {
        return story.wasStopped()
                || story.outcome().isPresent()
                || story.answers()
                        .filter(answer -> !answer.struck() && !answer.isAgain())
                        .filter(answer -> answer.at().isBefore(story.deadline()))
                        .noneMatch(answer ->
                                answer.after().filter(Approval::isDecided).isPresent());
    }

    @Promise(STUCK)
    boolean whatReachesNobodyFailsLongBeforeItsDeadline() {
        return !story.is(Scenario.UNDELIVERABLE) || !story.waitedAfter(Samples.NOW, Duration.ofMinutes(8));
    }

    @Promise(STUCK)
    boolean whatWasStoppedIsClosedWithinMinutes() {
        // Lambda tries for three minutes to tell of a stop; what lasts longer is in a queue, with an alarm.
        return !story.wasStopped()
                || story.fault().filter(Fault::lasts).isPresent()
                || story.record()
                        .flatMap(Approval::ending)
                        .filter(end ->
                                end.at().isAfter(world.execution.stoppedAt().plus(Duration.ofMinutes(7))))
                        .isEmpty();
    }

    @Promise(STUCK)
    boolean noButtonsStayOnAMessageThatTheRecordKnows() {
        Set<String> known = story.record().map(SlackProcess::messages).orElse(Set.of());
        return world.slackScreen().withButtons().stream().noneMatch(message -> known.contains(message.ts()));
    }

    @Promise(STUCK)
    boolean noButtonsStayWhereNothingIsInDoubt() {
        return story.leavesDoubt() || world.slackScreen().withButtons().isEmpty();
    }

    @Promise(STUCK)
    boolean theRecordOfAKnownEndIsNotOpen() {
        return story.record().filter(Approval::isOpen).isEmpty();
    }

    @Promise(STUCK)
    boolean nothingIsLeftInAQueue() {
        return world.emailQueue.left() + world.slackQueue.left() == 0;
    }

    @Promise(STUCK)
    boolean aFailedCallCostsSecondsAndNotMinutes() {
        return story.fault().filter(Fault::costsSeconds).isEmpty()
                || story.is(Scenario.UNDELIVERABLE, Scenario.REMINDER_WITH_ESCALATION)
                || story.arrivals().stream().allMatch(at -> at.isBefore(Samples.NOW.plusSeconds(60)));
    }

    @Promise(STUCK)
    boolean anOutageOfTheSecretKeepsNobodyOutWhoWasLetInBefore() {
        return story.fault().filter(Fault::isOfAKnownSecret).isEmpty()
                || story.answers().noneMatch(answer -> answer.way() == Way.SLACK && answer.isAgain());
    }
}

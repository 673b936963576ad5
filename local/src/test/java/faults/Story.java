package faults;

import com.google.gson.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import sandbox.Mail;
import sandbox.Page;
import sandbox.SlackMessage;
import sandbox.SlackPerson;
import sandbox.SlackWorkspace;

/** One approval on its way, what its people did and what they were told. */
final class Story {

    /** What every story is called, so that everything about it is found. */
    static final Pattern NAME = Pattern.compile("case-[0-9a-f]{8}-\\d{3}");

    /** What somebody who answered was told. */
    enum Told {
        SAVED,
        TOO_LATE,
        REFUSED,
        /** An error: perhaps it counts. */
        UNSURE
    }

    /** An answer that somebody gave. */
    record Answer(String person, String decision, Instant at, Told told) {}

    final Deployed stack;
    final Trial trial;
    final String name;
    final Random random;
    final JsonObject input = new JsonObject();
    final List<Answer> answers = new ArrayList<>();
    final String mailed;
    final String lead;
    final SlackPerson user;
    final SlackPerson colleague;
    final People people;
    private final Control control;
    private final Duration limit;
    int seconds = 900;
    Instant asked;
    Instant deadline;
    String execution;
    Optional<Page> form = Optional.empty();
    Optional<SlackMessage> message = Optional.empty();

    Story(Deployed stack, Control control, People people, Trial trial, String name) {
        this.stack = stack;
        this.control = control;
        this.people = people;
        this.trial = trial;
        this.name = name;
        random = new Random(trial.seed());
        mailed = people.mailed(random);
        lead = people.lead(random);
        user = stack.sandbox.slack().add(name, name + "@example.com");
        colleague = stack.sandbox.slack().add("c-" + name, "c-" + name + "@example.com");
        limit = Duration.ofMinutes(Figures.whole() ? 10 : 3);
    }

    String user() {
        return user.email();
    }

    /** What somebody may want: mostly to approve. */
    String any() {
        return random.nextInt(4) == 0 ? "reject" : "approve";
    }

    /** What the last one who answered wanted; to approve where nobody has. */
    String decision() {
        return answers.isEmpty() ? "approve" : answers.getLast().decision();
    }

    /** How it must end, in the words of the execution. */
    boolean mayHaveEnded(String outcome) {
        return trial.scenario().mayEnd(outcome, decision());
    }

    void ask(List<String> approvers, String... channels) {
        input.addProperty("title", name);
        input.add("approvers", Control.array(approvers));
        input.add("channels", Control.array(List.of(channels)));
        boolean own = trial.scenario() == Scenario.OWN_WAIT;
        JsonObject given = input;
        if (own) {
            given = new JsonObject();
            given.addProperty("approvalId", UUID.randomUUID().toString());
            given.addProperty("seconds", seconds);
            given.add("request", input);
        } else {
            input.addProperty("timeoutSeconds", seconds);
        }
        trial.fault().ifPresent(fault -> control.arm(name, fault));
        asked = Instant.now();
        deadline = asked.plusSeconds(seconds);
        execution = stack.start(name, own, given);
    }

    <T> T await(String what, Callable<Optional<T>> found) {
        return Awaitility.await(name + ": " + what)
                .pollInSameThread()
                .pollInterval(Duration.ofMillis(300))
                .atMost(limit)
                .until(found, Optional::isPresent)
                .get();
    }

    Mail mail(String subject) {
        return mailTo(mailed, subject);
    }

    Mail mailTo(String person, String subject) {
        return stack.sandbox
                .inbox()
                .await(
                        mail -> mail.to().equals(person)
                                && mail.subject().contains(subject)
                                && mail.body().contains(name),
                        limit);
    }

    /** The message in Slack, with its buttons. */
    SlackMessage message() {
        message = Optional.of(await(
                "a message in Slack",
                () -> messages(SlackMessage::hasButtons).stream().findFirst()));
        return message.get();
    }

    /** The same, where it comes before the deadline. */
    Optional<SlackMessage> messageInTime() {
        while (Instant.now().isBefore(deadline.minusMillis(1500))) {
            List<SlackMessage> found = messages(SlackMessage::hasButtons);
            if (!found.isEmpty()) {
                message = Optional.of(found.getFirst());
                return message;
            }
            pauseUntil(Instant.now().plusMillis(300));
        }
        return Optional.empty();
    }

    /** What stands in the channel about this approval. */
    List<SlackMessage> messages(Predicate<SlackMessage> like) {
        return stack.sandbox.slack().messages().stream()
                .filter(message -> message.channel().equals(SlackWorkspace.CHANNEL))
                .filter(message -> message.thread().isEmpty() && message.text().contains(name))
                .filter(like)
                .toList();
    }

    void answerByMail(Mail mail, String decision) {
        form = Optional.of(people.open(mail.link(decision)));
        answers.addAll(people.answer(mail.to(), form.get(), decision));
    }

    /** Answers and goes home, whatever the page says. */
    void answerOnceByMail(Mail mail, String decision) {
        form = Optional.of(people.open(mail.link(decision)));
        answers.addAll(people.answer(mail.to(), form.get(), decision, 1));
    }

    void answerInSlack(SlackMessage message, SlackPerson person, String decision) {
        answers.addAll(people.answerInSlack(message, person, decision));
    }

    static void pauseUntil(Instant time) {
        Awaitility.await()
                .forever()
                .pollInSameThread()
                .pollInterval(Duration.ofMillis(50))
                .until(() -> !Instant.now().isBefore(time));
    }

    /** What the state machine of reminders does when it is time. */
    void remind() {
        JsonObject detail = new JsonObject();
        detail.addProperty("approvalId", approvalId());
        detail.addProperty("number", 1);
        stack.announce("Approval Reminder Due", detail);
    }

    void stop() {
        stack.steps.stopExecution(stop -> stop.executionArn(execution));
    }

    String approvalId() {
        return control.report(name).approvalId();
    }

    int struck() {
        return control.report(name).struck();
    }
}

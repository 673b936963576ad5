package faults;

import faults.Story.Answer;
import faults.Story.Told;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import sandbox.Page;
import sandbox.Sandbox;
import sandbox.SandboxException;
import sandbox.SlackMessage;
import sandbox.SlackPerson;
import sandbox.Visitor;

/** Those who answer: they press again as long as they are told to. */
final class People implements AutoCloseable {

    private static final int MOST_TRIES = 20;
    private static final int MAILED = 12;
    private static final int LEADS = 3;

    /** So many answer at one instant: each keeps a copy of the function busy. */
    private final Semaphore turns = new Semaphore(4);

    private final Sandbox sandbox;
    private final Visitor visitor = new Visitor();

    /** Those who have mail are known to the topic: it has a subscription for each. */
    People(Sandbox sandbox) {
        this.sandbox = sandbox;
        IntStream.range(0, MAILED).mapToObj(People::mailed).forEach(sandbox::addApprover);
        IntStream.range(0, LEADS).mapToObj(People::lead).forEach(sandbox::addApprover);
    }

    private static String mailed(int number) {
        return "mailed-" + number + "@example.com";
    }

    private static String lead(int number) {
        return "lead-" + number + "@example.com";
    }

    String mailed(Random random) {
        return mailed(random.nextInt(MAILED));
    }

    String lead(Random random) {
        return lead(random.nextInt(LEADS));
    }

    /** Answers on an open page, and once more as long as it asks for that; what came of each. */
    List<Answer> answer(String person, Page page, String decision) {
        return answer(person, page, decision, MOST_TRIES);
    }

    /** The same, at most so often. */
    List<Answer> answer(String person, Page page, String decision, int most) {
        List<Answer> answers = new ArrayList<>();
        if (page.forms().isEmpty()) {
            answers.add(new Answer(person, decision, Instant.now(), Told.TOO_LATE));
            return answers;
        }
        for (int tries = 0; tries < most; tries++) {
            Instant at = Instant.now();
            int status = 0;
            boolean saved = false;
            try {
                Page reply = turn(() -> visitor.answer(page, decision, ""));
                status = reply.status();
                saved = status == 200 || reply.text().contains("Your decision is saved");
            } catch (SandboxException e) {
                // No answer: it perhaps counts.
            }
            Told told = saved ? Told.SAVED : told(status);
            answers.add(new Answer(person, decision, at, told));
            if (status == 200 || told == Told.TOO_LATE || told == Told.REFUSED) {
                return answers;
            }
            Story.pauseUntil(Instant.now().plusSeconds(1));
        }
        return answers;
    }

    private static Told told(int status) {
        return status == 409 || status == 410
                ? Told.TOO_LATE
                : status >= 400 && status < 500 ? Told.REFUSED : Told.UNSURE;
    }

    /** What a link shows. */
    Page open(URI link) {
        return Awaitility.await("the page")
                .pollInSameThread()
                .ignoreExceptionsInstanceOf(SandboxException.class)
                .pollInterval(Duration.ofSeconds(1))
                .atMost(Duration.ofMinutes(2))
                .until(() -> turn(() -> visitor.open(link)), page -> page.status() == 200);
    }

    /** Presses, and once more as long as Slack shows its warning; what came of each. */
    List<Answer> answerInSlack(SlackMessage message, SlackPerson person, String action) {
        List<Answer> answers = new ArrayList<>();
        for (int tries = 0; tries < MOST_TRIES; tries++) {
            Instant at = Instant.now();
            int status;
            try {
                status = turn(() -> sandbox.slackPress().press(message, person, action, ""))
                        .status();
            } catch (SandboxException e) {
                status = 0;
            }
            answers.add(new Answer(person.email(), action, at, status == 200 ? Told.SAVED : Told.UNSURE));
            if (status == 200) {
                return answers;
            }
            Story.pauseUntil(Instant.now().plusSeconds(1));
        }
        return answers;
    }

    private <T> T turn(Callable<T> action) {
        turns.acquireUninterruptibly();
        try {
            return action.call();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        } finally {
            turns.release();
        }
    }

    @Override
    public void close() {
        visitor.close();
    }
}

package faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import sandbox.Mail;
import sandbox.Page;
import sandbox.Sandbox;
import sandbox.SharedSandbox;
import sandbox.SlackMessage;
import sandbox.SlackPerson;
import sandbox.Visitor;

/**
 * Many approvals at once, answered in any order through both channels, each press twice, while every event of the bus
 * comes once more, out of order. {@code make faults} takes 500.
 */
@ExtendWith(SharedSandbox.class)
class ManyAtOnceEndToEndTest {

    private static final int MANY = 500;
    private static final int SOME = 40;
    private static final int PEOPLE = 20;
    private static final int ANSWERING = 4;
    private static final int MOST_TRIES = 20;
    private static final Duration LIMIT = Duration.ofMinutes(6);

    private final String run = UUID.randomUUID().toString().substring(0, 8);
    private final List<Duration> times = Collections.synchronizedList(new ArrayList<>());
    private final List<SlackPerson> people = new ArrayList<>();

    /** One of them: what its approver does, and what they were told. */
    private record Asked(int number, String title, String execution, boolean byMail, String decision) {}

    @Test
    void eachEndsOnceAsItWasAnswered(Sandbox sandbox) {
        int many = Figures.whole() ? MANY : SOME;
        long seed = Long.getLong("faults.seed", new Random().nextInt(1_000_000));
        System.out.println(many + " at once by the seed " + seed + "; -Dfaults.seed=" + seed + " repeats them.");
        Random random = new Random(seed);
        for (int i = 0; i < PEOPLE; i++) {
            people.add(sandbox.slack().add("one-of-" + run + "-" + i, email(i)));
            sandbox.addApprover(email(i));
        }
        try (Deployed stack = new Deployed(sandbox);
                Echo echo = new Echo(stack, random);
                Visitor visitor = new Visitor()) {
            List<Asked> all = each(IntStream.range(0, many).boxed().toList(), number -> ask(stack, number));
            Map<String, Mail> mails = await(many, () -> mails(sandbox));
            Map<String, SlackMessage> messages = await(many, () -> messages(sandbox, true));
            List<Asked> order = new ArrayList<>(all);
            Collections.shuffle(order, random);
            long began = System.nanoTime();
            List<Boolean> recorded = each(order, asked -> {
                if (asked.byMail()) {
                    Page page = visitor.open(mails.get(asked.title()).link(asked.decision()));
                    return twice(
                            () -> visitor.answer(page, asked.decision(), "").status());
                }
                return twice(() -> sandbox.slackPress()
                        .press(messages.get(asked.title()), people.get(asked.number() % PEOPLE), asked.decision(), "")
                        .status());
            });
            Duration answering = Duration.ofNanos(System.nanoTime() - began);
            assertFalse(recorded.contains(false), "somebody's answer was never recorded");
            List<String> stuck = new ArrayList<>();
            List<String> lost = new ArrayList<>();
            for (Asked asked : all) {
                String output = output(stack, asked);
                if (output == null) {
                    stuck.add(asked + " has not ended");
                } else if (!isAsAnswered(asked, output)) {
                    lost.add(asked + " ended as " + output);
                }
            }
            int repeated = echo.finish();
            await(many, () -> messages(sandbox, false));
            awaitQuiet(stack);
            List<String> doubled = twiceOf(sandbox);
            times.sort(null);
            Figures.ofAnswers(many, times, answering, repeated, lost.size(), doubled.size(), stuck.size());
            assertEquals(
                    List.of(),
                    Stream.of(stuck, lost, doubled).flatMap(List::stream).toList());
        }
    }

    private String email(int number) {
        return "one-of-%s-%d@example.com".formatted(run, number % PEOPLE);
    }

    private Asked ask(Deployed stack, int number) {
        Random random = new Random(number);
        String title = "many-%s-%03d".formatted(run, number);
        JsonObject request = new JsonObject();
        request.addProperty("title", title);
        request.add("approvers", Control.array(List.of(email(number))));
        return new Asked(
                number,
                title,
                stack.start(title, false, request),
                random.nextBoolean(),
                random.nextInt(4) == 0 ? "reject" : "approve");
    }

    /** Does that for each, a few at a time. */
    private static <T, R> List<R> each(List<T> all, Function<T, R> action) {
        try (var threads = Executors.newFixedThreadPool(ANSWERING)) {
            List<Future<R>> results = all.stream()
                    .map(one -> threads.submit(() -> action.apply(one)))
                    .toList();
            return results.stream().map(ManyAtOnceEndToEndTest::result).toList();
        }
    }

    private static <R> R result(Future<R> future) {
        try {
            return future.get();
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Presses until it is told that it is recorded, and then once more. */
    private boolean twice(Supplier<Integer> press) {
        int recorded = 0;
        for (int tries = 0; recorded < 2 && tries < MOST_TRIES; tries++) {
            long began = System.nanoTime();
            recorded += press.get() == 200 ? 1 : 0;
            times.add(Duration.ofNanos(System.nanoTime() - began));
        }
        return recorded == 2;
    }

    private static <T> Map<String, T> await(int count, Supplier<Map<String, T>> found) {
        return Awaitility.await(count + " of them")
                .pollInSameThread()
                .pollInterval(Duration.ofSeconds(1))
                .atMost(LIMIT)
                .until(found::get, all -> all.size() == count);
    }

    private Map<String, Mail> mails(Sandbox sandbox) {
        return sandbox.inbox().mails(mail -> mail.to().startsWith("one-of-" + run)).stream()
                .collect(Collectors.toMap(mail -> title(mail.subject()), mail -> mail, (one, again) -> one));
    }

    private Map<String, SlackMessage> messages(Sandbox sandbox, boolean open) {
        return posted(sandbox)
                .filter(message -> message.hasButtons() == open)
                .collect(Collectors.toMap(message -> title(message.text()), message -> message, (one, again) -> one));
    }

    private Stream<SlackMessage> posted(Sandbox sandbox) {
        return sandbox.slack().messages().stream()
                .filter(message -> message.thread().isEmpty() && message.text().contains("many-" + run));
    }

    private String title(String text) {
        int begin = text.indexOf("many-" + run);
        return text.substring(begin, begin + "many-12345678-000".length());
    }

    /** What its execution ended with; null where it does not end. */
    private static String output(Deployed stack, Asked asked) {
        try {
            return Awaitility.await()
                    .pollInSameThread()
                    .pollInterval(Duration.ofMillis(200))
                    .atMost(Duration.ofMinutes(2))
                    .until(
                            () -> stack.steps.describeExecution(describe -> describe.executionArn(asked.execution())),
                            execution -> !execution.statusAsString().equals("RUNNING"))
                    .output();
        } catch (ConditionTimeoutException e) {
            return null;
        }
    }

    private boolean isAsAnswered(Asked asked, String output) {
        JsonObject outcome = JsonParser.parseString(output).getAsJsonObject();
        JsonArray votes = outcome.getAsJsonArray("votes");
        return outcome.get("outcome").getAsString().equals(asked.decision().equals("approve") ? "APPROVED" : "REJECTED")
                && votes.size() == 1
                && votes.get(0).getAsJsonObject().get("approver").getAsString().equals(email(asked.number()));
    }

    /** Until nothing waits for a channel any more. */
    private static void awaitQuiet(Deployed stack) {
        Awaitility.await()
                .pollInSameThread()
                .pollInterval(Duration.ofSeconds(1))
                .atMost(LIMIT)
                .until(() -> stack.waiting("EmailQueue") + stack.waiting("SlackQueue") == 0);
    }

    private List<String> twiceOf(Sandbox sandbox) {
        Stream<String> all = Stream.concat(
                sandbox.inbox().mails(mail -> mail.to().startsWith("one-of-" + run)).stream()
                        .map(mail -> "a mail about " + title(mail.subject())),
                posted(sandbox)
                        .map(message -> "a message in " + message.channel() + " about " + title(message.text())));
        return all.collect(Collectors.groupingBy(what -> what, Collectors.counting())).entrySet().stream()
                .filter(what -> what.getValue() > 1)
                .map(what -> what.getValue() + " times " + what.getKey())
                .toList();
    }
}

package faults;

import faults.Promises.Broken;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import sandbox.Sandbox;

/** Makes trials, many at once, while the sweep comes every few seconds in place of every five minutes. */
final class Trials implements AutoCloseable {

    private static final int SWEEP_SECONDS = 10;
    private static final int AT_ONCE = 14;
    private static final int SLOW_AT_ONCE = 40;

    /** What came of one. */
    record Result(Trial trial, Story story, int struck, List<Broken> broken) {}

    final Deployed stack;
    final Control control;
    private final People people;
    private final String run = UUID.randomUUID().toString().substring(0, 8);
    private final ScheduledExecutorService sweeps = Executors.newSingleThreadScheduledExecutor();
    private int count;

    Trials(Sandbox sandbox) {
        stack = new Deployed(sandbox);
        control = new Control(sandbox);
        people = new People(sandbox);
        sweeps.scheduleWithFixedDelay(this::sweep, SWEEP_SECONDS, SWEEP_SECONDS, TimeUnit.SECONDS);
    }

    private void sweep() {
        try {
            stack.sweep();
        } catch (RuntimeException struck) {
            // The next one comes.
        }
    }

    /** Makes them all; those that wait for SQS take minutes, and begin first. */
    List<Result> make(List<Trial> trials) {
        Semaphore slow = new Semaphore(SLOW_AT_ONCE);
        Semaphore others = new Semaphore(AT_ONCE);
        List<Future<Result>> making = new ArrayList<>();
        List<Trial> ordered = new ArrayList<>(trials);
        ordered.sort((one, other) -> Boolean.compare(other.takesMinutes(), one.takesMinutes()));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Trial trial : ordered) {
                String name = "case-%s-%03d".formatted(run, ++count);
                making.add(threads.submit(() -> make(trial, name, trial.takesMinutes() ? slow : others)));
            }
        }
        List<Result> results = new ArrayList<>();
        for (Future<Result> each : making) {
            try {
                results.add(each.get());
            } catch (ExecutionException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
        return results;
    }

    private Result make(Trial trial, String name, Semaphore turns) throws InterruptedException {
        turns.acquire();
        Story story = new Story(stack, control, people, trial, name);
        try {
            trial.scenario().play(story);
            End end = End.of(story);
            return finished(story, Promises.broken(end));
        } catch (RuntimeException e) {
            Broken stuck = new Broken(Promises.Kind.STUCK, "Everybody hears of it in time.", String.valueOf(e));
            return finished(story, List.of(stuck));
        } finally {
            control.disarm(name);
            turns.release();
        }
    }

    private static Result finished(Story story, List<Broken> broken) {
        Result result = new Result(story.trial, story, story.struck(), broken);
        long seconds = Duration.between(story.asked, Instant.now()).toSeconds();
        System.out.println("  %s, struck %d times, %s after %d s"
                .formatted(story.trial, result.struck(), broken.isEmpty() ? "well" : "BROKEN", seconds));
        return result;
    }

    @Override
    public void close() {
        sweeps.shutdownNow();
        people.close();
        control.close();
        stack.close();
    }
}

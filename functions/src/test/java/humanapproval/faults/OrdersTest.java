package humanapproval.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import humanapproval.approval.Decision;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What happens while something else happens: before and after each of its calls. */
class OrdersTest {

    private static final Tally TALLY = new Tally("orders × calls");
    private static final long SEED = 15;
    private static final int SAMPLES = 300;

    private enum Happening {
        VOTE,
        OTHER_VOTE,
        STOP,
        EXPIRY,
        REDELIVERY,
        REMINDER,
        FIRST_DELIVERY;

        /** Happens as far as it can by now. */
        void happen(World world) {
            switch (this) {
                case VOTE ->
                    world.door.linkOf(World.BOB).ifPresent(link -> world.door.send(World.BOB, link, Decision.APPROVE));
                case OTHER_VOTE ->
                    world.slackScreen().withButtons(World.CAROL).stream()
                            .findFirst()
                            .ifPresent(message -> world.door.press(World.CAROL, message, Decision.REJECT));
                case STOP -> {
                    world.stop();
                    world.act(world.schedule);
                }
                case EXPIRY -> {
                    if (!world.execution.isOver() && world.clock.instant().isBefore(world.execution.deadline())) {
                        world.act(world.execution);
                        // It settles at once.
                        world.act(world.execution);
                    }
                }
                case REDELIVERY -> {
                    world.emailQueue.redeliver();
                    world.slackQueue.redeliver();
                }
                case REMINDER -> world.remind();
                case FIRST_DELIVERY -> {
                    world.act(world.emailQueue);
                    world.act(world.slackQueue);
                }
            }
        }

        /** The request has reached people by then, unless it is its delivery that is looked at. */
        World before() {
            World world = new World(Scenario.ORDERS, Optional.empty());
            world.act(world.execution);
            if (this != FIRST_DELIVERY) {
                FIRST_DELIVERY.happen(world);
                world.clock.move(Duration.ofSeconds(90));
            }
            return world;
        }
    }

    private static int calls(World world) {
        return world.recorder.calls().size();
    }

    @TestFactory
    Stream<DynamicNode> ofTwoEachComesAtEveryPlaceOfTheOther() {
        return Stream.of(Happening.values())
                .map(first -> dynamicContainer(
                        first.name(),
                        Stream.of(Happening.values())
                                .filter(second -> second != Happening.FIRST_DELIVERY)
                                .map(second -> dynamicTest(
                                        second + " while " + first, () -> assertInterleaved(first, second)))));
    }

    private static void assertInterleaved(Happening first, Happening second) {
        World alone = first.before();
        int begin = 2 * calls(alone);
        first.happen(alone);
        List<String> broken = new ArrayList<>();
        for (int place = begin; place < 2 * calls(alone); place++) {
            World world = first.before();
            world.recorder.between(place, () -> second.happen(world));
            first.happen(world);
            broken.addAll(TALLY.count(second + " at " + (place - begin) + " of " + first, world.goOn()));
        }
        assertEquals(List.of(), broken);
    }

    @Test
    void ofThreeEachComesSomewhereInTheOthers() {
        System.out.println("seed of the orders of three: " + SEED);
        Random random = new Random(SEED);
        List<String> broken = new ArrayList<>();
        for (int sample = 0; sample < SAMPLES; sample++) {
            Happening[] all = Happening.values();
            Happening first = all[random.nextInt(all.length)];
            Happening second = all[random.nextInt(all.length - 1)];
            Happening third = all[random.nextInt(all.length - 1)];
            World world = first.before();
            int begin = 2 * calls(world);
            int place = begin + random.nextInt(12);
            int later = place + 1 + random.nextInt(12);
            world.recorder.between(place, () -> second.happen(world));
            world.recorder.between(later, () -> third.happen(world));
            first.happen(world);
            broken.addAll(TALLY.count(
                    "%s at %d and %s at %d of %s".formatted(second, place - begin, third, later - begin, first),
                    world.goOn()));
        }
        assertEquals(List.of(), broken);
    }

    @AfterAll
    static void tell() {
        System.out.println(TALLY);
    }
}

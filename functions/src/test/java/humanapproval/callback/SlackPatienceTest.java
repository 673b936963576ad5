package humanapproval.callback;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import humanapproval.approval.Approval;
import humanapproval.approval.State;
import humanapproval.fake.Samples;
import humanapproval.slack.SlackButtons;
import humanapproval.slack.SlackPress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.AbortedException;

/** Slack waits 3 seconds: what takes longer is an error in time, so that its person presses again. */
class SlackPatienceTest {

    private static final Duration ENOUGH = Duration.ofSeconds(20);

    private final Approval asked = SlackPress.asked();
    private final CallbackFixture callback =
            new CallbackFixture(Duration.ofMillis(250)).inSlack().with(asked);
    private final CountDownLatch released = new CountDownLatch(1);
    private final AtomicReference<Thread> waiting = new AtomicReference<>();

    /** Loads the classes, so that what is slow is what the test made slow. */
    @BeforeAll
    static void warmUp() {
        assertEquals(
                200,
                new CallbackFixture()
                        .inSlack()
                        .with(SlackPress.asked())
                        .press(SlackPress.approve())
                        .status());
    }

    @AfterEach
    void release() {
        released.countDown();
    }

    /**
     * Blocks as a socket does under a virtual thread: until it is answered or interrupted, which the SDK calls aborted.
     */
    private void block() {
        waiting.set(Thread.currentThread());
        try {
            released.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw AbortedException.builder().message("interrupted").build();
        }
    }

    /** Blocks until it is answered, whoever interrupts. */
    private void blockStubbornly() {
        waiting.set(Thread.currentThread());
        while (true) {
            try {
                released.await();
                return;
            } catch (InterruptedException e) {
                continue;
            }
        }
    }

    private void assertTooSlow() {
        assertEquals(
                503,
                assertTimeoutPreemptively(ENOUGH, () -> callback.press(SlackPress.approve()))
                        .status());
    }

    private void joinWork() {
        assertTimeoutPreemptively(ENOUGH, () -> waiting.get().join());
    }

    @Test
    void theAnswerComesBeforeSlackGivesUp() {
        assertTrue(SlackButtons.PATIENCE.compareTo(Duration.ofMillis(2500)) < 0);
        assertTrue(SlackButtons.PATIENCE.compareTo(Duration.ofSeconds(1)) > 0);
    }

    @Test
    void aTableThatIsSlowToReadIsAnErrorInTimeAndRecordsNothing() {
        callback.table.beforeNextRead = this::block;
        assertTooSlow();
        joinWork();
        callback.assertUntouched(asked, "slow read");
        assertTrue(callback.log().contains("\"" + Samples.ID + "\",\"result\":\"TOO_SLOW\""), callback.log());
    }

    @Test
    void aTableThatIsSlowToWriteIsAnErrorInTimeAndRecordsNothing() {
        callback.table.beforeNextPut = this::block;
        assertTooSlow();
        joinWork();
        callback.assertUntouched(asked, "slow write");
        assertEquals(200, callback.post("decision=approve&confirm=yes").status());
    }

    @Test
    void aSecretThatIsSlowToReadIsAnErrorInTimeAndRecordsNothing() {
        callback.signingSecret.beforeRead = this::block;
        assertTooSlow();
        joinWork();
        callback.assertUntouched(asked, "slow secret");
        assertTrue(callback.log().contains("null,\"result\":\"TOO_SLOW\""), callback.log());
    }

    @Test
    void aWriteThatIsDoneAfterTheAnswerCountsOnceAndTheSameAnswerSaysSo() {
        callback.table.beforeNextPut = this::blockStubbornly;
        assertTooSlow();
        released.countDown();
        joinWork();
        assertEquals(State.APPROVED, callback.record().state());
        assertEquals(200, callback.post("decision=approve&confirm=yes").status());
        assertEquals(1, callback.record().votes().size());
        assertEquals(1, callback.stepFunctions.successes.size());
        assertEquals(List.of("Approval Vote Recorded"), callback.events.types());
    }
}

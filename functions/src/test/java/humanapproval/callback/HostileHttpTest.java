package humanapproval.callback;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import humanapproval.approval.Approval;
import humanapproval.approval.Ending;
import humanapproval.approval.State;
import humanapproval.callback.CallbackFixture.Reply;
import humanapproval.fake.HostileRequests;
import humanapproval.fake.Samples;
import humanapproval.slack.SlackPress;
import humanapproval.waiter.Waiter;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Requests that nobody of good will sends, on both ways back: no answer is an error of ours, shows what was sent as
 * markup, or lacks a header. The envelope is as API Gateway makes it: the map or null where it has maps, text for a
 * method and a resource. {@code -Dfuzz.seed=… -Dfuzz.requests=…} makes the same again, or more.
 */
class HostileHttpTest {

    private static final int TOGETHER = 200;
    private static final Set<Integer> STATUSES = Set.of(200, 400, 401, 403, 404, 409, 410);
    private static final Set<String> HEADERS = Set.of(
            "Content-Type",
            "Cache-Control",
            "Content-Security-Policy",
            "Referrer-Policy",
            "Strict-Transport-Security",
            "X-Content-Type-Options",
            "X-Robots-Tag");
    /** A name of ours, a frame of a stack trace or an exception. */
    private static final Pattern INSIDES = Pattern.compile("humanapproval\\.|java\\.|Exception|\\bat \\w+[.(]");

    private final Set<Integer> seen = new HashSet<>();
    private final Set<String> words = new HashSet<>();

    @Test
    void noRequestBringsAnErrorOrItsOwnMarkupBackOrLacksAHeader() {
        long seed = Long.getLong("fuzz.seed", System.nanoTime());
        int requests = Integer.getInteger("fuzz.requests", 20_000);
        System.out.println(requests + " hostile requests: -Dfuzz.seed=" + seed);
        HostileRequests hostile = new HostileRequests(new Random(seed));
        int decided = 0;
        for (int sent = 0; sent < requests; sent += TOGETHER) {
            CallbackFixture callback = fixture();
            for (int i = 0; i < TOGETHER; i++) {
                JsonObject event = hostile.next();
                try {
                    assertHarmless(callback.http(event), event);
                } catch (AssertionError | RuntimeException e) {
                    String shown = event.toString();
                    throw new AssertionError(
                            "-Dfuzz.seed=" + seed + ", request " + (sent + i) + ": "
                                    + shown.substring(0, Math.min(3000, shown.length())) + "\n" + callback.log(),
                            e);
                }
            }
            decided += callback.stepFunctions.successes.size();
            assertFalse(callback.log().contains(HostileRequests.MARK), "the log quotes nothing");
            Pattern.compile("\"result\":\"([A-Z_ ]+)")
                    .matcher(callback.log())
                    .results()
                    .forEach(word -> words.add(word.group(1)));
        }
        assertTrue(decided > 0, "some were good enough to decide");
        assertEquals(STATUSES, seen, "each kind of answer was met");
        assertTrue(words.containsAll(Set.of("IGNORED", "NOT_SIGNED", "REFUSED", "COUNTED")), words.toString());
    }

    /** The same approval under another id. */
    private static Approval another(Approval approval, String id) {
        return new Approval(
                id,
                approval.stored(),
                approval.waiter(),
                approval.question(),
                approval.votes(),
                approval.reminders(),
                approval.outboxes(),
                approval.ending());
    }

    /** Open, asked in both ways; one that Bob decides alone, one that has ended. */
    private static CallbackFixture fixture() {
        CallbackFixture callback = new CallbackFixture().inSlack();
        callback.with(SlackPress.asked(
                "{'title': 'Deploy', 'approvers': ['bob@example.com', 'carol@example.com'], 'requiredApprovals': 2}",
                Map.of(Samples.BOB, SlackPress.USER)));
        callback.with(another(Samples.open("{'requireComment': 'reject'}"), "alone"));
        callback.with(another(Samples.open("{'requester': 'bob@example.com'}"), "own"));
        callback.with(another(
                Samples.open("{}").ended(Ending.of(State.EXPIRED, Samples.NOW).told(Ending.Told.TAKEN)), "over"));
        return callback.with(
                Approval.tombstone("tombstone", Waiter.gone(Samples.EXECUTION), Ending.of(State.EXPIRED, Samples.NOW)));
    }

    private void assertHarmless(Reply reply, JsonObject event) {
        assertTrue(STATUSES.contains(reply.status()), "status " + reply.status());
        seen.add(reply.status());
        assertEquals(HEADERS, reply.headers().keySet());
        String headers = reply.headers().toString();
        assertFalse(
                headers.contains(HostileRequests.MARK) || headers.contains("\\n") || headers.contains("\\r"), headers);
        for (String opening : HostileRequests.OPENINGS) {
            assertFalse(reply.body().contains(opening + HostileRequests.MARK), "echoed: " + opening + reply.body());
        }
        assertFalse(INSIDES.matcher(reply.body()).find(), reply.body());
        if (event.get("httpMethod").getAsString().equals("HEAD")) {
            assertEquals("", reply.body());
        }
    }
}

package humanapproval.email;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import humanapproval.approval.Approval;
import humanapproval.approval.Change;
import humanapproval.approval.ChannelName;
import humanapproval.approval.Claim;
import humanapproval.approval.Decision;
import humanapproval.approval.Outbox;
import humanapproval.approval.State;
import humanapproval.approval.Vote;
import humanapproval.approval.VoteResult;
import humanapproval.approval.VotingRules;
import humanapproval.approval.Words;
import humanapproval.callback.CallbackFixture;
import humanapproval.events.EventPublisher;
import humanapproval.fake.FakeSns;
import humanapproval.fake.FakeSqs;
import humanapproval.fake.QueueEvents;
import humanapproval.fake.Samples;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The largest request that the workflow lets through, asked of 100 people who are reminded 200 times and answer with
 * the longest comments: every vote is taken, or its comment is refused with a sentence.
 */
class SizesTest {

    private static final int LARGEST_INPUT = 230_000;

    private final CallbackFixture callback = new CallbackFixture();
    private final FakeSns sns = new FakeSns();
    private final EmailChannel channel = new EmailChannel(
            new EmailChannel.Clients(callback.table, sns, callback.stepFunctions, callback.events, new FakeSqs()),
            Samples.ENVIRONMENT,
            callback.clock,
            pause -> {},
            new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8));

    /**
     * @param fill what the request is filled with, up to so many {@code bytes} as the workflow counts them
     * @param address how long the addresses are
     * @param comment what each comment has a thousand UTF-16 units of
     */
    record Worst(String name, String fill, int bytes, int address, String comment) {

        List<String> people() {
            return IntStream.range(1000, 1100)
                    .mapToObj(i -> "p".repeat(Math.max(1, address - 255 - 5)) + i + "@"
                            + "d".repeat(Math.min(address - 6, 255)))
                    .toList();
        }

        JsonObject request() {
            JsonObject request = Samples.json("{'requiredApprovals': 100, 'remindEverySeconds': 60, 'details': ''}");
            JsonArray approvers = new JsonArray();
            people().subList(0, 50).forEach(approvers::add);
            JsonArray joining = new JsonArray();
            people().subList(50, 100).forEach(joining::add);
            request.add("approvers", approvers);
            request.add("escalateTo", joining);
            int room = bytes - counted(request);
            int one = counted(new JsonPrimitive(fill)) - 2;
            request.addProperty("details", fill.repeat(room / one) + "x".repeat(room % one));
            assertEquals(bytes, counted(request));
            return request;
        }

        /** As the state machine's Receive counts, where it takes two surrogates as one character. */
        private static int counted(JsonElement json) {
            return json.toString()
                    .replace("\\u2028", "\u2028")
                    .codePoints()
                    .map(c -> c < 0x80 ? 1 : c <= 0xFFFF ? 3 : 4)
                    .sum();
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Worst> worst() {
        return Stream.of(
                new Worst("control characters", "\u0001", LARGEST_INPUT, 30, "\u0001"),
                new Worst("line separators", "\u2028", LARGEST_INPUT, 30, "\u2028"),
                new Worst("emoji", "\uD83D\uDE80", LARGEST_INPUT, 60, "\uD83D\uDE80"),
                new Worst("long addresses", "x", LARGEST_INPUT, 230, "\u65E5"),
                new Worst("addresses of 300 characters", "\\", 200_000, 300, "\""),
                new Worst("much to say about little", "x", 20_000, 30, "\u0001"));
    }

    private void ask(JsonObject request) {
        JsonObject event = new QueueEvents("EmailChannel").detailed("requested", detail -> {
            detail.add("request", request);
            detail.addProperty("taskToken", "T".repeat(2048));
        });
        assertTrue(QueueEvents.takes(channel, event));
    }

    private void found(List<String> people) {
        Map<String, String> aliases = new HashMap<>();
        people.forEach(person -> aliases.put(person, "slack:T0123456789A:U" + aliases.size() + "0123456789"));
        change(record -> Change.keep(record.with(ChannelName.SLACK, outbox -> outbox.knowing(aliases))));
    }

    private void change(Function<Approval, Change<Approval>> change) {
        callback.approvals.update(Samples.ID, record -> change.apply(record.orElseThrow()));
    }

    private VoteResult vote(String person, String comment) {
        Vote vote = new Vote(person, person, ChannelName.EMAIL, Decision.APPROVE, comment, Samples.NOW);
        return callback.approvals.update(Samples.ID, record -> VotingRules.cast(record.orElseThrow(), vote));
    }

    @ParameterizedTest
    @MethodSource("worst")
    void everyVoteIsTakenWithOrWithoutItsComment(Worst worst) {
        worst.people().subList(0, 3).forEach(sns::approver);
        ask(worst.request());
        assertEquals(3, sns.published.size());
        found(worst.people());
        remindTwoHundredTimes(worst.people());
        String longest = worst.comment().repeat(1000 / worst.comment().length());
        int comments = 0;
        for (String person : worst.people().subList(1, 100)) {
            if (vote(person, longest) instanceof VoteResult.CommentRefused refused) {
                assertEquals(Words.NO_ROOM, refused.reason());
                assertInstanceOf(VoteResult.Counted.class, vote(person, ""), person);
            } else {
                comments++;
            }
            news("vote " + person);
        }
        JsonObject last = CallbackFixture.withBody("decision=approve&confirm=yes");
        last.getAsJsonObject("pathParameters")
                .addProperty("linkCode", worst.people().getFirst() + 200);
        assertEquals(200, callback.http(last).status(), "the newest link has stayed");
        Approval decided = callback.record();
        assertEquals(State.APPROVED, decided.state());
        String outcome = callback.stepFunctions.successes.getFirst().output();
        assertEquals(
                100,
                JsonParser.parseString(outcome)
                        .getAsJsonObject()
                        .getAsJsonArray("votes")
                        .size());
        new EventPublisher(callback.events, "bus").closed(decided);
        System.out.println(worst + ": " + comments + " comments of 100, outcome " + outcome.length() + ", record "
                + callback.table.largest + ", links " + links());
        assertTrue(comments >= (worst.address() < 100 ? 10 : 0));
    }

    /** What the channel keeps of 200 reminders. */
    private void remindTwoHundredTimes(List<String> people) {
        change(record -> Change.keep(record.reminded(200).with(ChannelName.EMAIL, outbox -> {
            JsonObject own = outbox.own().deepCopy();
            Outbox changed = outbox;
            for (int round = 1; round <= 200; round++) {
                for (String person : people) {
                    own.getAsJsonObject("links").addProperty(Links.hash(person + round), person);
                }
            }
            for (String person : people) {
                changed = changed.with(person, new Claim(200, Claim.Status.SENT, "p".repeat(36), Samples.NOW));
            }
            return changed.with(own);
        })));
    }

    private void news(String key) {
        change(record -> Change.keep(record.with(
                        ChannelName.SLACK,
                        outbox -> outbox.with(key, new Claim(0, Claim.Status.SENT, "p".repeat(36), Samples.NOW))))
                .orIfFull(record));
    }

    private int links() {
        return callback.record()
                .outbox(ChannelName.EMAIL)
                .own()
                .getAsJsonObject("links")
                .size();
    }

    @Test
    void aRequestWithoutRoomForItsVotesFailsAtOnceWithASentence() {
        Worst worst = new Worst("too much", "x", LARGEST_INPUT, 310, "");
        worst.people().subList(0, 3).forEach(sns::approver);
        ask(worst.request());
        assertEquals(List.of(), sns.published);
        assertEquals(
                "Approval.InvalidRequest",
                callback.stepFunctions.failures.getFirst().error());
        assertTrue(callback.stepFunctions.failures.getFirst().cause().startsWith("The request is too large"));
        assertEquals(State.FAILED, callback.record().state());
    }
}

package humanapproval.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import humanapproval.approval.Approval;
import humanapproval.approval.Change;
import humanapproval.approval.ChannelName;
import humanapproval.approval.Decision;
import humanapproval.approval.Vote;
import humanapproval.approval.VoteResult;
import humanapproval.approval.VotingRules;
import humanapproval.fake.FakeTable;
import humanapproval.fake.Samples;
import humanapproval.fake.SteppingClock;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What gives way where a record becomes full, at the edge, by what the table is given. */
class ItemTest {

    private static final int LARGEST = 400 * 1024;

    private final FakeTable table = new FakeTable();
    private final Approvals approvals = new Approvals(table, "table", new SteppingClock(Samples.NOW));

    /** With a text in the channel's state that makes the stored item so large. */
    private static Approval of(int bytes, Approval approval) {
        UnaryOperator<Approval> none =
                before -> before.with(ChannelName.SLACK, outbox -> outbox.with(Samples.json("{'filled': ''}")));
        int filled = bytes - FakeTable.bytes(Item.of(none.apply(approval)).attributes());
        JsonObject own = new JsonObject();
        own.addProperty("filled", "x".repeat(filled));
        return approval.with(ChannelName.SLACK, outbox -> outbox.with(own));
    }

    private Approval put(Approval approval) {
        return approvals.update(approval.id(), record -> Change.keep(approval));
    }

    private static List<String> links(Approval approval) {
        return List.copyOf(approval.outbox(ChannelName.EMAIL)
                .own()
                .getAsJsonObject("links")
                .keySet());
    }

    @Test
    void theTableTakesFourHundredKilobytesAndNotOneByteMore() {
        Approval bare = Samples.opened(Samples.requested("{}"));
        int before = FakeTable.bytes(Item.of(bare).attributes());
        put(of(LARGEST - 60, bare));
        assertTrue(table.largest > LARGEST - 100 && table.largest <= LARGEST && before < 2_000, "" + table.largest);
        assertThrows(StoreException.class, () -> put(of(LARGEST + 1, bare)));
    }

    @Test
    void theOldestLinksGoAndOnlyAsManyAsThereIsNoRoomFor() {
        Approval linked = Samples.opened(Samples.requested("{}"));
        for (String code : List.of("oldest", "older", "newest")) {
            linked = Samples.linked(linked, code, Samples.BOB);
        }
        List<String> all = links(linked);
        assertEquals(all, links(put(of(LARGEST - 100, linked))));
        Approval full = of(LARGEST + 30, linked);
        assertEquals(all.subList(1, 3), links(put(full)), "one gives its room");
        assertEquals(all.subList(2, 3), links(put(of(LARGEST + 100, linked))), "two do");
        assertEquals(links(full).subList(1, 3), links(approvals.update(Samples.ID, record -> Change.keep(full))));
    }

    @Test
    void aCommentGivesWayWhereTheNextVoteWouldHaveNoRoomAndAVoteNeverDoes() {
        Approval two = Samples.open("{'approvers': ['bob@example.com', 'carol@example.com'], 'requiredApprovals': 2}");
        int most = 0;
        for (int size = LARGEST - 19_000; size < LARGEST - 1_000; size += 100) {
            put(of(size, two));
            VoteResult result = approvals.update(
                    Samples.ID, record -> VotingRules.cast(record.orElseThrow(), vote("\u0001".repeat(50))));
            if (result instanceof VoteResult.Counted) {
                most = size;
            } else {
                assertTrue(result instanceof VoteResult.CommentRefused, result.toString());
                assertTrue(
                        approvals.update(Samples.ID, record -> VotingRules.cast(record.orElseThrow(), vote("")))
                                instanceof VoteResult.Counted,
                        "at " + size);
            }
        }
        assertTrue(most > LARGEST - 19_000 && most < LARGEST - 16_384, "the last that took it: " + most);
    }

    private static Vote vote(String comment) {
        return new Vote(Samples.BOB, Samples.BOB, ChannelName.EMAIL, Decision.APPROVE, comment, Samples.NOW);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u2028",
                "\u2029",
                "\\u2028",
                "\\\\u2028",
                "\\",
                "\\\\\u2028\\",
                "\"\u2029\n",
                "é\u2028\uD83D\uDE80"
            })
    void lineSeparatorsAreStoredAsTheyAre(String text) {
        JsonObject request = new JsonObject();
        request.addProperty("title", "a" + text + "b");
        request.addProperty(text, text.repeat(1000));
        Approval approval = Samples.opened(
                Samples.requested(request, Samples.requested("{}").waiter(), Optional.empty()));
        String stored = ApprovalJson.write(approval);
        assertEquals(approval, ApprovalJson.read(stored, 0));
        assertEquals(text.contains("\\u2028"), stored.contains("\\u2028"));
        assertFalse(stored.contains("\\u2029"));
    }
}

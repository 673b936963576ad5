package humanapproval.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import humanapproval.approval.Approval;
import humanapproval.approval.Change;
import humanapproval.approval.ChannelName;
import humanapproval.approval.Claim;
import humanapproval.approval.Outbox;
import humanapproval.channel.Channel.Delivered;
import humanapproval.fake.FakeTable;
import humanapproval.fake.Samples;
import humanapproval.fake.SteppingClock;
import humanapproval.store.Approvals;
import humanapproval.store.StoreException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What gives way where there is no room for a claim, and what is noted where a note failed. */
class RoundTest {

    private static final Thing REQUEST = new Thing("request", true);
    private static final Thing NEWS = new Thing("news", false);

    private final SteppingClock clock = new SteppingClock(Samples.NOW);
    private final FakeTable table = new FakeTable();
    private final Approvals approvals = new Approvals(table, "table", clock);

    private record Thing(String name, boolean isRequest) implements Delivery {

        @Override
        public Optional<String> key() {
            return Optional.of(name);
        }

        @Override
        public boolean isDue(Approval approval) {
            return approval.isOpen();
        }
    }

    /** A record whose private states have so many bytes. */
    private Approval filled(int bytes) {
        JsonObject own = new JsonObject();
        own.addProperty("filled", "x".repeat(bytes));
        Approval open = Samples.opened(Samples.requested("{}")).with(ChannelName.EMAIL, outbox -> outbox.with(own));
        return approvals.update(open.id(), record -> Change.keep(open));
    }

    private Round<Thing> round(Approval known) {
        Patience patience = Patience.of(clock, 30_000);
        return new Round<>(approvals, ChannelName.SLACK, clock, "this process", patience, known);
    }

    /** What of {@code deliveries} is to be delivered, and reminds as it is claimed. */
    private List<Thing> taken(Approval known, List<Thing> deliveries) {
        Round<Thing> round = round(known);
        List<Thing> ours = round.take(deliveries, record -> record.reminded(1));
        assertFalse(round.isShared(deliveries));
        return ours;
    }

    private Approval kept() {
        return approvals.find(Samples.ID).orElseThrow();
    }

    private Set<String> claims() {
        return kept().outbox(ChannelName.SLACK).claims().keySet();
    }

    @Test
    void whereThereIsRoomAllIsClaimed() {
        assertEquals(List.of(REQUEST, NEWS), taken(filled(300_000), List.of(REQUEST, NEWS)));
        assertEquals(Set.of("request", "news"), claims());
    }

    @Test
    void newsIsLeftOutWhereItWouldTakeTheRoomOfVotes() {
        Approval full = filled(395_000);
        assertEquals(List.of(), taken(full, List.of(NEWS)));
        assertEquals(full, kept(), "nothing of it is written");
    }

    @Test
    void whatArrivedIsNotedAsSentThoughTheNoteAfterItFailed() {
        List<Thing> many = IntStream.range(0, Round.NOTED_TOGETHER)
                .mapToObj(number -> new Thing("thing " + number, true))
                .toList();
        Round<Thing> round = round(filled(1));
        round.take(many, UnaryOperator.identity());
        many.stream().skip(1).forEach(thing -> round.deliver(thing, open -> Delivered.sent()));
        table.failingPuts = 3;
        assertThrows(StoreException.class, () -> round.deliver(many.getFirst(), open -> Delivered.sent()));
        round.note(UnaryOperator.identity());
        Outbox noted = kept().outbox(ChannelName.SLACK);
        assertTrue(many.stream().allMatch(thing -> noted.is(thing.name(), Claim.Status.SENT)));
    }

    @Test
    void aRequestIsClaimedHoweverFullTheRecordIsAndNewsOfTheSameEventWithIt() {
        assertEquals(List.of(REQUEST, NEWS), taken(filled(395_000), List.of(REQUEST, NEWS)));
        assertEquals(Set.of("request", "news"), claims());
        assertEquals(1, kept().reminders());
    }
}

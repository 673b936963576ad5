package humanapproval.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import humanapproval.approval.Approval;
import humanapproval.approval.Change;
import humanapproval.approval.ChannelName;
import humanapproval.approval.Claim;
import humanapproval.approval.Decision;
import humanapproval.approval.Ending;
import humanapproval.approval.Failure;
import humanapproval.approval.Limits;
import humanapproval.approval.Outbox;
import humanapproval.approval.Question;
import humanapproval.approval.Reach;
import humanapproval.approval.State;
import humanapproval.approval.Vote;
import humanapproval.fake.FakeTable;
import humanapproval.fake.Samples;
import humanapproval.fake.SteppingClock;
import humanapproval.waiter.Waiter;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ApprovalsTest {

    private final FakeTable table = new FakeTable();
    private final SteppingClock clock = new SteppingClock(Samples.NOW);
    private final Approvals approvals = new Approvals(table, "table", clock);
    private final Approval open = Samples.open("{'title': 'T'}");

    private void put(Approval approval) {
        approvals.update(approval.id(), record -> Change.keep(approval));
    }

    @Test
    void everyShapeOfARecordComesBackAsItWas() {
        Vote vote = new Vote(
                Samples.BOB,
                Samples.BOB,
                ChannelName.EMAIL,
                Decision.REJECT,
                "no\n\u202E",
                Instant.parse("2026-01-31T12:00:00.123Z"));
        Ending failed = Ending.failed(Failure.invalid("why"), Samples.NOW);
        for (Approval approval : List.of(
                open,
                inBerlin(),
                open.with(vote).ended(Ending.of(State.REJECTED, Samples.NOW)).told(Ending.Told.TAKEN),
                Approval.tombstone(Samples.ID, Waiter.gone(Samples.EXECUTION), failed),
                open.askedAgain(new Waiter(Samples.EXECUTION, "later", 2), Samples.DEADLINE),
                Samples.opened(Samples.startedBy("another"))
                        .with(
                                ChannelName.SLACK,
                                outbox -> outbox.knowing(Map.of(Samples.BOB, "slack:T:U1"))
                                        .with(Samples.json("{'team': 'T', 'posted': 2, 'null': null}"))
                                        .with("request", new Claim(2, Claim.Status.SENT, "me", Samples.NOW)))
                        .with(
                                ChannelName.SLACK,
                                outbox -> outbox.reaching(new Reach(Reach.Kind.CANNOT, "why", Set.of("a@example.com"))))
                        .reminded(2))) {
            assertEquals(approval, ApprovalJson.read(ApprovalJson.write(approval), 0));
        }
    }

    private static Approval inBerlin() {
        return Approval.opened(
                Samples.ID,
                new Waiter(Samples.EXECUTION, Samples.TOKEN, 0),
                Question.asked(
                        Samples.json("{}"),
                        new Limits(false, false, ZoneId.of("Europe/Berlin")),
                        Samples.NOW,
                        Samples.DEADLINE,
                        Optional.empty()));
    }

    @Test
    void aRecordWithoutAZoneIsInUtc() {
        String before = ApprovalJson.write(inBerlin()).replace(",\"timeZone\":\"Europe/Berlin\"", "");
        assertEquals(
                ZoneOffset.UTC,
                ApprovalJson.read(before, 0).question().orElseThrow().zone());
    }

    @Test
    void whoeverComesSecondSeesTheFirst() {
        put(open);
        table.beforeNextPut = () -> put(open.ended(Ending.of(State.EXPIRED, Samples.NOW)));
        State seen = approvals.update(
                Samples.ID,
                record -> record.get().isOpen()
                        ? new Change<>(record.get().ended(Ending.of(State.APPROVED, Samples.NOW)), Approval::state)
                        : Change.none(record.get().state()));
        assertEquals(State.EXPIRED, seen);
        assertEquals(State.EXPIRED, approvals.find(Samples.ID).orElseThrow().state());
    }

    @Test
    void ofTwoFirstWritesOneSeesTheOther() {
        table.beforeNextPut = () -> put(open);
        boolean existed = approvals.update(
                Samples.ID, record -> record.isPresent() ? Change.none(true) : new Change<>(open, kept -> false));
        assertTrue(existed);
    }

    @Test
    void aWriteWhoseAnswerWasLostIsFoundDone() {
        table.loseNextAnswer = true;
        approvals.update(open.id(), record -> Change.keep(record.orElse(open)));
        assertEquals(1, table.puts);
        assertEquals(open.kept(1), approvals.find(Samples.ID).orElseThrow());
    }

    @Test
    void nothingIsWrittenWhereNothingChanged() {
        put(open);
        approvals.update(Samples.ID, record -> Change.keep(record.orElseThrow().reminded(0)));
        assertEquals(1, table.puts);
    }

    @Test
    void whatWasJustKeptIsWrittenAgainWithoutAReadUnlessSomebodyElseWrote() {
        put(open);
        Approval kept = approvals.update(
                Samples.ID, record -> Change.keep(record.orElseThrow().reminded(1)));
        table.beforeNextRead = () -> {
            throw new AssertionError("no read is needed");
        };
        Approval again = approvals.update(kept, record -> Change.keep(record.reminded(2)));
        assertEquals(3, again.stored().version());
        table.beforeNextRead = null;
        assertEquals(
                List.of(3, State.EXPIRED),
                List.of(
                        approvals
                                .update(
                                        kept.ended(Ending.of(State.EXPIRED, Samples.NOW)),
                                        record -> Change.keep(
                                                record.reminded(3).ended(Ending.of(State.EXPIRED, Samples.NOW))))
                                .reminders(),
                        approvals.find(Samples.ID).orElseThrow().state()));
        assertEquals(4, approvals.find(Samples.ID).orElseThrow().stored().version());
    }

    @Test
    void whatWasKeptLongEnoughIsGoneThoughTheTableStillHasIt() {
        put(open.ended(Ending.of(State.APPROVED, Samples.NOW)));
        clock.move(Approval.KEPT);
        assertTrue(approvals.find(Samples.ID).isPresent());
        clock.move(Duration.ofSeconds(1));
        assertTrue(approvals.find(Samples.ID).isEmpty());
        put(open);
        assertEquals(2, table.puts);
    }

    @Test
    void aSilentTableIsSaidSo() {
        table.failingReads = 1;
        assertThrows(StoreException.class, () -> approvals.find(Samples.ID));
        table.failingPuts = 1;
        assertThrows(StoreException.class, () -> put(open));
    }

    @Test
    void theOpenOnesOfAnExecutionAreFound() {
        put(open);
        put(Approval.tombstone("other", Waiter.gone(Samples.EXECUTION), Ending.of(State.EXPIRED, Samples.NOW)));
        assertEquals(List.of(Samples.ID), approvals.openOf(Samples.EXECUTION));
    }

    @Test
    void aLaterAttemptBringsItsTokenAndNothingElse() {
        Approval again = open.askedAgain(new Waiter(Samples.EXECUTION, "token-1", 1), Samples.DEADLINE);
        assertEquals("token-1", again.waiter().taskToken());
        assertEquals(
                open.question().orElseThrow().request(),
                again.question().orElseThrow().request());
        assertEquals(
                Samples.DEADLINE.plusSeconds(5),
                open.askedAgain(new Waiter(Samples.EXECUTION, "token-1", 1), Samples.DEADLINE.plusSeconds(5))
                        .asked()
                        .deadline(),
                "the later deadline counts");
    }

    @Test
    void whatANewerVersionWroteStaysUnderAnOlderOnesEyes() {
        JsonObject newer = JsonParser.parseString(
                        ApprovalJson.write(open.ended(Ending.of(State.APPROVED, Samples.NOW))))
                .getAsJsonObject();
        newer.addProperty("later", 5);
        newer.getAsJsonObject("ending").addProperty("later", true);
        newer.getAsJsonObject("question")
                .getAsJsonObject("input")
                .add("channels", Samples.json("{'a': ['email', 'pigeon']}").get("a"));
        newer.getAsJsonObject("question").add("later", Samples.json("{'zone': null}"));
        newer.getAsJsonObject("outboxes").getAsJsonObject("email").addProperty("later", "x");
        newer.getAsJsonObject("outboxes").add("pigeon", Samples.json("{'reach': null, 'own': {'a': 1}}"));
        Approval read = ApprovalJson.read(newer.toString(), 1);
        assertEquals(newer, JsonParser.parseString(ApprovalJson.write(read)));
        JsonObject written = JsonParser.parseString(
                        ApprovalJson.write(read.reminded(1).told(Ending.Told.TAKEN)))
                .getAsJsonObject();
        newer.addProperty("reminders", 1);
        newer.getAsJsonObject("ending").addProperty("told", "TAKEN");
        assertEquals(newer, written);
    }

    @Test
    void theDocumentOfSchemaOneIsReadAsItWasWritten() {
        Vote vote = new Vote(
                "slack:T:U1",
                "Bob",
                ChannelName.SLACK,
                Decision.APPROVE,
                "Yes.",
                Instant.parse("2026-01-31T12:00:01Z"));
        Approval frozen = ApprovalJson.read(Samples.file("functions/src/test/resources/schema-1.json"), 0);
        Approval asked = Samples.linked(
                        Samples.opened(Samples.startedBy("arn:aws:states:eu-west-1:123456789012:execution:a:b")),
                        Samples.CODE,
                        Samples.BOB)
                .with(
                        ChannelName.SLACK,
                        outbox -> outbox.reaching(Reach.allBut(Set.of("carol@example.com")))
                                .knowing(Map.of(Samples.BOB, "slack:T:U1"))
                                .with(Samples.json("{'team': 'T', 'posted': 1}"))
                                .with("request", new Claim(0, Claim.Status.SENT, "process", Samples.NOW)))
                .with(vote)
                .reminded(2)
                .ended(Ending.failed(new Failure("Approval.Undeliverable", "Why."), Samples.NOW));
        assertEquals(throughTheChannelsOf(frozen, asked), frozen);
    }

    /** A channel that came later is not in a document that is older. */
    private static Approval throughTheChannelsOf(Approval frozen, Approval asked) {
        Map<ChannelName, Outbox> outboxes = new HashMap<>(asked.outboxes());
        outboxes.keySet().retainAll(frozen.outboxes().keySet());
        return new Approval(
                asked.id(),
                asked.stored(),
                asked.waiter(),
                asked.question(),
                asked.votes(),
                asked.reminders(),
                outboxes,
                asked.ending());
    }
}

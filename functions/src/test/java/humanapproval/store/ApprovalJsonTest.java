package humanapproval.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import humanapproval.approval.Approval;
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
import humanapproval.fake.Samples;
import humanapproval.waiter.Waiter;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The document of a record, of this version and of others. */
class ApprovalJsonTest {

    private final Approval open = Samples.open("{'title': 'T'}");

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

package humanapproval.slack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import humanapproval.approval.ChannelName;
import humanapproval.approval.Claim.Status;
import humanapproval.approval.Decision;
import humanapproval.approval.Ending;
import humanapproval.approval.State;
import humanapproval.fake.FakeSlack.Fault;
import humanapproval.fake.Samples;
import humanapproval.fake.SlackCall;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a message shows at the end, and whom Slack tells what. */
class ClosingTest {

    private final SlackFixture fixture = new SlackFixture();

    @BeforeEach
    void ask() {
        assertTrue(fixture.takes(SlackFixture.requested("{'title': 'Deploy', 'approvers': ['bob@example.com']}")));
    }

    @Test
    void anApprovalByMailShowsWhoAndHowLongAndTheComment() {
        fixture.clock.move(Duration.ofMinutes(2));
        fixture.decide(fixture.vote("carol@example.com", ChannelName.EMAIL, Decision.APPROVE, "Looks good."));
        assertTrue(fixture.takes(SlackFixture.closed("APPROVED")));
        assertFalse(fixture.shown().hasButtons());
        assertTrue(
                fixture.shown()
                        .all()
                        .contains("Approved by carol@example.com by email · 2 minutes after askingLooks good."),
                fixture.shown().all());
        assertEquals(
                "Approved by carol@example.com by email · 2 minutes after asking: Deploy",
                fixture.shown().text());
        assertEquals(Status.SENT, fixture.status("end"));
    }

    @Test
    void somebodyOfSlackIsMentioned() {
        fixture.decide(fixture.vote(Samples.BOB, ChannelName.SLACK, Decision.REJECT, ""));
        fixture.takes(SlackFixture.closed("REJECTED"));
        assertTrue(
                fixture.shown().all().contains("Rejected by  in Slack · 1 second after asking"),
                fixture.shown().all());
        assertEquals(2, fixture.shown().elements("user").size(), "among the approvers, and as who decided");
    }

    @ParameterizedTest
    @CsvSource({
        "EXPIRED, Expired: nobody answered by 31 January 2026 13:00 UTC",
        "CANCELLED, The workflow was stopped",
        "FAILED, The workflow could not ask",
        "REJECTED, Rejected automatically: nobody answered by 31 January 2026 13:00 UTC"
    })
    void anEndWithoutADecisionSaysWhatItIs(String outcome, String shown) {
        fixture.takes(SlackFixture.closed(outcome));
        assertTrue(
                fixture.shown().all().replace(",", "").contains(shown),
                fixture.shown().all());
    }

    @Test
    void theEndIsShownOnceHoweverOftenItIsAnnounced() {
        fixture.takes(SlackFixture.closed("EXPIRED"));
        assertTrue(fixture.takes(SlackFixture.closed("EXPIRED")));
        assertEquals(1, fixture.updates().size());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"message_not_found", "cant_update_message", "channel_not_found", "is_archived", "not_in_channel"
            })
    void whatCanNotBeChangedAnyMoreIsMarkedSoAndDone(String code) {
        fixture.slack.fail("chat.update", Fault.error(code));
        assertTrue(fixture.takes(SlackFixture.closed("EXPIRED")));
        assertEquals(Status.LOST, fixture.status("end"));
        assertTrue(fixture.takes(SlackFixture.closed("EXPIRED")));
        assertEquals(1, fixture.updates().size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"internal_error", "invalid_auth", "ratelimited"})
    void otherErrorsComeBack(String code) {
        fixture.slack.fail("chat.update", Fault.error(code));
        assertFalse(fixture.takes(SlackFixture.closed("EXPIRED")));
        assertEquals(Status.UNCONFIRMED, fixture.status("end"));
        assertTrue(fixture.takes(SlackFixture.closed("EXPIRED")));
        assertEquals(Status.SENT, fixture.status("end"));
    }

    @Test
    void aRefusalIsToldToItsPersonAloneWithTheEnd() {
        assertTrue(fixture.takes(
                SlackFixture.refused(SlackFixture.press(fixture.message().ts().orElseThrow()))));
        assertTrue(fixture.note().contains("You are not among the approvers of this request.\""), fixture.note());
        assertTrue(fixture.updates().isEmpty(), "open as it was");
        fixture.takes(SlackFixture.closed("EXPIRED"));
        fixture.takes(
                SlackFixture.refused(SlackFixture.press(fixture.message().ts().orElseThrow())));
        assertTrue(fixture.note().contains("Expired: nobody answered by 31 January 2026, 13:00 UTC."), fixture.note());
    }

    @Test
    void whereTheResponseUrlIsOverTheNoteIsEphemeralAndElseDropped() {
        fixture.slack.fail(SlackFixture.RESPONSE_URL, Fault.status(404));
        assertTrue(fixture.takes(SlackFixture.refused(SlackFixture.press("1.1"))));
        SlackCall call = fixture.slack.calls("chat.postEphemeral").getFirst();
        assertEquals(
                List.of(SlackFixture.PLACE, SlackFixture.BOB),
                List.of(call.argument("channel"), call.argument("user")));
        fixture.slack
                .fail("chat.postEphemeral", Fault.error("user_not_in_channel"))
                .fail("chat.postEphemeral", Fault.limit(5))
                .fail("chat.postEphemeral", Fault.silence());
        for (int i = 0; i < 3; i++) {
            assertTrue(fixture.takes(SlackFixture.refused(
                    new Press(SlackFixture.BOB, SlackFixture.PLACE, "1.1", Optional.empty(), ""))));
            fixture.clock.move(Duration.ofSeconds(5));
        }
        assertFalse(fixture.log().contains("hooks.slack.com"));
    }

    @Test
    void eachWhoApprovesStandsInTheThreadOnceWhileOthersAreMissing() {
        SlackFixture three = new SlackFixture();
        three.slack.userByEmail.put("carol@example.com", "U0000CAROL1");
        three.takes(SlackFixture.requested(
                "{'approvers': ['bob@example.com', 'carol@example.com', 'dora@example.com'], 'requiredApprovals': 3}"));
        String ts = three.message().ts().orElseThrow();
        three.change(before -> before.with(three.vote(Samples.BOB, ChannelName.EMAIL, Decision.APPROVE, "")));
        three.change(before -> before.with(three.vote("carol@example.com", ChannelName.SLACK, Decision.APPROVE, "")));
        for (int i = 0; i < 2; i++) {
            assertTrue(three.takes(SlackFixture.recorded(SlackFixture.press(ts), "carol@example.com", 2)));
            assertTrue(three.takes(SlackFixture.recorded(ts)));
        }
        assertEquals(
                List.of("2 of 3 approvals:  approved.", "1 of 3 approvals:  approved."),
                three.posts().stream().skip(1).map(line -> Shown.of(line).all()).toList());
        assertEquals(
                List.of("U0000CAROL1", SlackFixture.BOB),
                three.posts().stream()
                        .skip(1)
                        .map(line -> Shown.of(line)
                                .elements("user")
                                .getFirst()
                                .get("user_id")
                                .getAsString())
                        .toList());
        assertEquals(ts, three.posts().getLast().argument("thread_ts"));
        assertTrue(three.updates().isEmpty(), "an edit would wipe what somebody types");
    }

    @Test
    void aReminderMentionsThoseWhoAreMissingOnce() {
        assertTrue(fixture.takes(SlackFixture.reminder(1)));
        assertTrue(fixture.takes(SlackFixture.reminder(1)));
        assertEquals(2, fixture.posts().size());
        assertEquals(
                List.of(Samples.json("{'type': 'user', 'user_id': '" + SlackFixture.BOB + "'}")),
                Shown.of(fixture.posts().getLast()).elements("user"));
        fixture.slack.fail("chat.postMessage", Fault.limit(3));
        assertFalse(fixture.takes(SlackFixture.reminder(2)), "what Slack did not take is not counted");
        fixture.clock.move(Duration.ofSeconds(3));
        assertTrue(fixture.takes(SlackFixture.reminder(2)));
        assertEquals(2, fixture.record().reminders());
        fixture.takes(SlackFixture.closed("EXPIRED"));
        int posts = fixture.posts().size();
        assertTrue(fixture.takes(SlackFixture.reminder(3)));
        assertEquals(posts, fixture.posts().size());
        assertEquals(State.EXPIRED, fixture.record().state());
    }

    @Test
    void theRequesterIsToldTheEndOnceThoughVoteAndEndArriveTogether() {
        SlackFixture asking = new SlackFixture();
        asking.takes(SlackFixture.requested());
        asking.decide(asking.vote(Samples.BOB, ChannelName.SLACK, Decision.APPROVE, ""));
        String ts = asking.message().ts().orElseThrow();
        asking.slack.fail(
                "chat.update",
                Fault.meanwhile(() -> assertFalse(
                        asking.takesElsewhere(SlackFixture.closed("APPROVED")),
                        "it comes back in case the other one dies")));
        assertTrue(asking.takes(SlackFixture.recorded(ts)));
        assertTrue(asking.takes(SlackFixture.closed("APPROVED")));
        assertEquals(1, asking.updates().size());
        assertEquals(
                List.of("Deploy 1.4.2 to production\nApproved by bob@example.com in Slack · 1 second after asking."),
                asking.posts().stream()
                        .skip(1)
                        .map(line -> Shown.of(line).all())
                        .toList());
        assertEquals(SlackFixture.ANA, asking.posts().getLast().argument("channel"), "a direct message");
        assertFalse(asking.posts().getLast().arguments().containsKey("thread_ts"));
    }

    @Test
    void aRejectionStandsBeforeTheApprovalsThatCameEarlier() {
        SlackFixture two = new SlackFixture();
        two.takes(SlackFixture.requested(
                "{'title': 'Deploy', 'approvers': ['bob@example.com', 'ana@example.com'], 'requiredApprovals': 2}"));
        two.change(before -> before.with(two.vote(Samples.BOB, ChannelName.EMAIL, Decision.APPROVE, "")));
        two.decide(two.vote("ana@example.com", ChannelName.SLACK, Decision.REJECT, "No"));
        two.takes(SlackFixture.closed("REJECTED"));
        String end = two.shown().all();
        assertTrue(end.indexOf("Rejected by ") > 0 && end.indexOf("Rejected by ") < end.indexOf("Approved by "), end);
    }

    @Test
    void fiftyVotesFitIntoTheEnd() {
        String people = IntStream.range(0, 50)
                .mapToObj(i -> "'firstname.lastname" + i + "@company.example.com'")
                .collect(Collectors.joining(","));
        SlackFixture many = new SlackFixture();
        many.slack.userByEmail.put("firstname.lastname0@company.example.com", "U1234567890");
        many.untilTaken(SlackFixture.requested("{'title': 'T', 'description': '" + "x ".repeat(2100)
                + "', 'approvers': [" + people + "], 'requiredApprovals': 50}"));
        for (int i = 0; i < 50; i++) {
            String voter = "firstname.lastname" + i + "@company.example.com";
            many.change(before -> before.with(many.vote(voter, ChannelName.EMAIL, Decision.APPROVE, "c".repeat(100))));
        }
        many.change(before -> before.ended(Ending.of(State.APPROVED, many.clock.instant())));
        many.takes(SlackFixture.closed("APPROVED"));
        assertTrue(many.shown().length() < Messages.MOST_TEXT, "" + many.shown().length());
        assertTrue(many.shown().all().contains(" more votes"), many.shown().all());
    }

    @Test
    void ofTwoInvocationsOneReminds() {
        fixture.duringPost(() -> assertFalse(fixture.takesElsewhere(SlackFixture.reminder(1))));
        assertTrue(fixture.takes(SlackFixture.reminder(1)));
        assertTrue(fixture.takes(SlackFixture.reminder(1)));
        assertEquals(2, fixture.posts().size());
    }
}

package humanapproval.slack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import humanapproval.fake.FakeSlack;
import humanapproval.fake.FakeSlack.Fault;
import humanapproval.fake.QueueEvents;
import humanapproval.fake.Samples;
import humanapproval.fake.SlackCall;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How the people of a request are found in Slack, and in the channel, with few calls. */
class FindingPeopleTest {

    private final SlackFixture fixture = new SlackFixture();

    @Test
    void peopleAreLookedUpOnceInTenMinutes() {
        String request = "{'approvers': ['bob@example.com', 'gone@example.com'], 'requester': 'ana@example.com'}";
        fixture.slack.fail("chat.postMessage", Fault.error("internal_error"));
        assertFalse(fixture.takes(SlackFixture.requested(request)));
        assertTrue(fixture.takes(SlackFixture.requested(request)));
        assertEquals(3, fixture.slack.calls("users.lookupByEmail").size());
        assertEquals(
                Set.of(Samples.BOB, "ana@example.com"),
                fixture.outbox().aliases().keySet());
        fixture.clock.move(Duration.ofMinutes(10).plusMillis(1));
        assertTrue(
                fixture.takes(QueueEvents.of("later", SlackFixture.requested("{'approvers': ['bob@example.com']}"))));
        assertEquals(4, fixture.slack.calls("users.lookupByEmail").size());
    }

    @Test
    void aSlackUserThatTheRequestNamesIsCheckedAndNotLookedUp() {
        fixture.slack.userByEmail.put("unused@example.com", "U0000000D0R");
        assertTrue(fixture.takes(
                SlackFixture.requested("{'approvers': [{'email': 'dora@example.com', 'slack': 'U0000000D0R'}]}")));
        assertTrue(fixture.slack.calls("users.lookupByEmail").isEmpty());
        assertEquals(
                "slack:" + FakeSlack.TEAM + ":U0000000D0R",
                fixture.outbox().aliases().get("dora@example.com"));
    }

    @Test
    void manyPeopleAreLookedUpInSeveralInvocations() {
        String request = "{'approvers': ['bob@example.com', 'b@example.com', 'c@example.com']}";
        fixture.slack.fail("users.lookupByEmail", Fault.meanwhile(() -> fixture.clock.move(Duration.ofSeconds(13))));
        assertFalse(fixture.takes(SlackFixture.requested(request)));
        assertEquals(Duration.ofSeconds(2), fixture.setAside());
        assertTrue(fixture.takes(SlackFixture.requested(request)));
        assertEquals(3, fixture.slack.calls("users.lookupByEmail").size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"users_not_found", "user_not_visible"})
    void whoIsNotToBeFoundKeepsNobodyElseFromTheMessage(String code) {
        fixture.slack.fail("users.lookupByEmail", Fault.error(code));
        assertTrue(fixture.takes(SlackFixture.requested("{'approvers': ['bob@example.com', 'ana@example.com']}")));
        assertEquals(Set.of("ana@example.com"), fixture.outbox().aliases().keySet());
    }

    @Test
    void whoIsDeactivatedOrUnknownOrABotIsUnreachedAlsoWhereTheInputNamesTheirId() {
        fixture.slack.userByEmail.put("d@example.com", "U0000000D0R");
        fixture.slack.deleted.add("U0000000D0R");
        fixture.slack.userByEmail.put("b@example.com", "U0000000B0T");
        fixture.slack.bots.add("U0000000B0T");
        assertTrue(
                fixture.takes(SlackFixture.requested("{'approvers': ['bob@example.com', {'email': 'dora@example.com',"
                        + " 'slack': 'U0000000D0R'}, {'email': 'nobody@example.com', 'slack': 'U0NOBODY000'},"
                        + " {'email': 'bot@example.com', 'slack': 'U0000000B0T'}]}")));
        assertEquals(
                Set.of("dora@example.com", "nobody@example.com", "bot@example.com"),
                fixture.reach().unreached());
        assertEquals(3, fixture.slack.calls("users.info").size());
    }

    @Test
    void membersAreReadPageByPageAsFarAsNeededAndKeptForAMinute() {
        String request = "{'approvers': ['bob@example.com', 'carol@example.com']}";
        fixture.slack.userByEmail.put("carol@example.com", "U0000CAROL1");
        fixture.slack.outside.add("U0000CAROL1");
        fixture.slack.pageSize = 1;
        fixture.takes(SlackFixture.requested(request));
        assertEquals("U0000CAROL1", fixture.posts().getLast().argument("channel"));
        List<SlackCall> pages = fixture.slack.calls("conversations.members");
        assertEquals(
                List.of("", "1"),
                pages.stream().map(page -> page.argument("cursor")).toList());
        fixture.takes(QueueEvents.of("later", SlackFixture.requested(request)));
        assertEquals(2, fixture.slack.calls("conversations.members").size());
        fixture.clock.move(Duration.ofSeconds(61));
        fixture.takes(QueueEvents.of("again", SlackFixture.requested(request)));
        assertEquals(4, fixture.slack.calls("conversations.members").size());
    }
}

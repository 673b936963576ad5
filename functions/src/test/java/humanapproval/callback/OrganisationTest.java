package humanapproval.callback;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonNull;
import humanapproval.fake.FakeSlack;
import humanapproval.fake.Samples;
import humanapproval.slack.SlackPress;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Presses in a workspace of an organisation (Slack's page Enterprise organizations). */
class OrganisationTest {

    private static final String OURS = "E0123456789";
    private static final String STRANGER =
            "You are not a member of the workspace that was asked, or this is another app's message.";

    private final CallbackFixture callback = new CallbackFixture().inSlack();

    private void asked(String request) {
        callback.with(SlackPress.asked(request, Map.of(Samples.BOB, SlackPress.USER), OURS));
    }

    private String came(SlackPress press) {
        assertEquals(200, callback.press(press).status());
        return callback.events.types().getLast();
    }

    @ParameterizedTest
    @CsvSource({
        FakeSlack.TEAM + ", true, whose workspace it is",
        OURS + ", true, of whom Slack tells the organisation",
        "E9999999999, false, of another organisation",
        "T9999999999, false, of a workspace that is not ours"
    })
    void whereEverybodyMayDecideWhoBelongsToTheWorkspaceOrItsOrganisationDoes(String home, boolean counts, String who) {
        asked("{'title': 'Deploy'}");
        SlackPress press = SlackPress.approve().with("team", JsonNull.INSTANCE).with("user.team_id", home);
        assertEquals(counts ? "Approval Vote Recorded" : "Approval Vote Refused", came(press), who);
        if (!counts) {
            assertEquals(STRANGER, callback.events.lastDetail().get("reason").getAsString());
        }
    }

    @Test
    void aWorkspaceOfTheOrganisationIsToldByThePlaceOfThePress() {
        asked("{'title': 'Deploy'}");
        SlackPress press = SlackPress.approve().with("user.team_id", "T9999999999");
        assertEquals(
                "Approval Vote Recorded",
                came(press.with("team", Samples.json("{'id': 'T9999999999', 'enterprise_id': '" + OURS + "'}"))));
    }

    @Test
    void aStrangerInAWorkspaceOfTheOrganisationStaysAStranger() {
        asked("{'title': 'Deploy'}");
        SlackPress press = SlackPress.approve().with("user.team_id", "T9999999999");
        assertEquals(
                "Approval Vote Refused",
                came(press.with(
                        "team", Samples.json("{'id': '" + FakeSlack.TEAM + "', 'enterprise_id': '" + OURS + "'}"))));
    }

    @Test
    void ofANamedApproverAppAndUserIdDecide() {
        asked("{'approvers': ['bob@example.com']}");
        SlackPress press = SlackPress.approve().with("team", JsonNull.INSTANCE).with("user.team_id", "T9999999999");
        assertEquals("Approval Vote Refused", came(press.with("api_app_id", "A9999999999")));
        assertEquals("Approval Vote Refused", came(press.by("U9999999999", "bob")));
        assertEquals("Approval Vote Recorded", came(press));
        assertEquals(Samples.BOB, callback.record().votes().getFirst().approver());
    }

    @Test
    void aPressWhosePlaceSlackDoesNotTellCountsForWhoBelongsHere() {
        callback.with(SlackPress.asked());
        assertEquals("Approval Vote Recorded", came(SlackPress.approve().without("team")));
    }

    @Test
    void whereItWasPressedInAThreadIsTold() {
        callback.with(SlackPress.asked());
        came(SlackPress.approve().with("container.thread_ts", SlackPress.TS));
        assertTrue(callback.events.lastDetail().getAsJsonObject("origin").has("thread"));
    }
}

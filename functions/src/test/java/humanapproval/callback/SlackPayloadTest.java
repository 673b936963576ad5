package humanapproval.callback;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import humanapproval.approval.Approval;
import humanapproval.fake.Samples;
import humanapproval.slack.SlackPress;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Slack signs is a press of ours, something else of Slack's, or broken: only the first may vote. */
class SlackPayloadTest {

    private static final String NOW = String.valueOf(Samples.NOW.getEpochSecond());

    private final Approval asked = SlackPress.asked();
    private final CallbackFixture callback = new CallbackFixture().inSlack().with(asked);

    private void assertIgnored(String body) {
        CallbackFixture.Reply reply = callback.http(SlackPress.signed(body, SlackPress.SECRET, NOW));
        assertEquals(200, reply.status(), body);
        assertEquals("", reply.body());
        callback.assertUntouched(asked, body);
        assertTrue(callback.log().strip().endsWith("[{\"approvalId\":null,\"result\":\"IGNORED\"}]}"), callback.log());
    }

    private static JsonArray array(JsonElement... elements) {
        JsonArray array = new JsonArray();
        List.of(elements).forEach(array::add);
        return array;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ssl_check=1&token=verification-token",
                "token=t&command=%2Fapprove&text=",
                "payload",
                "{\"type\": \"url_verification\"}",
                "xpayload=%7B%7D",
                "%00",
                "&&=&"
            })
    void whatIsNoPayloadIsIgnored(String body) {
        assertIgnored(body);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "view_submission",
                "view_closed",
                "message_action",
                "shortcut",
                "interactive_message",
                "dialog_submission",
                "BLOCK_ACTIONS",
                ""
            })
    void anotherInteractionIsIgnored(String type) {
        assertIgnored(SlackPress.approve().with("type", type).body());
    }

    @Test
    void aPayloadWithoutATypeIsIgnored() {
        assertIgnored(SlackPress.approve().without("type").body());
        assertIgnored("payload=%7B%7D");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "approved", "APPROVE", " approve", "approve\n", "comment", "open-console", "REJECT"})
    void anotherActionIsIgnoredAndNeverReadAsARejection(String action) {
        assertIgnored(SlackPress.approve().with("actions.0.action_id", action).body());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "../admin",
                "a b",
                "a\n",
                "ü",
                "00000000000000000000000000000000000000000000000000000000000000000"
            })
    void anotherValueIsIgnored(String value) {
        assertIgnored(SlackPress.approve().with("actions.0.value", value).body());
    }

    @Test
    void aPressOfNoButtonIsIgnored() {
        assertIgnored(SlackPress.approve().without("actions").body());
        assertIgnored(SlackPress.approve().without("actions.0.value").body());
        assertIgnored(SlackPress.approve().without("actions.0.action_id").body());
        for (JsonElement actions : List.of(
                JsonNull.INSTANCE,
                new JsonArray(),
                new JsonObject(),
                new JsonPrimitive("approve"),
                array(JsonNull.INSTANCE),
                array(new JsonPrimitive("approve")),
                array(new JsonArray()))) {
            assertIgnored(SlackPress.approve().with("actions", actions).body());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"user", "user.id", "api_app_id", "container", "container.channel_id", "container.message_ts"})
    void aPressThatLacksWhatSlackDocumentsIsAnErrorAndNoVote(String field) {
        for (SlackPress press : List.of(
                SlackPress.approve().without(field),
                SlackPress.approve().with(field, JsonNull.INSTANCE),
                SlackPress.approve().with(field, new JsonPrimitive(7)),
                SlackPress.approve().with(field, new JsonArray()))) {
            assertEquals(400, callback.press(press).status(), field);
            callback.assertUntouched(asked, field);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "null",
                "7",
                "\"block_actions\"",
                "",
                "{",
                "{\"type\": \"block_actions\"",
                "{} {}",
                "{type: block_actions}"
            })
    void aPayloadThatIsNoJsonObjectIsAnErrorAndNoVote(String payload) {
        String body = "payload=" + URLEncoder.encode(payload, StandardCharsets.UTF_8);
        assertEquals(
                400,
                callback.http(SlackPress.signed(body, SlackPress.SECRET, NOW)).status());
        callback.assertUntouched(asked, payload);
    }

    @Test
    void aPayloadWithAStrayPercentSignIsAnErrorAndNoVote() {
        for (String body :
                List.of("payload=%", "payload=%zz", SlackPress.approve().body() + "%")) {
            assertEquals(
                    400,
                    callback.http(SlackPress.signed(body, SlackPress.SECRET, NOW))
                            .status(),
                    body);
            callback.assertUntouched(asked, body);
        }
    }

    @Test
    void whereSlackGivesNoAddressForANoteThePressCountsAllTheSame() {
        assertEquals(
                200,
                callback.press(SlackPress.approve().without("response_url")).status());
        assertEquals(
                "",
                callback.events
                        .lastDetail()
                        .getAsJsonObject("origin")
                        .get("responseUrl")
                        .getAsString());
        assertEquals(1, callback.record().votes().size());
    }

    @Test
    void aPressBySomebodyOfNoWorkspaceDoesNotCount() {
        for (SlackPress press : List.of(
                SlackPress.approve().without("user.team_id"),
                SlackPress.approve().with("user.team_id", JsonNull.INSTANCE))) {
            assertEquals(200, callback.press(press).status());
            assertEquals(asked, callback.record());
            assertEquals("Approval Vote Refused", callback.events.types().getLast());
        }
    }

    @Test
    void whateverAFieldHoldsNobodyElseVotes() {
        List<JsonElement> odd = List.of(
                JsonNull.INSTANCE,
                new JsonPrimitive(7),
                new JsonPrimitive(true),
                new JsonPrimitive(""),
                new JsonPrimitive("\u0000"),
                new JsonArray(),
                new JsonObject());
        for (String field : List.of(
                "type",
                "user",
                "user.id",
                "user.name",
                "user.username",
                "user.team_id",
                "api_app_id",
                "token",
                "container",
                "container.type",
                "container.message_ts",
                "container.channel_id",
                "trigger_id",
                "team",
                "team.id",
                "enterprise",
                "channel",
                "channel.id",
                "message",
                "state",
                "state.values",
                "state.values.comment",
                "state.values.comment.comment",
                "state.values.comment.comment.value",
                "response_url",
                "actions",
                "actions.0.action_id",
                "actions.0.value",
                "actions.0.type",
                "actions.0.block_id")) {
            for (JsonElement value : odd) {
                CallbackFixture fresh = new CallbackFixture().inSlack().with(asked);
                int status =
                        fresh.press(SlackPress.approve().with(field, value)).status();
                assertTrue(Set.of(200, 400).contains(status), field + " " + value);
                if (!field.equals("user.id")) {
                    fresh.record()
                            .votes()
                            .forEach(vote -> assertEquals(Samples.BOB, vote.approver(), field + " " + value));
                }
                assertTrue(status == 200 || fresh.record().votes().isEmpty(), field + " " + value);
            }
        }
    }
}

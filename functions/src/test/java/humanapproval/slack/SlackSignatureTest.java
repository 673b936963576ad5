package humanapproval.slack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import humanapproval.approval.Approval;
import humanapproval.callback.CallbackFixture;
import humanapproval.callback.CallbackFixture.Reply;
import humanapproval.fake.Samples;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may press: Slack alone, and now. */
class SlackSignatureTest {

    private static final String NOW = String.valueOf(Samples.NOW.getEpochSecond());

    // Slack's page Verifying requests from Slack.
    private static final String PUBLISHED_TIMESTAMP = "1531420618";
    private static final String PUBLISHED_BODY =
            "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V"
                    + "&channel_name=foobar"
                    + "&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text="
                    + "&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands"
                    + "%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN"
                    + "&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c";
    private static final String PUBLISHED_SIGNATURE =
            "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503";

    private final Approval asked = SlackPress.asked();
    private final CallbackFixture callback = new CallbackFixture().inSlack().with(asked);

    private void assertRefused(JsonObject event, String why) {
        Reply reply = callback.http(event);
        assertEquals(401, reply.status(), why);
        assertEquals("", reply.body(), why);
        callback.assertUntouched(asked, why);
    }

    private static JsonObject press(String timestamp) {
        return SlackPress.approve().signed(SlackPress.SECRET, timestamp);
    }

    private static JsonObject withHeader(String name, String value) {
        JsonObject event = press(NOW);
        event.getAsJsonObject("headers").addProperty(name, value);
        return event;
    }

    private static JsonObject withSignature(String signature) {
        return withHeader("X-Slack-Signature", signature);
    }

    private static String signature() {
        return press(NOW).getAsJsonObject("headers").get("X-Slack-Signature").getAsString();
    }

    private static JsonObject inBase64(JsonObject event, byte[] body) {
        event.addProperty("isBase64Encoded", true);
        event.addProperty("body", Base64.getEncoder().encodeToString(body));
        return event;
    }

    @Test
    void slacksPublishedExampleIsSigned() {
        byte[] body = PUBLISHED_BODY.getBytes(StandardCharsets.UTF_8);
        Instant then = Instant.ofEpochSecond(Long.parseLong(PUBLISHED_TIMESTAMP));
        assertEquals(PUBLISHED_SIGNATURE, SlackPress.sign(SlackPress.SECRET, PUBLISHED_TIMESTAMP, body));
        assertTrue(SlackSignature.matches(SlackPress.SECRET, PUBLISHED_TIMESTAMP, body, PUBLISHED_SIGNATURE, then));
        for (int at = 0; at < body.length; at++) {
            body[at] ^= 1;
            assertFalse(
                    SlackSignature.matches(SlackPress.SECRET, PUBLISHED_TIMESTAMP, body, PUBLISHED_SIGNATURE, then),
                    "byte " + at);
            body[at] ^= 1;
        }
    }

    @Test
    void theSamplesAreAnsweredAsTheySay() {
        assertRefused(Samples.event("ApprovalCallback-malformed-slack.json"), "sample");
        callback.clock.move(Duration.between(Samples.NOW, Instant.ofEpochSecond(1769860860)));
        assertEquals(
                200, callback.http(Samples.event("ApprovalCallback-slack.json")).status());
        assertEquals(List.of("Approval Vote Recorded"), callback.events.types());
    }

    @Test
    void aSignatureThatIsMissingOrOfAnotherFormIsRefused() {
        String signature = signature();
        for (String other : List.of(
                "",
                " ",
                "v0=",
                "v1=" + signature.substring(3),
                "V0=" + signature.substring(3),
                signature.substring(3),
                "v0=" + signature.substring(3).toUpperCase(Locale.ROOT),
                signature.substring(0, signature.length() - 1),
                signature + "0",
                signature + " ",
                signature + "," + signature,
                "v0=" + "0".repeat(64))) {
            assertRefused(withSignature(other), other);
        }
        for (String name : List.of("X-Slack-Signature", "X-Slack-Request-Timestamp")) {
            JsonObject event = press(NOW);
            event.getAsJsonObject("headers").remove(name);
            assertRefused(event, "without " + name);
        }
        for (var headers : List.of(JsonNull.INSTANCE, new JsonObject())) {
            JsonObject event = press(NOW);
            event.add("headers", headers);
            assertRefused(event, "without headers");
        }
    }

    @Test
    void aSignatureOfSomethingElseIsRefused() {
        JsonObject longer = press(NOW);
        longer.addProperty("body", longer.get("body").getAsString() + "&");
        assertRefused(longer, "one more byte");
        JsonObject rejecting = press(NOW);
        rejecting.addProperty("body", SlackPress.reject().body());
        assertRefused(rejecting, "another body");
        JsonObject empty = press(NOW);
        empty.add("body", JsonNull.INSTANCE);
        assertRefused(empty, "no body");
        assertRefused(
                withHeader("X-Slack-Request-Timestamp", String.valueOf(Samples.NOW.getEpochSecond() + 1)),
                "another time");
        assertRefused(SlackPress.approve().signed(SlackPress.SECRET + "0", NOW), "another secret");
        assertRefused(SlackPress.approve().signed("", NOW), "no secret");
        // An old signing scheme of the field "token" must not open a second door.
        assertRefused(
                SlackPress.approve().with("token", SlackPress.SECRET).signed("verification-token", NOW),
                "the payload's token");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "now",
                "0",
                "-1769860800",
                "+1769860800",
                " 1769860800",
                "1769860800 ",
                "1769860800\n",
                "1769860800.0",
                "1769860800000",
                "0x697DF080",
                "17698608e2",
                "１７６９８６０８００",
                "999999999999",
                "9999999999999999999",
                "99999999999999999999999999999999"
            })
    void aTimestampThatIsNoneOfNowIsRefusedHoweverWellItIsSigned(String timestamp) {
        assertRefused(press(timestamp), timestamp);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " ", "\n"})
    void aSecretThatNobodyFilledSignsNothing(String none) {
        callback.signingSecret.value = none;
        assertRefused(SlackPress.approve().signed(String.valueOf(none), NOW), "as it is, or the word null");
        assertRefused(SlackPress.approve().signed("", NOW), "empty");
    }

    @Test
    void clocksMayDifferByFiveMinutesAndNotASecondMore() {
        for (int seconds : new int[] {-301, 301}) {
            assertRefused(press(String.valueOf(Samples.NOW.getEpochSecond() + seconds)), seconds + " s");
        }
        for (int seconds : new int[] {-300, 300}) {
            CallbackFixture fresh = new CallbackFixture().inSlack().with(asked);
            assertEquals(
                    200,
                    fresh.http(press(String.valueOf(Samples.NOW.getEpochSecond() + seconds)))
                            .status(),
                    seconds + " s");
            assertEquals(1, fresh.record().votes().size());
        }
        callback.clock.move(SlackSignature.SKEW.plusMillis(1));
        assertRefused(press(NOW), "a millisecond more");
        assertEquals(Duration.ofMinutes(5), SlackSignature.SKEW);
    }

    @Test
    void whatWasOverheardCannotBeSentAgainLater() {
        JsonObject overheard = press(NOW);
        assertEquals(200, callback.http(overheard).status());
        callback.clock.move(Duration.ofSeconds(301));
        assertEquals(401, callback.http(overheard).status());
        assertEquals(1, callback.events.entries.size());
        assertEquals(1, callback.stepFunctions.successes.size());
    }

    @Test
    void headersComeInAnyCase() {
        for (UnaryOperator<String> form : List.<UnaryOperator<String>>of(
                name -> name.toLowerCase(Locale.ROOT), name -> name.toUpperCase(Locale.ROOT))) {
            JsonObject event = press(NOW);
            JsonObject headers = new JsonObject();
            event.getAsJsonObject("headers").asMap().forEach((name, value) -> headers.add(form.apply(name), value));
            event.add("headers", headers);
            assertEquals(200, callback.http(event).status(), headers.toString());
        }
        assertEquals(1, callback.record().votes().size());
    }

    @Test
    void theBytesThatCameAreSignedNotWhatTheyDecodeTo() {
        byte[] noText = {'x', '=', (byte) 0xFF, (byte) 0xFE};
        byte[] sameText = {'x', '=', (byte) 0xFE, (byte) 0xFE};
        JsonObject event = withSignature(SlackPress.sign(SlackPress.SECRET, NOW, noText));
        assertEquals(200, callback.http(inBase64(event, noText)).status());
        assertRefused(inBase64(event, sameText), "decodes to the same text");
        assertEquals(
                200,
                callback.http(SlackPress.signed("x=\u00fc", SlackPress.SECRET, NOW))
                        .status());
    }

    @Test
    void aPressInBase64Votes() {
        byte[] body = SlackPress.approve().body().getBytes(StandardCharsets.UTF_8);
        assertEquals(200, callback.http(inBase64(press(NOW), body)).status());
        assertEquals(1, callback.record().votes().size());
    }
}

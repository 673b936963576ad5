package sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The look-alike answers as Slack does where that is easily got wrong. */
class SlackWorkspaceTest {

    private static final String RICH =
            "[{\"type\": \"rich_text\", \"elements\": [{\"type\": \"rich_text_section\", \"elements\": [{\"type\": "
                    + "\"text\", \"text\": \"x\"}]}]}]";

    private final SlackWorkspace slack = new SlackWorkspace();
    private Instant now = Instant.parse("2026-01-31T12:00:00Z");
    private final SlackApi api = new SlackApi(slack, () -> now);
    private FrontDoor door;

    @BeforeEach
    void open() throws IOException {
        door = FrontDoor.open(0);
        door.serve(SlackApi.PATH, api::call);
        door.serve(SlackApi.RESPONSES, api::respond);
    }

    @AfterEach
    void close() {
        door.close();
    }

    private JsonObject call(String method, String... namesAndValues) throws IOException, InterruptedException {
        var form = new ArrayList<String>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            form.add(namesAndValues[i] + "=" + URLEncoder.encode(namesAndValues[i + 1], StandardCharsets.UTF_8));
        }
        var request = HttpRequest.newBuilder(door.address().resolve(SlackApi.PATH + method))
                .header("Authorization", "Bearer " + SlackWorkspace.BOT_TOKEN)
                .POST(BodyPublishers.ofString(String.join("&", form)));
        return JsonParser.parseString(send(request.build()).body()).getAsJsonObject();
    }

    private java.net.http.HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request, BodyHandlers.ofString());
        }
    }

    private static String error(JsonObject answer) {
        return answer.get("error").getAsString();
    }

    private SlackMessage post(String text) {
        return slack.post(SlackWorkspace.CHANNEL, Optional.empty(), text, RICH);
    }

    @Test
    void membersComeInPagesAndWithoutWhoIsNotInTheChannel() throws Exception {
        var members = new ArrayList<String>();
        var cursor = "";
        var pages = 0;
        do {
            var page = call("conversations.members", "channel", SlackWorkspace.CHANNEL, "cursor", cursor);
            page.getAsJsonArray("members").forEach(member -> members.add(member.getAsString()));
            cursor =
                    page.getAsJsonObject("response_metadata").get("next_cursor").getAsString();
            pages++;
        } while (!cursor.isEmpty());
        assertTrue(pages > 1);
        assertEquals(
                slack.people().stream()
                        .filter(person -> !person.name().equals("dora"))
                        .map(SlackPerson::id)
                        .toList(),
                members);
        assertEquals("channel_not_found", error(call("conversations.members", "channel", "C0ELSEWHERE")));
    }

    @Test
    void aDirectMessageStandsInAChannelOfItsOwnByWhichItIsChanged() throws Exception {
        var dora = slack.person("dora");
        var posted = call("chat.postMessage", "channel", dora.id(), "text", "x", "unfurl_links", "false");
        assertEquals(dora.direct(), posted.get("channel").getAsString());
        var ts = posted.get("ts").getAsString();
        assertEquals("channel_not_found", error(call("chat.update", "channel", dora.id(), "ts", ts, "text", "y")));
        assertTrue(call("chat.update", "channel", dora.direct(), "ts", ts, "text", "y")
                .get("ok")
                .getAsBoolean());
        assertEquals(
                "channel_not_found",
                error(call("chat.postMessage", "channel", "U0NOBODY00", "text", "x", "unfurl_links", "false")));
    }

    @Test
    void whatAnswersADeletedMessageStandsAloneAndSaysSo() throws Exception {
        var parent = post("x");
        var reply = List.of(
                "channel", SlackWorkspace.CHANNEL, "text", "y", "unfurl_links", "false", "thread_ts", parent.ts());
        assertTrue(call("chat.postMessage", reply.toArray(String[]::new))
                .getAsJsonObject("message")
                .has("thread_ts"));
        slack.delete(parent.channel(), parent.ts());
        var alone = call("chat.postMessage", reply.toArray(String[]::new));
        assertTrue(!alone.getAsJsonObject("message").has("thread_ts"));
        call(
                "chat.delete",
                "channel",
                SlackWorkspace.CHANNEL,
                "ts",
                alone.get("ts").getAsString());
        assertEquals(1, slack.messages().size());
    }

    @Test
    void anEditDoesNotTakeAllRichTextAway() {
        var message = post("x");
        assertEquals(
                "block_mismatch",
                assertThrows(
                                SlackRefusal.class,
                                () -> slack.update(
                                        SlackWorkspace.CHANNEL,
                                        message.ts(),
                                        "y",
                                        "[{'type': 'section', 'text': {'type': 'plain_text', 'text': 'y'}}]"
                                                .replace('\'', '"')))
                        .code());
    }

    @Test
    void anEphemeralNoteNeedsAMemberAndAnIdHasToBeSomebodys() throws Exception {
        var dora = slack.person("dora");
        assertEquals(
                "user_not_in_channel",
                error(call("chat.postEphemeral", "channel", SlackWorkspace.CHANNEL, "user", dora.id(), "text", "x")));
        assertTrue(call("chat.postEphemeral", "channel", dora.direct(), "user", dora.id(), "text", "x")
                .get("ok")
                .getAsBoolean());
        assertEquals("user_not_found", error(call("users.info", "user", "U0NOBODY00")));
        assertEquals(
                dora.id(),
                call("users.info", "user", dora.id())
                        .getAsJsonObject("user")
                        .get("id")
                        .getAsString());
    }

    @Test
    void aResponseUrlEndsAfterFiveNotesOrThirtyMinutes() throws Exception {
        URI five = api.responseUrl(door.address(), slack.person("bob"), post("x"));
        for (int i = 0; i < 5; i++) {
            assertEquals(200, respond(five));
        }
        assertEquals(404, respond(five));
        URI late = api.responseUrl(door.address(), slack.person("bob"), post("x"));
        now = now.plus(Duration.ofMinutes(30)).minusMillis(1);
        assertEquals(200, respond(late));
        now = now.plusMillis(1);
        assertEquals(404, respond(late));
    }

    private int respond(URI address) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(address)
                        .POST(BodyPublishers.ofString(
                                "{\"text\": \"x\", \"response_type\": \"ephemeral\", \"replace_original\": false}"))
                        .build())
                .statusCode();
    }

    @Test
    void aChannelTakesTwentyPostsInASecond() throws Exception {
        String[] post = {"channel", SlackWorkspace.CHANNEL, "text", "x", "unfurl_links", "false"};
        for (int i = 0; i < 20; i++) {
            assertTrue(call("chat.postMessage", post).get("ok").getAsBoolean());
        }
        assertEquals("ratelimited", error(call("chat.postMessage", post)));
        now = now.plusSeconds(2);
        assertTrue(call("chat.postMessage", post).get("ok").getAsBoolean());
    }

    @Test
    void authTestTellsBothIds() throws Exception {
        var answer = call("auth.test");
        assertEquals(
                List.of(SlackWorkspace.TEAM, SlackWorkspace.ORGANISATION),
                List.of(
                        answer.get("team_id").getAsString(),
                        answer.get("enterprise_id").getAsString()));
    }
}

package humanapproval.slack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import humanapproval.approval.ChannelName;
import humanapproval.approval.Decision;
import humanapproval.approval.Ending;
import humanapproval.approval.Vote;
import humanapproval.fake.FakeSlack;
import humanapproval.fake.Samples;
import humanapproval.lambda.InvocationLog;
import humanapproval.text.VisibleText;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Slack's limits, at their edges. */
class MessageLimitsTest {

    /** What of a short text takes the most room in the end, each in its own way. */
    private static final List<String> PIECES = List.of(
            "x",
            "&",
            "😀",
            "\u202E",
            "a😀",
            "😀\u202E",
            "line\n",
            "https://a.example/" + "p".repeat(80) + " ",
            "\n",
            "<!channel> ");

    private final SlackFixture fixture = new SlackFixture();

    static Stream<String> pieces() {
        return PIECES.stream();
    }

    private static String of(String piece, int length) {
        return piece.repeat(length / piece.length());
    }

    /** As much of everything as a request may have. */
    private JsonObject extreme(String piece) {
        JsonObject request = new JsonObject();
        request.addProperty("title", "T" + of(piece, 5000));
        JsonObject requester = new JsonObject();
        requester.addProperty("email", "nora@example.com");
        requester.addProperty("name", of(piece, 5000) + "n");
        request.add("requester", requester);
        request.addProperty("allowSelfApproval", true);
        request.addProperty("description", "D" + of(piece, 20_000));
        JsonArray approvers = new JsonArray();
        for (int i = 0; i < 50; i++) {
            String email = "p" + i + "@example.com";
            approvers.add(email);
            fixture.slack.userByEmail.put(email, "U%010d".formatted(i));
        }
        request.add("approvers", approvers);
        JsonObject details = new JsonObject();
        for (int i = 0; i < 100; i++) {
            details.addProperty(i + of(piece, 20), of(piece, 100));
        }
        request.add("details", details);
        return request;
    }

    private JsonObject event(JsonObject request) {
        return SlackFixture.changed("SlackChannel-requested.json", body -> {
            SlackFixture.detail(body).add("request", request);
            SlackFixture.detail(body)
                    .addProperty(
                            "executionArn",
                            "arn:aws:states:ap-southeast-1:123456789012:execution:" + "m".repeat(80) + ":"
                                    + "n".repeat(80));
        });
    }

    private void assertAllShort() {
        for (FakeSlack.Call call : Stream.concat(fixture.posts().stream(), fixture.updates().stream())
                .toList()) {
            int length = Shown.of(call).length();
            assertTrue(length < Messages.MOST_TEXT, call.method() + ": " + length);
            assertTrue(Shown.of(call).blocks().size() <= 50);
            assertFalse(
                    call.blocks().codePoints().anyMatch(c -> Character.getType(c) == Character.SURROGATE),
                    "half a character");
        }
    }

    @ParameterizedTest
    @MethodSource("pieces")
    void everyMessageStaysFarBelowSlacksLimit(String piece) {
        fixture.untilTaken(event(extreme(piece)));
        assertAllShort();
        assertTrue(
                fixture.shown().elements("user").size() >= 20
                        && fixture.shown().all().contains(" more\n"),
                fixture.shown().all());
    }

    @ParameterizedTest
    @MethodSource("pieces")
    void theEndToo(String piece) {
        JsonObject request = extreme(piece);
        fixture.untilTaken(event(request));
        String name = of(piece.strip().isEmpty() ? "\t" : piece, 320);
        for (Vote vote : List.of(
                new Vote(name + "@example.com", "", ChannelName.EMAIL, Decision.REJECT, of(piece, 1000), Samples.NOW),
                new Vote(
                        "slack:T0123456789:U9",
                        name,
                        ChannelName.SLACK,
                        Decision.REJECT,
                        of(piece, 1000),
                        Samples.NOW))) {
            Content end = Messages.closed(
                    fixture.record().with(vote).ended(Ending.of(vote.decision().state(), Samples.NOW)));
            fixture.slack.calls.clear();
            new SlackClient(new SlackCalls(
                            fixture.slack.client(),
                            new humanapproval.lambda.Secret(
                                    fixture.token, "arn", fixture.clock, new InvocationLog(System.out, "test")),
                            fixture.clock))
                    .update("https://slack.com/api/", SlackFixture.PLACE, "1.1", end);
            assertAllShort();
        }
    }

    @ParameterizedTest
    @MethodSource("pieces")
    void nothingOfALongRequestIsLost(String piece) {
        JsonObject request = new JsonObject();
        request.addProperty("title", "T" + of(piece, 900));
        request.addProperty("description", "D" + of(piece, 30_000));
        JsonObject details = new JsonObject();
        String value = "v" + of(piece, 5000);
        details.addProperty("k", value);
        details.addProperty("l", "end");
        request.add("details", details);
        fixture.untilTaken(SlackFixture.requested(request));
        List<JsonObject> all =
                new ArrayList<>(Shown.of(fixture.posts().getFirst()).rich(3));
        fixture.posts().stream()
                .skip(1)
                .forEach(part -> all.addAll(Shown.of(part).rich(0)));
        String whole = VisibleText.lines(request.get("title").getAsString()) + "\n"
                + VisibleText.lines(request.get("description").getAsString()) + "\nk:"
                + (piece.contains("\n") ? value + "l: end" : " " + VisibleText.lines(value) + "\nl: end");
        assertTrue(whole.equals(Shown.joined(all)));
        assertEquals(
                all.stream()
                        .filter(element -> element.get("type").getAsString().equals("link"))
                        .count(),
                whole.split("https://", -1).length - 1,
                "no address is cut");
        assertAllShort();
    }

    @Test
    void twoHundredKilobytesArePostedInFull() {
        JsonObject request = new JsonObject();
        request.addProperty("description", "x".repeat(200_000));
        assertEquals(8, fixture.untilTaken(SlackFixture.requested(request)));
        assertEquals(1 + (200_000 - 4400 + 6999) / 7000, fixture.posts().size());
        assertEquals(
                200_000,
                fixture.posts().stream()
                        .mapToLong(post -> Shown.of(post).elements("text").stream()
                                .filter(element ->
                                        element.get("text").getAsString().matches("x+"))
                                .mapToLong(element -> element.get("text")
                                        .getAsString()
                                        .strip()
                                        .length())
                                .sum())
                        .sum());
        assertAllShort();
        assertTrue(fixture.shown().hasButtons());
    }

    @ParameterizedTest
    @ValueSource(ints = {4399, 4400})
    void whatFitsIsOneMessage(int length) {
        assertTrue(fixture.takes(SlackFixture.requested("{'description': '" + "x".repeat(length) + "'}")));
        assertEquals(1, fixture.posts().size());
        assertTrue(Shown.of(fixture.posts().getFirst()).hasButtons());
        assertTrue(fixture.updates().isEmpty());
    }

    @Test
    void oneCharacterMoreMakesAThreadAndTheButtonsComeLast() {
        assertTrue(fixture.takes(SlackFixture.requested("{'description': '" + "x".repeat(4401) + "'}")));
        assertEquals(2, fixture.posts().size());
        Shown first = Shown.of(fixture.posts().getFirst());
        assertFalse(first.hasButtons());
        assertTrue(
                first.all().contains("It goes on in the thread. The buttons follow when all of it is there."),
                first.all());
        FakeSlack.Call second = fixture.posts().getLast();
        assertEquals("1769860801.000001", second.arguments().get("thread_ts"));
        assertEquals("x", Shown.joined(Shown.of(second).rich(0)));
        assertEquals(
                "Your decision is required: The request goes on.",
                second.arguments().get("text"));
        assertEquals("chat.update", fixture.slack.calls.getLast().method());
        assertEquals(
                "1769860801.000001", fixture.updates().getFirst().arguments().get("ts"));
        assertTrue(fixture.shown().hasButtons());
        assertEquals(first.rich(3), fixture.shown().rich(3));
        assertFalse(
                fixture.shown().all().contains("buttons follow"),
                fixture.shown().all());
    }

    @Test
    void aPartEndsAtALineWhereOneIsNear() {
        fixture.takes(SlackFixture.requested("{'description': '" + "x".repeat(4000) + "\\n" + "y".repeat(1000) + "'}"));
        assertTrue(Shown.joined(Shown.of(fixture.posts().getFirst()).rich(3)).endsWith("x\n"));
        assertEquals(
                "y".repeat(1000),
                Shown.joined(Shown.of(fixture.posts().getLast()).rich(0)));
    }

    @Test
    void aPartDoesNotEndFarTooEarlyForALine() {
        fixture.takes(SlackFixture.requested("{'description': '" + "x\\n" + "y".repeat(5000) + "'}"));
        // A line break counts as two characters, as JSON writes it.
        assertEquals(
                4399, Shown.joined(Shown.of(fixture.posts().getFirst()).rich(3)).length());
    }

    @Test
    void aPartThatSlackCanNotShowLeavesTheMessageWithoutButtons() {
        fixture.slack
                .fail("chat.postMessage", FakeSlack.Fault.meanwhile(() -> {}))
                .fail("chat.postMessage", FakeSlack.Fault.error("invalid_blocks"));
        assertTrue(fixture.takes(SlackFixture.requested("{'description': '" + "x".repeat(4501) + "'}")));
        assertFalse(fixture.shown().hasButtons(), "nobody decides what they can't read");
        assertEquals(
                "Slack can't show this request.",
                fixture.record().outbox(ChannelName.SLACK).reach().orElseThrow().reason());
    }

    @Test
    void case14LinkHeavy() {
        fixture.untilTaken(SlackFixture.requested(Samples.showCase("14-link-heavy")));
        assertTrue(fixture.posts().size() > 1);
        for (FakeSlack.Call post : fixture.posts()) {
            assertTrue(
                    post.blocks().length() < 11_000,
                    "Slack refuses more: " + post.blocks().length());
        }
        String all = fixture.posts().stream().map(post -> Shown.of(post).all()).collect(Collectors.joining());
        for (int i = 0; i < 120; i++) {
            assertTrue(all.contains("https://git.example.com/team/service/pull/" + i), "" + i);
        }
        assertTrue(fixture.shown().hasButtons());
    }

    @Test
    void aCommentIsShownWithItsLinesAndCutWhereItGrew() {
        fixture.takes(SlackFixture.requested());
        Vote vote =
                fixture.vote(Samples.BOB, ChannelName.EMAIL, Decision.REJECT, "no\nnot <now>\n" + "\u202E".repeat(900));
        Content end = Messages.closed(
                fixture.record().with(vote).ended(Ending.of(vote.decision().state(), Samples.NOW)));
        String comment = com.slack.api.util.json.GsonFactory.createSnakeCase().toJson(end.blocks());
        assertTrue(comment.contains("no\\nnot \\u003cnow\\u003e\\n\\\\u202E"), comment);
        assertTrue(comment.contains("…"), comment);
    }
}

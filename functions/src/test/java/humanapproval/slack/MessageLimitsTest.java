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
import humanapproval.fake.Samples;
import humanapproval.fake.SlackCall;
import humanapproval.lambda.InvocationLog;
import humanapproval.text.VisibleText;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

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
        String longest =
                "arn:aws:states:ap-southeast-1:123456789012:execution:" + "m".repeat(80) + ":" + "n".repeat(80);
        return SlackFixture.EVENTS.detailed("requested", detail -> {
            detail.add("request", request);
            detail.addProperty("executionArn", longest);
        });
    }

    private void assertAllShort() {
        for (SlackCall call : Stream.concat(fixture.posts().stream(), fixture.updates().stream())
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
            new SlackClient(
                            new SlackCalls(
                                    fixture.slack.client(),
                                    new humanapproval.lambda.Secret(
                                            fixture.token, "arn", fixture.clock, new InvocationLog(System.out, "test")),
                                    fixture.clock),
                            "https://slack.com/api/")
                    .update(SlackFixture.PLACE, "1.1", end);
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
        List<JsonObject> all = new ArrayList<>(fixture.posted().rich(3));
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

    @Test
    void case14LinkHeavy() {
        fixture.untilTaken(SlackFixture.requested(Samples.showCase("14-link-heavy")));
        assertTrue(fixture.posts().size() > 1);
        for (SlackCall post : fixture.posts()) {
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

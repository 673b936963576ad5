package humanapproval.slack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import humanapproval.approval.Reach;
import humanapproval.fake.FakeSlack;
import humanapproval.fake.Samples;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a request looks like in Slack. */
class MessagesTest {

    private final SlackFixture fixture = new SlackFixture();

    private Shown posted(String request) {
        return fixture.posted(SlackFixture.requested(request));
    }

    /** What is posted of the sample whose detail is changed. */
    private Shown posted(Consumer<JsonObject> change) {
        return fixture.posted(SlackFixture.EVENTS.detailed("requested", change));
    }

    @Test
    void theCallerIsShownAsSaid() {
        String all =
                posted(detail -> detail.addProperty("startedBy", "the <board>")).all();
        assertTrue(all.contains("run-1, which says it was started by the <board>"), all);
    }

    @Test
    void aRequestIsShownWithAllThatAnApproverNeeds() {
        Shown message = fixture.posted(SlackFixture.requested());
        assertEquals(
                "Approval required: Deploy 1.4.2 to production\nana@example.com asks for your decision. Ends "
                        + "without an approval if nobody answers by 31 January 2026, 13:00 UTC.\n"
                        + "Adds the export page. Commit: "
                        + "9f2c1e Diff: https://git.example.com/compare/1.4.1...1.4.2",
                message.text(),
                "a phone shows what it is, who asks, until when, and how it begins");
        assertEquals(List.of("header", "rich_text", "rich_text", "rich_text", "input", "actions"), message.types());
        assertEquals("Deploy 1.4.2 to production", message.heading());
        assertEquals(
                "Adds the export page.\nCommit: 9f2c1e\nDiff: https://git.example.com/compare/1.4.1...1.4.2",
                Shown.joined(message.rich(3)));
        assertTrue(
                message.blocks()
                        .toString()
                        .contains("{\"type\":\"text\",\"text\":\"Your decision is required.\","
                                + "\"style\":{\"bold\":true}}"),
                "Slack checks styles strictly, and the SDK sends more of them than documented");
        assertTrue(
                message.all()
                                .contains("ana@example.com asks for your decision.\n"
                                        + "Ends without an approval if nobody answers by ")
                        && message.all().contains("\nApprovers: \nDigest: "),
                message.all());
        assertEquals(
                List.of(SlackFixture.BOB),
                message.elements("user").stream()
                        .map(user -> user.get("user_id").getAsString())
                        .toList());
        assertEquals(
                List.of(Samples.json("{'type': 'date', 'timestamp': " + Samples.DEADLINE.getEpochSecond()
                        + ", 'format': '{date_short_pretty} at {time}', 'fallback': '31 January 2026, 13:00 UTC'}")),
                message.elements("date"));
        JsonObject execution = message.elements("link").getFirst();
        assertEquals("run-1", execution.get("text").getAsString());
        assertEquals(
                "https://eu-west-1.console.aws.amazon.com/states/home?region=eu-west-1#/v2/executions/details/"
                        + Samples.EXECUTION,
                execution.get("url").getAsString());
    }

    @Test
    void bothButtonsCarryTheApprovalsIdAndAskBeforeTheyDecide() {
        JsonArray blocks = fixture.posted(SlackFixture.requested()).blocks();
        JsonObject comment = blocks.get(4).getAsJsonObject();
        assertEquals("comment", comment.get("block_id").getAsString());
        assertTrue(comment.get("optional").getAsBoolean());
        assertEquals(
                "comment", comment.getAsJsonObject("element").get("action_id").getAsString());
        assertTrue(comment.getAsJsonObject("element").get("multiline").getAsBoolean());
        assertEquals(1000, comment.getAsJsonObject("element").get("max_length").getAsInt());
        JsonArray buttons = blocks.get(5).getAsJsonObject().getAsJsonArray("elements");
        assertEquals(2, buttons.size());
        button(buttons.get(0).getAsJsonObject(), "approve", "Approve", "primary");
        button(buttons.get(1).getAsJsonObject(), "reject", "Reject", "danger");
    }

    private static void button(JsonObject button, String action, String verb, String style) {
        assertEquals("button", button.get("type").getAsString());
        assertEquals(action, button.get("action_id").getAsString());
        assertEquals(Samples.ID, button.get("value").getAsString());
        assertEquals(style, button.get("style").getAsString());
        assertEquals(verb, button.getAsJsonObject("text").get("text").getAsString());
        JsonObject confirm = button.getAsJsonObject("confirm");
        assertEquals(verb + "?", confirm.getAsJsonObject("title").get("text").getAsString());
        assertEquals(verb, confirm.getAsJsonObject("confirm").get("text").getAsString());
        assertEquals("Cancel", confirm.getAsJsonObject("deny").get("text").getAsString());
        assertEquals(style, confirm.get("style").getAsString());
        assertFalse(confirm.getAsJsonObject("text").get("text").getAsString().isEmpty());
    }

    @Test
    void eachButtonNamesWhatItDecidesAndTheCommentSaysWhenItIsNeeded() {
        JsonArray blocks =
                posted("{'title': 'Deploy 7', 'requireComment': 'reject'}").blocks();
        JsonObject comment = blocks.get(blocks.size() - 2).getAsJsonObject();
        assertEquals("Comment", comment.getAsJsonObject("label").get("text").getAsString());
        assertEquals(
                "Needed to reject", comment.getAsJsonObject("hint").get("text").getAsString());
        String buttons = blocks.get(blocks.size() - 1).toString();
        assertTrue(buttons.contains("You approve: Deploy 7") && buttons.contains("You reject: Deploy 7"), buttons);
    }

    @Test
    void whatHasALayoutKeepsIt() {
        JsonArray parts = posted("{'description': 'a', 'details': {'db': {'after': null}, 'log': 'x\\n  y', 'k': 'v'}}")
                .blocks()
                .get(3)
                .getAsJsonObject()
                .getAsJsonArray("elements");
        assertEquals(
                List.of(
                        "rich_text_quote",
                        "rich_text_preformatted",
                        "rich_text_quote",
                        "rich_text_preformatted",
                        "rich_text_quote"),
                parts.asList().stream()
                        .map(part -> part.getAsJsonObject().get("type").getAsString())
                        .toList());
        assertTrue(parts.get(1).toString().contains("{\\n  \\\"after\\\": null\\n}"), parts.toString());
        assertTrue(parts.get(3).toString().contains("x\\n  y"), parts.toString());
    }

    @Test
    void case12Posing() {
        String all = posted(Samples.showCase("12-posing").toString()).all();
        int said = all.indexOf("The request, in the workflow's words:");
        int asks = all.indexOf("The board (mallory@example.com) asks for your decision.\n");
        assertTrue(asks >= 0 && asks < said, all);
        assertTrue(said < all.indexOf("cfo@example.com") && said < all.indexOf("Legal"), all);
    }

    @Test
    void slackUnfoldsNoLinks() {
        fixture.takes(SlackFixture.requested());
        assertEquals("false", fixture.posts().getFirst().argument("unfurl_links"));
        assertEquals("false", fixture.posts().getFirst().argument("unfurl_media"));
    }

    @Test
    void aRequestWithoutATitleSaysWhatItIs() {
        Shown message = posted("{'Comment': 'Testing the human approval tutorial.'}");
        assertTrue(message.text().startsWith("Approval required: Your decision is required\n"), message.text());
        assertEquals("Your decision is required", message.heading());
        assertEquals("Comment: Testing the human approval tutorial.", Shown.joined(message.rich(3)));
        assertTrue(message.hasButtons());
        assertFalse(message.all().contains("asks for"), message.all());
    }

    @Test
    void aTitleThatHadToBeShortenedStandsInFullBelow() {
        Shown message = posted("{'title': '" + "t".repeat(151) + "'}");
        assertEquals("t".repeat(149) + "…", message.heading());
        assertEquals("t".repeat(151), Shown.joined(message.rich(3)));
        SlackFixture other = new SlackFixture();
        other.takes(SlackFixture.requested("{'title': '" + "t".repeat(150) + "'}"));
        assertEquals("t".repeat(150), Shown.of(other.posts().getFirst()).heading());
        assertEquals(
                3,
                Shown.of(other.posts().getFirst()).all().split("t{150}", -1).length - 1,
                "above, and as what each button asks");
    }

    @Test
    void anExecutionWithoutAConsoleIsNamedWithoutALink() {
        String isolated = Samples.EXECUTION.replace("arn:aws:", "arn:aws-iso:");
        Shown message = posted(detail -> detail.addProperty("executionArn", isolated));
        assertTrue(message.all().contains("Execution: run-1"), message.all());
        assertEquals(1, message.elements("link").size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"2038-01-19T03:14:07Z", "2038-01-19T03:14:08Z", "9999-12-31T23:59:59Z"})
    void anyDeadlineCanBeShown(String deadline) {
        Shown message = posted(detail -> detail.addProperty("deadline", deadline));
        assertTrue(
                message.blocks().toString().contains(deadline.substring(0, 4) + ", "),
                message.blocks().toString());
        assertTrue(message.hasButtons());
    }

    @ParameterizedTest
    @ValueSource(strings = {"invalid_blocks", "msg_blocks_too_long", "invalid_blocks_format"})
    void whatSlackCanNotShowIsNotAskedThere(String code) {
        fixture.slack.fail("chat.postMessage", FakeSlack.Fault.error(code));
        assertTrue(fixture.takes(SlackFixture.requested("{'title': 'Deploy', 'description': 'strange'}")));
        assertEquals(1, fixture.posts().size(), "nobody gets buttons below what they can't read");
        assertEquals(Reach.Kind.CANNOT, fixture.reach().kind());
        assertEquals("Slack can't show this request.", fixture.reach().reason());
    }

    @Test
    void theEndToo() {
        fixture.takes(SlackFixture.requested());
        fixture.slack.fail("chat.update", FakeSlack.Fault.error("invalid_blocks"));
        assertTrue(fixture.takes(SlackFixture.closed("EXPIRED")));
        assertEquals(2, fixture.updates().size());
        assertEquals(
                "Deploy 1.4.2 to productionSlack can't show this request. Read it in the execution run-1.Expired: "
                        + "nobody answered by 31 January 2026, 13:00 UTC",
                fixture.shown().all());
        assertEquals(
                List.of("header", "rich_text", "rich_text"), fixture.shown().types());
    }
}

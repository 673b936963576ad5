package humanapproval.slack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a workflow sent stands in Slack as it was written: text is text, and a link is its whole address. */
class TextFromOutsideTest {

    private final SlackFixture fixture = new SlackFixture();

    private Shown posted(String request) {
        return fixture.posted(SlackFixture.requested(request));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!channel>",
                "<@U0000000001>",
                "*x* _y_ ~z~",
                "`x` ```y```",
                "<https://evil.example|https://good.example>",
                "&lt;!here&gt;",
                ":smile:",
                "> quoted"
            })
    void whatLooksLikeMarkupStandsThereAsItWasWritten(String text) {
        JsonObject request = new JsonObject();
        request.addProperty("title", text);
        request.addProperty("description", "d " + text);
        JsonObject requester = new JsonObject();
        requester.addProperty("email", "nora@example.com");
        requester.addProperty("name", text);
        request.add("requester", requester);
        request.addProperty(text, "v " + text);
        request.addProperty("allowSelfApproval", true);
        Shown message = fixture.posted(SlackFixture.requested(request));
        assertEquals(text, message.heading());
        assertEquals("d " + text + "\n" + text + ": v " + text, Shown.joined(message.rich(3)));
        assertTrue(
                Shown.joined(message.elements("text")).contains(text + " (nora@example.com) asks for your decision.\n"),
                message.all());
        String escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
        assertTrue(
                message.text().startsWith("Approval required: " + escaped + "\n" + escaped + " (nora@")
                        && message.text().contains("\nd " + escaped + " "),
                message.text());
        assertFalse(
                message.blocks().toString().contains("mrkdwn"), message.blocks().toString());
        assertEquals(
                message.blocks().toString().split("plain_text\"").length,
                message.blocks().toString().split("\"emoji\":false").length,
                "the name of an emoji stays its name");
    }

    @Test
    void aLinkIsShownByItsWholeAddress() {
        Shown message =
                posted("{'title': 'T', 'description': 'See https://a.example/x?y=1&z=2#f, then http://b.example. Now', "
                        + "'details': {'Diff': 'https://git.example.com/c'}}");
        List<JsonObject> links = message.links(3);
        assertEquals(
                List.of("https://a.example/x?y=1&z=2#f", "http://b.example", "https://git.example.com/c"),
                links.stream().map(link -> link.get("url").getAsString()).toList());
        links.forEach(link -> assertFalse(link.has("text"), link.toString()));
        assertEquals(
                "See https://a.example/x?y=1&z=2#f, then http://b.example. Now\nDiff: https://git.example.com/c",
                Shown.joined(message.rich(3)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://",
                "http://[",
                "https://a.example/%zz",
                "https://a.example/{x}",
                "https://пример/",
                "ftp://a.example/",
                "javascript:alert(1)",
                "https://x:99999999999/"
            })
    void whatSlackCouldNotReadAsAnAddressIsText(String address) {
        Shown message = posted("{'title': 'T', 'description': 'See " + address + "'}");
        assertEquals(List.of(), message.links(3));
        assertEquals("See " + address, Shown.joined(message.rich(3)));
    }

    @Test
    void anAddressThatIsTooLongForALinkIsText() {
        String longest = "https://a.example/" + "x".repeat(3000 - 18);
        assertEquals(1, posted("{'description': '" + longest + "'}").links(3).size());
        Shown longer = new SlackFixture().posted(SlackFixture.requested("{'description': '" + longest + "y'}"));
        assertEquals(List.of(), longer.links(3));
    }

    @Test
    void charactersThatDrawNothingAreShownByTheirNumber() {
        Shown message = posted("{'title': 'pay \u202Eeno', 'description': 'a\u0000b', 'details': {'k\u200Bey': "
                + "'https://a.example/\u202Egpj'}}");
        assertEquals("pay \\u202Eeno", message.heading());
        assertTrue(
                Shown.joined(message.rich(3)).endsWith("a\\u0000b\nk\\u200Bey: https://a.example/\\u202Egpj"),
                message.all());
        assertEquals(1, message.elements("link").size(), "only the execution");
        assertTrue(message.text().startsWith("Approval required: pay \\u202Eeno\n"), message.text());
    }
}

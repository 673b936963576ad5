package sandbox;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.gson.JsonArray;
import com.google.gson.JsonParser;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The look-alike refuses what Slack refuses, at the documented limits. */
class SlackRulesTest {

    private static JsonArray blocks(String json) {
        return JsonParser.parseString(json.replace('\'', '"')).getAsJsonArray();
    }

    private static String section(int length) {
        return "{'type': 'section', 'text': {'type': 'plain_text', 'text': '" + "x".repeat(length) + "'}}";
    }

    private static String header(int length) {
        return "[{'type': 'header', 'block_id': 'h', 'text': {'type': 'plain_text', 'emoji': true, 'text': '"
                + "x".repeat(length) + "'}}]";
    }

    private static String rich(String element) {
        return "[{'type': 'rich_text', 'elements': [{'type': 'rich_text_section', 'elements': [" + element + "]}]}]";
    }

    private static String button(String text, String value, String confirm) {
        return "[{'type': 'actions', 'elements': [{'type': 'button', 'action_id': 'a', 'text': {'type': "
                + "'plain_text', 'text': '"
                + text + "'}, 'value': '" + value
                + "', 'confirm': {'title': {'type': 'plain_text', 'text': 'T'}, 'text': {'type': 'plain_text', "
                + "'text': '"
                + confirm
                + "'}, 'confirm': {'type': 'plain_text', 'text': 'Yes'}, 'deny': {'type': 'plain_text', 'text': "
                + "'No'}}}]}]";
    }

    private static String code(String json) {
        return assertThrows(SlackRefusal.class, () -> SlackRules.check(blocks(json)))
                .code();
    }

    @Test
    void everyLimitHoldsAtItsEdge() {
        assertDoesNotThrow(() -> SlackRules.check(blocks("[" + section(3000) + "]")));
        assertEquals("invalid_blocks", code("[" + section(3001) + "]"));
        assertEquals("invalid_blocks", code("[" + section(0) + "]"));
        assertDoesNotThrow(() -> SlackRules.check(blocks(header(150))));
        assertEquals("invalid_blocks", code(header(151)));
        assertEquals("invalid_blocks", code(header(0)));
        assertDoesNotThrow(() -> SlackRules.check(blocks(button("x".repeat(75), "v".repeat(2000), "c".repeat(300)))));
        assertEquals("invalid_blocks", code(button("x".repeat(76), "v", "c")));
        assertEquals("invalid_blocks", code(button("x", "v".repeat(2001), "c")));
        assertEquals("invalid_blocks", code(button("x", "v", "c".repeat(301))));
    }

    @ParameterizedTest
    @CsvSource({"50, true", "51, false"})
    void aMessageHasFiftyBlocks(int count, boolean taken) {
        String json = IntStream.range(0, count).mapToObj(i -> section(1)).collect(Collectors.joining(",", "[", "]"));
        if (taken) {
            assertDoesNotThrow(() -> SlackRules.check(blocks(json)));
        } else {
            assertEquals("invalid_blocks", code(json));
        }
    }

    @Test
    void allBlocksTogetherAreLimitedAsJsonThoughEachIsFine() {
        String four = section(3000) + "," + section(3000) + "," + section(3000) + "," + section(3000);
        int room =
                13_000 - blocks("[" + four + "," + section(1) + "]").toString().length() + 1;
        assertDoesNotThrow(() -> SlackRules.check(blocks("[" + four + "," + section(room) + "]")));
        assertEquals("msg_blocks_too_long", code("[" + four + "," + section(room + 1) + "]"));
    }

    @Test
    void aCharacterIsOneHoweverItIsStored() {
        String emoji = header(1).replace("x'", "\uD83D\uDE80".repeat(80) + "'");
        assertDoesNotThrow(() -> SlackRules.check(blocks(emoji)), "a title of 80 emoji");
        assertEquals("invalid_blocks", code(header(1).replace("x'", "\uD83D\uDE80".repeat(151) + "'")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'type': 'text', 'text': 'x', 'style': {'bold': true, 'italic': false, 'strike': true, 'code': true}}",
                "{'type': 'link', 'url': 'https://example.com', 'style': {'code': true}}",
                "{'type': 'user', 'user_id': 'U1', 'style': {'unlink': true}}"
            })
    void theDocumentedStylesAreTaken(String element) {
        assertDoesNotThrow(() -> SlackRules.check(blocks(rich(element))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'type': 'text', 'text': 'x', 'style': {'highlight': true}}",
                "{'type': 'text', 'text': 'x', 'style': {'bold': 'yes'}}",
                "{'type': 'text', 'text': 'x', 'style': 'bold'}",
                "{'type': 'user', 'user_id': 'U1', 'style': {'code': true}}",
                "{'type': 'date', 'timestamp': 1, 'format': '{date}', 'fallback': 'x', 'style': {'bold': true}}"
            })
    void otherStylesAreRefused(String element) {
        assertEquals("invalid_blocks", code(rich(element)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{'type': 'header', 'text': {'type': 'mrkdwn', 'text': 'x'}}]",
                "[{'type': 'header', 'text': 'x'}]",
                "[{'type': 'header', 'level': 1, 'text': {'type': 'plain_text', 'text': 'x'}}]",
                "[{'type': 'image', 'image_url': 'https://example.com'}]",
                "[{'type': 'section', 'text': {'type': 'mrkdwn', 'text': 'x'}}]",
                "[{'type': 'rich_text', 'elements': []}]",
                "[{'type': 'rich_text', 'elements': [{'type': 'rich_text_section', 'elements': [{'type': "
                        + "'text', 'text': ''}]}]}]",
                "[{'type': 'rich_text', 'elements': [{'type': 'rich_text_section', 'elements': [{'type': "
                        + "'link', 'url': 'no address'}]}]}]",
                "[{'type': 'rich_text', 'elements': [{'type': 'rich_text_section', 'elements': [{'type': "
                        + "'broadcast', 'range': 'here'}]}]}]",
                "[{'type': 'section', 'block_id': 'b', 'text': {'type': 'plain_text', 'text': 'x'}}, {'type': "
                        + "'section', 'block_id': 'b', 'text': {'type': 'plain_text', 'text': 'x'}}]",
                "[{'type': 'section', 'colour': 'red', 'text': {'type': 'plain_text', 'text': 'x'}}]",
                "['text']"
            })
    void whatTheProductDoesNotUseIsRefused(String json) {
        assertEquals("invalid_blocks", code(json));
    }
}

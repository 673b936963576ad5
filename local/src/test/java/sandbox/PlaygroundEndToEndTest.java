package sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonParser;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The playground's page, without a browser. */
@ExtendWith(SharedSandbox.class)
class PlaygroundEndToEndTest {

    private Sandbox sandbox;

    @BeforeEach
    void serve(Sandbox shared) {
        sandbox = shared;
        PlaygroundPage.serve(shared);
    }

    private Page post(String path, Map<String, String> fields) {
        try (Visitor visitor = new Visitor()) {
            return visitor.send(new Form(sandbox.address().resolve(path), fields));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"title\": 1,} | This is not valid JSON, see line 1 column 14.",
                "{title: 1} | This is not valid JSON, see line 1 column 3.",
                "[] | The input must be one JSON object.",
                "{} {} | This is not valid JSON, see line 1 column 5.",
                "'' | The input must be one JSON object."
            })
    void whatIsNoJsonObjectIsRefusedWithASentence(String input, String sentence) {
        Page page = post("/executions", Map.of("input", input));
        assertEquals(400, page.status());
        assertTrue(
                page.html().select("#problem").text().startsWith(sentence),
                page.html().select("#problem").text());
        assertEquals(input, page.html().select("#input").val());
    }

    static Stream<String> hardToShow() {
        return Stream.of(
                JsonTextTest.nested(300),
                JsonTextTest.nested(3_000),
                "{\"details\": " + "[".repeat(90) + "1,".repeat(50_000) + "1" + "]".repeat(90) + "}",
                "{\"title\": \"" + "long ".repeat(40_000) + "\"}",
                "{\"title\": \"\\u0000 \\u3164\\n<!-- \\u202E \\ud83d\"}",
                "{\"title\": {\"title\": null}}");
    }

    @ParameterizedTest
    @MethodSource
    void hardToShow(String input) {
        assertEquals(303, post("/executions", Map.of("input", input)).status());
        try (Visitor visitor = new Visitor()) {
            Page page = visitor.open(sandbox.address());
            assertEquals(200, page.status(), page.text());
            Element newest = page.html().selectFirst("#executions article");
            assertTrue(newest.select("h3").text().length() <= 201, newest.text());
            assertTrue(newest.select("pre").text().length() <= JsonText.MOST_SHOWN + 100, newest.text());
        }
    }

    @Test
    void theOldestGoWhereThereIsTooMuchToShow() {
        assertEquals(
                "",
                PlaygroundPage.newest(Collections.nCopies(50, 1), length -> length)
                        .most());
        assertEquals(
                "50",
                PlaygroundPage.newest(Collections.nCopies(51, 1), length -> length)
                        .most());
        List<Integer> large = Collections.nCopies(3, PlaygroundPage.MOST_CHARACTERS / 2);
        assertEquals("2", PlaygroundPage.newest(large, length -> length).most());
        List<Integer> huge = List.of(PlaygroundPage.MOST_CHARACTERS + 1);
        assertEquals(huge, PlaygroundPage.newest(huge, length -> length).list());
    }

    @Test
    void aFailedExecutionSaysWhyAtOnce() {
        try (Asking asking = new Asking(sandbox)) {
            asking.start(Asking.json("{'timeoutSeconds': 'soon'}")).end();
            String row = asking.visitor
                    .open(sandbox.address())
                    .html()
                    .select("#executions article")
                    .first()
                    .text();
            assertTrue(row.contains("Approval.InvalidRequest") && row.contains("timeoutSeconds"), row);
        }
    }

    @Test
    void onlyAMemberCanPress() {
        try (Asking asking = new Asking(sandbox)) {
            SlackMessage message = asking.start(Asking.json("{}")).inSlack();
            assertEquals(
                    400,
                    post("/press", Map.of("ts", message.ts(), "person", "nobody", "action", "approve"))
                            .status());
            assertEquals(
                    400,
                    post("/press", Map.of("ts", "1.2", "person", "bob", "action", "approve"))
                            .status());
            assertEquals(
                    400,
                    post("/press", Map.of("ts", message.ts(), "person", "bob", "action", "perhaps"))
                            .status());
            assertTrue(asking.waits());
        }
    }

    @Test
    void aPageThatIsAsItWasIsNotSentAgain() {
        URI address = sandbox.address().resolve("/?example=Expense");
        try (HttpClient client = HttpClient.newHttpClient()) {
            // What earlier tests began may still be arriving.
            Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> {
                String tag = client.send(HttpRequest.newBuilder(address).build(), BodyHandlers.discarding())
                        .headers()
                        .firstValue("ETag")
                        .orElseThrow();
                HttpRequest again = HttpRequest.newBuilder(address)
                        .header("If-None-Match", tag)
                        .build();
                return client.send(again, BodyHandlers.discarding()).statusCode() == 304;
            });
        }
    }

    @Test
    void everyPartOfAMessageStandsOnALineOfItsOwn() {
        var blocks = JsonParser.parseString("""
                [{"type": "header", "text": {"type": "plain_text", "text": "Deploy"}}, {"type": "rich_text",
                "elements": [
                {"type": "rich_text_section", "elements": [{"type": "text", "text": "Rejected by "}, {"type":
                "user", "user_id": "U1"}]},
                {"type": "rich_text_quote", "elements": [{"type": "text", "text": "Not\\ntoday."}]}, {"type":
                "rich_text_section", "elements": [{"type": "text", "text": "End"}]}]}]
                """).getAsJsonArray();
        assertEquals(
                "Deploy\nRejected by @U1\nNot\ntoday.\nEnd",
                new SlackMessage("C1", "1.1", Optional.empty(), "", blocks, 0, "", Instant.EPOCH).read());
    }
}

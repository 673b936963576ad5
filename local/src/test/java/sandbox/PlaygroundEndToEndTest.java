package sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
    void aPageThatIsAsItWasIsNotSentAgain() throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest.Builder request =
                    HttpRequest.newBuilder(sandbox.address().resolve("/?example=Expense"));
            String tag = client.send(request.build(), BodyHandlers.discarding())
                    .headers()
                    .firstValue("ETag")
                    .orElseThrow();
            assertEquals(
                    304,
                    client.send(request.header("If-None-Match", tag).build(), BodyHandlers.discarding())
                            .statusCode());
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

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
import org.junit.jupiter.params.provider.ValueSource;

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

    /** What is hard to show, and every input from the field. */
    static Stream<String> hardToShow() {
        String giant = "long ".repeat(30_000);
        return Stream.concat(
                CasesEndToEndTest.all(),
                Stream.of(
                        JsonTextTest.nested(300),
                        JsonTextTest.nested(3_000),
                        "{\"details\": " + "[".repeat(90) + "1,".repeat(50_000) + "1" + "]".repeat(90) + "}",
                        "{\"title\": \"" + giant + "\"}",
                        "{\"title\": \"" + giant.replace(" ", "") + "\"}",
                        "{\"" + giant + "\": \"" + giant.substring(100_000) + "\"}",
                        "{\"title\": \"\\u0000 \\u3164\\n<!-- \\u202E \\ud83d\"}",
                        "{\"title\": {\"title\": null}}",
                        "{\"title\": \"</textarea></h3><script>document.title = 'x'</script>\", \"__proto__\": 1}",
                        "{\"</pre><img src=x onerror=alert(1)>\": \"{{input}} {{{html}}}\", \"\": \"\"}",
                        "{\"approvers\": [\"" + "\\\"><script>".repeat(20) + "@example.com\"]}",
                        "{\"requester\": {\"email\": \"a@b.c\", \"name\": \"\\u202E" + giant + "\"}}"));
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
            assertEquals(1, page.html().select("script").size(), "no script but the page's own");
            assertTrue(page.html().select("[onerror], img").isEmpty());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {300_000, 3_000_000})
    void whatIsTooLongToStartIsSaidAndStaysInTheField(int length) {
        String input = "{\"title\": \"" + "x".repeat(length) + "\"}";
        Page page = post("/executions", Map.of("input", input));
        assertEquals(400, page.status());
        assertEquals(input, page.html().select("#input").val());
    }

    @Test
    void everyExampleFillsTheField() {
        try (Visitor visitor = new Visitor()) {
            List<String> links =
                    visitor.open(sandbox.address()).html().select("#examples a").eachAttr("abs:href");
            List<String> inputs = links.stream()
                    .map(link -> visitor.open(URI.create(link.replace(" ", "%20"))))
                    .map(page -> page.html().select("#input").val())
                    .distinct()
                    .toList();
            assertEquals(6, inputs.size());
            inputs.forEach(JsonText::requireObject);
        }
    }

    @Test
    void everyPersonHasAMailbox() {
        try (Asking asking = new Asking(sandbox)) {
            Mail mail = asking.ask();
            Page all = asking.visitor.open(sandbox.address());
            List<String> mailboxes = all.html().select("#mailboxes a").eachText();
            assertTrue(
                    mailboxes.stream()
                            .map(text -> text.replaceAll(" \\d+$", ""))
                            .toList()
                            .containsAll(List.of(
                                    "Everybody",
                                    Sandbox.APPROVER,
                                    "ana@example.com",
                                    "bob@example.com",
                                    "carol@example.com")),
                    mailboxes.toString());
            String address = sandbox.address() + "/?example=Expense&mailbox=";
            Page own = asking.visitor.open(URI.create(address + Sandbox.APPROVER));
            assertTrue(own.html().select("#mails").text().contains(mail.subject()), own.text());
            assertEquals(
                    List.of(Sandbox.APPROVER),
                    own.html().select("#mails .fine").eachText().stream()
                            .map(text -> text.replaceAll("To (.*),.*", "$1"))
                            .distinct()
                            .toList());
            assertEquals(
                    "Expense", own.html().select("#examples [aria-current]").text());
            assertEquals(
                    "No mail yet for nobody@example.com.",
                    asking.visitor
                            .open(URI.create(address + "nobody@example.com"))
                            .html()
                            .select("#mails")
                            .text());
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

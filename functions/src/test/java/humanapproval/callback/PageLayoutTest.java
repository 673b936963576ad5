package humanapproval.callback;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import humanapproval.approval.Approval;
import humanapproval.approval.Ending;
import humanapproval.approval.State;
import humanapproval.fake.Samples;
import humanapproval.waiter.Waiter;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;

/** How a page is laid out: its order, what folds, whose words are whose. */
class PageLayoutTest {

    private static CallbackFixture asked(JsonObject request) {
        return new CallbackFixture()
                .with(Samples.linked(
                        Samples.opened(Samples.requested(
                                request, new Waiter(Samples.EXECUTION, Samples.TOKEN, 0), Optional.empty())),
                        Samples.CODE,
                        Samples.BOB));
    }

    private static Document page(String request) {
        return asked(Samples.json(request)).show().page();
    }

    @Test
    void theOrderIsTheSameForEveryRequest() {
        String text = page("{'title': 'Deploy', 'requester': {'email': 'ana@example.com', 'name': 'Ana Ng'}, "
                        + "'approvers': [{'email': 'bob@example.com', 'name': 'Bob Ray'}], 'onTimeout': 'reject', "
                        + "'details': {'k': 'v'}}")
                .text();
        int at = 0;
        for (String part : List.of(
                "Deploy",
                "Ana Ng (ana@example.com) asks for your decision.",
                "Rejected automatically if nobody answers by 31 January 2026, 13:00 UTC (60 minutes left).",
                "You decide as Bob Ray (bob@example.com).",
                "Go to your decision",
                "Who decides",
                "Digest",
                "Execution run-1",
                "The request, in the workflow's words:",
                "k v",
                "I, Bob Ray (bob@example.com), approve this.",
                "Back to the request")) {
            int next = text.indexOf(part, at);
            assertTrue(next >= at, part + " in " + text);
            at = next;
        }
    }

    @Test
    void case12Posing() {
        Document page = asked(Samples.showCase("12-posing")).show().page();
        assertTrue(page.selectFirst("section").text().startsWith("The board (mallory@example.com) asks"), page.text());
        assertEquals(
                List.of("Requester", "Deadline", "Approvers"),
                page.select("section.request dt").eachText());
        assertTrue(page.select("section:not(.request)").stream()
                .noneMatch(section ->
                        section.text().contains("cfo@") || section.text().contains("fine")));
    }

    @Test
    void aValueOfManyLinesFoldsAndLayoutIsKept() {
        String lines = IntStream.range(0, 40).mapToObj(i -> "  line " + i).collect(Collectors.joining("\n"));
        JsonObject details = new JsonObject();
        details.addProperty("short", lines);
        details.addProperty("long", lines + "\nlast");
        details.addProperty("word", "ordinary");
        details.add("object", Samples.json("{'a': {'b': null}}"));
        JsonObject request = new JsonObject();
        request.add("details", details);
        Document page = asked(request).show().page();
        assertEquals(
                List.of("41 lines"), page.select(".request details summary").eachText());
        assertEquals(lines + "\nlast", page.selectFirst(".request details pre").wholeText());
        assertEquals(
                "{\n  \"a\": {\n    \"b\": null\n  }\n}",
                page.select(".request pre").last().wholeText());
        assertEquals(3, page.select(".request pre").size());
    }

    @Test
    void aValueOfOneVeryLongLineFoldsToo() {
        JsonObject request = new JsonObject();
        request.addProperty("description", "x".repeat(4_001));
        request.addProperty("long", "y".repeat(20_000));
        request.addProperty("short", "z".repeat(4_000));
        request.addProperty("several", ("w".repeat(401) + "\n").repeat(9));
        request.addProperty("emoji", "😀".repeat(3_000));
        request.addProperty("coloured", "\u001b[1m" + "v".repeat(3_999));
        Document page = asked(request).show().page();
        assertEquals(
                List.of("4,001 characters", "20,000 characters", "3,618 characters", "3,000 characters"),
                page.select(".request details summary").eachText());
        assertEquals(
                "20,000 characters" + "y".repeat(20_000),
                page.select(".request dd details").first().wholeText());
    }

    @Test
    void fiftyApproversAreALineThatUnfolds() {
        String all = IntStream.range(0, 49)
                .mapToObj(i -> ", 'p" + i + "@example.com'")
                .collect(Collectors.joining());
        Document page = page("{'approvers': ['bob@example.com'" + all + "]}");
        assertEquals(
                "bob@example.com, p0@example.com and 48 others",
                page.selectFirst("dd details summary").text());
        assertTrue(page.selectFirst("dd details").text().endsWith("p48@example.com"));
        assertTrue(page("{'approvers': ['bob@example.com']}")
                .select("dd details summary")
                .isEmpty());
    }

    @Test
    void everyEndHasWordsOfItsOwn() {
        Approval open =
                Samples.open("{'title': 'Deploy', 'approvers': [{'email': 'bob@example.com', 'name': 'Bob Ray'}]}");
        for (String[] end : new String[][] {
            {"EXPIRED", "Expired: nobody answered by 31 January 2026, 13:00 UTC"},
            {"REJECTED", "Rejected automatically: nobody answered by 31 January 2026, 13:00 UTC"},
            {"CANCELLED", "The workflow was stopped"},
            {"FAILED", "Nobody has to decide this any more"}
        }) {
            Document page = new CallbackFixture()
                    .with(open.ended(Ending.of(State.valueOf(end[0]), Samples.NOW)))
                    .show()
                    .page();
            assertEquals(end[1], page.selectFirst("h1").text());
            assertEquals("Deploy", page.title());
            assertTrue(!page.text().contains("saved") && !page.text().contains("asks for your decision"), page.text());
        }
        Document rejected = new CallbackFixture()
                .with(open)
                .post("decision=reject&confirm=yes")
                .page();
        assertEquals("Rejected", rejected.selectFirst("h1").text());
        assertTrue(
                rejected.text().contains("The workflow was told: rejected.")
                        && rejected.text().contains("Rejected by Bob Ray (bob@example.com) by email on "),
                rejected.text());
    }

    @Test
    void whatItTakesIsSaidWhereMoreThanOneMayAnswer() {
        assertTrue(page("{}").text().contains("Approvers Everybody who got this request. Needed The first answer"));
        assertTrue(page("{'approvers': ['bob@example.com', 'c@example.com']}")
                .text()
                .contains("bob@example.com, c@example.com Needed The first answer decides."));
        assertFalse(page("{'approvers': ['bob@example.com']}").text().contains("Needed"));
        Document over = new CallbackFixture()
                .with(Samples.open("{'requireComment': 'always'}").ended(Ending.of(State.EXPIRED, Samples.NOW)))
                .show()
                .page();
        assertFalse(over.text().contains("Needed") || over.text().contains("Comment"), over.text());
    }

    @Test
    void aBlankTextIsSeen() {
        assertEquals(
                List.of("\"\"", "\"  \"", "\"\\t\\n\"", "null"),
                page("{'a': '', 'b': '  ', 'c': '\\t\\n', 'd': null}").select(".request dd").stream()
                        .map(value -> value.wholeText().strip())
                        .toList());
    }

    @Test
    void whoHasAnsweredLearnsHowToChangeTheirMind() {
        CallbackFixture callback =
                asked(Samples.json("{'approvers': ['bob@example.com', 'c@example.com'], 'requiredApprovals': 2}"));
        Document saved = callback.post("decision=approve&confirm=yes").page();
        assertEquals("Your decision is saved", saved.selectFirst("h1").text());
        assertTrue(
                saved.text()
                        .contains("1 of 2 approvals. Nothing else to do. To change your mind, open the link again."),
                saved.text());
        Document again = callback.show().page();
        assertTrue(
                again.text().contains("You have approved this. Until it is decided you can change your mind below."));
        assertEquals(List.of("reject"), again.select("input[name=decision]").eachAttr("value"));
    }
}

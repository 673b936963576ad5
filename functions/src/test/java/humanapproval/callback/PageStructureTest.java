package humanapproval.callback;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import humanapproval.approval.Approval;
import humanapproval.approval.Ending;
import humanapproval.approval.State;
import humanapproval.callback.CallbackFixture.Reply;
import humanapproval.fake.Samples;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for every page: structure for screen readers, headers, no 5xx by what a request holds. */
class PageStructureTest {

    private final Map<String, Reply> pages = EveryPage.all();

    /** For the tests in a browser, which know no fakes. */
    @BeforeAll
    static void keepEveryPage() throws IOException {
        EveryPage.keep(Path.of("target", "pages"));
    }

    @Test
    void everyPageCanBeReadAloud() {
        pages.forEach((name, reply) -> {
            Document page = reply.page();
            assertEquals("en", page.selectFirst("html").attr("lang"), name);
            assertFalse(page.title().isBlank() || page.text().contains("Optional["), name);
            assertEquals(1, page.select("h1").size(), name);
            assertFalse(page.selectFirst("h1").text().isBlank(), name);
            assertEquals(1, page.select("main").size(), name);
            assertNotNull(page.selectFirst("meta[name=viewport]"), name);
            for (Element field : page.select("input:not([type=hidden]), textarea")) {
                assertFalse(
                        field.closest("label") == null
                                || field.closest("label").text().isBlank(),
                        name);
            }
            page.select("button").forEach(button -> assertFalse(button.text().isBlank(), name));
            page.select("[aria-labelledby]")
                    .forEach(part -> assertNotNull(page.getElementById(part.attr("aria-labelledby")), name));
            Set<String> ids = Set.copyOf(page.select("[id]").eachAttr("id"));
            assertEquals(page.select("[id]").size(), ids.size(), name);
        });
    }

    @Test
    void whatWentWrongIsSpokenAtOnce() {
        for (String name : List.of("form-again", "not-recorded-503", "not-told-503")) {
            assertFalse(
                    pages.get(name).page().selectFirst("[role=alert]").text().isBlank(), name);
        }
        assertTrue(pages.get("form").page().select("[role=alert]").isEmpty());
    }

    @Test
    void everyPageIsSentWithTheSameStrictHeadersAndLeadsNowhereButHere() {
        Reply first = pages.get("form");
        pages.forEach((name, reply) -> {
            assertEquals(first.headers(), reply.headers(), name);
            Document page = reply.page();
            assertTrue(
                    page.select("script, iframe, object, embed, link, img, base, meta[http-equiv], [style]")
                            .isEmpty(),
                    name);
            page.select("form").forEach(form -> assertEquals("?", form.attr("action"), name));
            assertTrue(page.select("[formaction], [target]").isEmpty(), name);
            page.select("a[href^=#]")
                    .forEach(link ->
                            assertNotNull(page.getElementById(link.attr("href").substring(1)), name));
            page.select("a:not([href^=#])")
                    .forEach(link -> assertTrue(
                            link.attr("href").startsWith("https://eu-west-1.console.aws.amazon.com/")
                                    || link.closest("section.request") != null,
                            name));
        });
    }

    @Test
    void noPageHoldsATokenOrALink() {
        pages.forEach((name, reply) -> {
            assertFalse(reply.body().contains(Samples.TOKEN), name);
            assertFalse(reply.body().contains(Samples.CODE), name);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "\\n"})
    void aTitleOfNothingLeavesNoEmptyHeading(String title) {
        Document page = new CallbackFixture()
                .with(Samples.open("{'title': '" + title + "'}"))
                .show()
                .page();
        assertFalse(page.selectFirst("h1").text().isBlank());
        assertFalse(page.title().isBlank());
    }

    @Test
    void theFormTriedAgainCarriesTheAnswerAndCountsOnce() {
        CallbackFixture callback = EveryPage.open();
        callback.table.failingPuts = 1;
        Element form = callback.post("decision=reject&confirm=yes&comment=too+early")
                .page()
                .selectFirst("form");
        StringBuilder body = new StringBuilder();
        form.select("input")
                .forEach(input -> body.append(body.isEmpty() ? "" : "&")
                        .append(input.attr("name"))
                        .append('=')
                        .append(input.attr("value").replace(' ', '+')));
        assertEquals(200, callback.post(body.toString()).status());
        assertEquals("too early", callback.record().votes().getFirst().comment());
    }

    @ParameterizedTest
    @EnumSource(State.class)
    void aFormThatIsWrongNeverReopensWhatIsOver(State state) {
        Approval approval = state == State.OPEN
                ? Samples.open("{}")
                : Samples.open("{}").ended(Ending.of(state, Samples.NOW)).told(Ending.Told.TAKEN);
        CallbackFixture callback = new CallbackFixture().with(approval);
        Reply reply = callback.post("decision=approve");
        assertEquals(400, reply.status());
        assertEquals(state == State.OPEN ? 2 : 0, reply.page().select("form").size());
        assertEquals(approval, callback.record());
    }

    @Test
    void whateverAnHttpEventHoldsAPageIsTheAnswerAndNothingIsDecided() {
        List<JsonElement> odd = List.of(
                JsonNull.INSTANCE,
                new JsonPrimitive(7),
                new JsonPrimitive("\u0000"),
                new JsonPrimitive(true),
                new JsonObject());
        JsonObject sample = Samples.event("ApprovalCallback-vote.json");
        for (String field : sample.keySet()) {
            for (JsonElement value : odd) {
                JsonObject event = sample.deepCopy();
                // Without a tick: whatever is not broken here is still no vote.
                event.addProperty("body", "decision=approve");
                event.add(field, value);
                if (!(field.equals("httpMethod") && value.isJsonNull())) {
                    CallbackFixture callback = EveryPage.open();
                    Reply reply = callback.http(event);
                    assertTrue(Set.of(200, 400, 404, 500).contains(reply.status()), field + " " + value);
                    assertTrue(
                            callback.record().isOpen()
                                    && callback.record().votes().isEmpty(),
                            field + " " + value);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUT", "DELETE", "PATCH", "OPTIONS", "get"})
    void anotherMethodGetsTheSamePageAsAnUnknownLink(String method) {
        JsonObject event = Samples.event("ApprovalCallback-show.json");
        event.addProperty("httpMethod", method);
        assertEquals(new CallbackFixture().show(), EveryPage.open().http(event));
    }
}

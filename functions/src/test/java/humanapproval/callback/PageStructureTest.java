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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.sfn.model.SfnException;

/** What holds for every page: structure for screen readers, headers, no 5xx by what a request holds. */
class PageStructureTest {

    private static final String APPROVE = "decision=approve&confirm=yes";

    private static CallbackFixture open() {
        return new CallbackFixture()
                .with(Samples.open(
                        "{'title': 'Deploy', 'requester': 'ana@example.com', 'details': {'Commit': '9f2c1e'}}"));
    }

    private static Map<String, Reply> everyPage() {
        Map<String, Reply> pages = new LinkedHashMap<>();
        pages.put("form", open().show());
        pages.put("form again", open().post(""));
        pages.put("approved", open().post(APPROVE));
        pages.put("rejected", open().post("decision=reject&confirm=yes"));
        pages.put("not found", new CallbackFixture().show());
        for (State state : Set.of(State.EXPIRED, State.FAILED, State.CANCELLED)) {
            pages.put(
                    state.name(),
                    new CallbackFixture()
                            .with(Samples.open("{}").ended(Ending.of(state, Samples.NOW)))
                            .show());
        }
        CallbackFixture notRecorded = open();
        notRecorded.table.failingPuts = 1;
        pages.put("not recorded", notRecorded.post(APPROVE));
        CallbackFixture notResumed = open();
        notResumed.stepFunctions.faults.add(
                SfnException.builder().message("throttled").build());
        pages.put("not resumed", notResumed.post(APPROVE));
        CallbackFixture unreadable = open();
        unreadable.table.failingReads = 1;
        pages.put("unreadable", unreadable.show());
        CallbackFixture own = new CallbackFixture().with(Samples.open("{'requester': 'bob@example.com'}"));
        pages.put("refused", own.post(APPROVE));
        JsonObject broken = Samples.event("ApprovalCallback-show.json");
        broken.remove("resource");
        pages.put("our fault", open().http(broken));
        return pages;
    }

    @Test
    void everyPageCanBeReadAloud() {
        everyPage().forEach((name, reply) -> {
            Document page = reply.page();
            assertEquals("en", page.selectFirst("html").attr("lang"), name);
            assertFalse(page.title().isBlank(), name);
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
        Map<String, Reply> pages = everyPage();
        for (String name : List.of("form again", "not recorded", "not resumed")) {
            assertFalse(
                    pages.get(name).page().selectFirst("[role=alert]").text().isBlank(), name);
        }
        assertTrue(pages.get("form").page().select("[role=alert]").isEmpty());
    }

    @Test
    void everyPageIsSentWithTheSameStrictHeadersAndLeadsNowhereButHere() {
        Reply first = everyPage().get("form");
        everyPage().forEach((name, reply) -> {
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
                            link.attr("href").startsWith("https://eu-west-1.console.aws.amazon.com/"), name));
        });
    }

    @Test
    void noPageHoldsATokenOrALink() {
        everyPage().forEach((name, reply) -> {
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
        CallbackFixture callback = open();
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
                    CallbackFixture callback = open();
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
        assertEquals(new CallbackFixture().show(), open().http(event));
    }
}

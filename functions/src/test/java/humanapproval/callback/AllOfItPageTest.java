package humanapproval.callback;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import humanapproval.approval.Approval;
import humanapproval.fake.GeneratedRequests;
import humanapproval.fake.Samples;
import humanapproval.waiter.Waiter;
import java.util.Optional;
import java.util.stream.Stream;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The page shows all of a request. */
class AllOfItPageTest {

    static Stream<GeneratedRequests.Sample> generated() {
        return GeneratedRequests.some(100);
    }

    private static Document page(JsonObject request) {
        Approval approval = Samples.linked(
                Samples.opened(
                        Samples.requested(request, new Waiter(Samples.EXECUTION, Samples.TOKEN, 0), Optional.empty())),
                Samples.CODE,
                Samples.BOB);
        return new CallbackFixture().with(approval).show().page();
    }

    private static String request(JsonObject request) {
        return page(request).selectFirst("section[aria-labelledby=request]").wholeText();
    }

    @ParameterizedTest
    @MethodSource("generated")
    void everyNameAndValueIsThere(GeneratedRequests.Sample sample) {
        sample.assertAllIn(page(sample.request()).body().wholeText());
    }

    @Test
    void case01NullInside() {
        String text = request(Samples.showCase("01-null-inside"));
        assertEquals(4, text.split("null", -1).length - 1, text);
        assertTrue(text.contains("\"after\": null") && text.contains("\"rollback\": null"), text);
    }

    @Test
    void case03TitleOfLines() {
        Document page = page(Samples.showCase("03-title-of-lines"));
        assertEquals("Release 7 Mends the export.", page.selectFirst("h1").wholeText());
        assertTrue(
                page.body().wholeText().contains("Release 7\n\nMends the export.\n"),
                page.body().wholeText());
        assertTrue(page.body().wholeText().contains("first\nsecond"));
    }

    @Test
    void case05Invisible() {
        Document page = page(Samples.showCase("05-invisible"));
        assertEquals("Clean up\\u3164", page.selectFirst("h1").text());
        String text = page.body().wholeText();
        for (String shown :
                new String[] {"/a\\u115F/b\\uFFA0", "x\\u2800\\u2800", "fine\\u{E0169}\\u{E0167}", "a\\u200Bb\\u202Ec"
                }) {
            assertTrue(text.contains(shown), shown + text);
        }
    }

    @Test
    void case07LongName() {
        JsonObject request = Samples.showCase("07-long-name");
        String name = request.getAsJsonObject("details").keySet().iterator().next();
        assertTrue(name.length() > 200 && request(request).contains(name));
    }

    @Test
    void case10Colours() {
        String text = request(Samples.showCase("10-colours"));
        assertTrue(text.contains("# db will be destroyed") && text.contains("10%\\u000D100%\ndone"), text);
        assertTrue(text.contains("The colours of a terminal are left out."), text);
        assertFalse(request(Samples.showCase("07-long-name")).contains("left out"));
        assertTrue(request(Samples.json("{'a': {'b': '\\u001b[31mred\\u001b[m \\\\u001b[1m'}}"))
                .contains("\"red \\\\u001b[1m\""));
    }
}

package humanapproval.callback;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import humanapproval.approval.Approval;
import humanapproval.fake.Samples;
import humanapproval.fake.ShowsAllOfIt;
import humanapproval.waiter.Waiter;
import java.util.Optional;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;

/** The page shows all of a request. */
class AllOfItPageTest implements ShowsAllOfIt {

    private static Document page(JsonObject request) {
        Approval approval = Samples.linked(
                Samples.opened(
                        Samples.requested(request, new Waiter(Samples.EXECUTION, Samples.TOKEN, 0), Optional.empty())),
                Samples.CODE,
                Samples.BOB);
        return new CallbackFixture().with(approval).show().page();
    }

    @Override
    public String shown(JsonObject request) {
        return page(request).body().wholeText();
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
    void coloursAreLeftOutAndSoIsTheWordOfThemWhereThereAreNone() {
        assertFalse(shown(Samples.showCase("07-long-name")).contains("left out"));
        assertTrue(shown(Samples.json("{'a': {'b': '\\u001b[31mred\\u001b[m \\\\u001b[1m'}}"))
                .contains("\"red \\\\u001b[1m\""));
    }
}

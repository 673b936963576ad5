package humanapproval.email;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import humanapproval.fake.GeneratedRequests;
import humanapproval.fake.Samples;
import humanapproval.waiter.Waiter;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A mail shows all of a request, up to its limit. */
class AllOfItMailTest {

    static Stream<GeneratedRequests.Sample> generated() {
        return GeneratedRequests.some(100);
    }

    private static String body(JsonObject request) {
        return new Mail.Writer()
                .request(
                        Samples.opened(Samples.requested(
                                request, new Waiter(Samples.EXECUTION, Samples.TOKEN, 0), Optional.empty())),
                        Samples.BOB,
                        "https://example.com/approvals/id/code",
                        0)
                .body();
    }

    @ParameterizedTest
    @MethodSource("generated")
    void everyNameAndValueIsThere(GeneratedRequests.Sample sample) {
        sample.assertAllIn(body(sample.request()));
    }

    @Test
    void case01NullInside() {
        String text = body(Samples.showCase("01-null-inside"));
        assertEquals(4, text.split("null", -1).length - 1, text);
        assertTrue(text.contains("\"after\": null"), text);
    }

    @Test
    void case06Links() {
        String text = body(Samples.showCase("06-links"));
        assertTrue(text.contains("> See https://example.com/wiki/A_(b) and (https://example.com/c)."), text);
        assertTrue(body(Samples.json("{'a': 'https://раypal.com/'}")).contains("https://xn--ypal-43d9g.com/"));
    }

    @Test
    void case07LongName() {
        JsonObject request = Samples.showCase("07-long-name");
        assertTrue(body(request)
                .contains(request.getAsJsonObject("details").keySet().iterator().next()));
    }

    @Test
    void case10Colours() {
        String text = body(Samples.showCase("10-colours"));
        assertTrue(text.contains("# db will be destroyed") && text.contains("10%\\u000D100%\n> done"), text);
        assertTrue(text.contains("The colours of a terminal are left out."), text);
    }
}

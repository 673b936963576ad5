package humanapproval.slack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import humanapproval.fake.GeneratedRequests;
import humanapproval.fake.Samples;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Slack shows all of a request, in the message and its thread. */
class AllOfItSlackTest {

    static Stream<GeneratedRequests.Sample> generated() {
        return GeneratedRequests.some(100);
    }

    private static String shown(JsonObject request) {
        SlackFixture fixture = new SlackFixture();
        assertTrue(fixture.takes(SlackFixture.requested(request)));
        return fixture.posts().stream().map(post -> Shown.of(post).all()).collect(Collectors.joining());
    }

    @ParameterizedTest
    @MethodSource("generated")
    void everyNameAndValueIsThere(GeneratedRequests.Sample sample) {
        sample.assertAllIn(shown(sample.request()));
    }

    @Test
    void case01NullInside() {
        String text = shown(Samples.showCase("01-null-inside"));
        assertEquals(4, text.split("null", -1).length - 1, text);
    }

    @Test
    void case03TitleOfLines() {
        SlackFixture fixture = new SlackFixture();
        fixture.takes(SlackFixture.requested(Samples.showCase("03-title-of-lines")));
        Shown message = Shown.of(fixture.posts().getFirst());
        assertEquals("Release 7 Mends the export.", message.heading());
        assertTrue(message.text().contains(": Release 7 Mends the export.\n"), message.text());
        assertTrue(message.all().contains("Release 7\n\nMends the export.\n"), message.all());
    }

    @Test
    void case05Invisible() {
        String text = shown(Samples.showCase("05-invisible"));
        assertTrue(text.contains("Clean up\\u3164") && text.contains("x\\u2800\\u2800"), text);
    }

    @Test
    void case07LongName() {
        JsonObject request = Samples.showCase("07-long-name");
        assertTrue(shown(request)
                .contains(request.getAsJsonObject("details").keySet().iterator().next()));
    }

    @Test
    void case10Colours() {
        String text = shown(Samples.showCase("10-colours"));
        assertTrue(text.contains("# db will be destroyed"), text);
        assertTrue(text.contains("The colours of a terminal are left out."), text);
    }
}

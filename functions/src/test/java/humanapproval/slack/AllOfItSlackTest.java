package humanapproval.slack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import humanapproval.fake.Samples;
import humanapproval.fake.ShowsAllOfIt;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Slack shows all of a request, in the message and its thread. */
class AllOfItSlackTest implements ShowsAllOfIt {

    @Override
    public String shown(JsonObject request) {
        SlackFixture fixture = new SlackFixture();
        assertTrue(fixture.takes(SlackFixture.requested(request)));
        return fixture.posts().stream().map(post -> Shown.of(post).all()).collect(Collectors.joining());
    }

    @Test
    void case03TitleOfLines() {
        SlackFixture fixture = new SlackFixture();
        fixture.takes(SlackFixture.requested(Samples.showCase("03-title-of-lines")));
        Shown message = fixture.posted();
        assertEquals("Release 7 Mends the export.", message.heading());
        assertTrue(message.text().contains(": Release 7 Mends the export.\n"), message.text());
        assertTrue(message.all().contains("Release 7\n\nMends the export.\n"), message.all());
    }

    @Test
    void case05Invisible() {
        String text = shown(Samples.showCase("05-invisible"));
        assertTrue(text.contains("Clean up\\u3164") && text.contains("x\\u2800\\u2800"), text);
    }
}

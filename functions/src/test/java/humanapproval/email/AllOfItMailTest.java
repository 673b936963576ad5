package humanapproval.email;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import humanapproval.fake.Samples;
import humanapproval.fake.ShowsAllOfIt;
import humanapproval.waiter.Waiter;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A mail shows all of a request, up to its limit. */
class AllOfItMailTest implements ShowsAllOfIt {

    @Override
    public String shown(JsonObject request) {
        return new Mail.Writer()
                .request(
                        Samples.opened(Samples.requested(
                                request, new Waiter(Samples.EXECUTION, Samples.TOKEN, 0), Optional.empty())),
                        Samples.BOB,
                        "https://example.com/approvals/id/code",
                        false)
                .body();
    }

    @Test
    void case06Links() {
        String text = shown(Samples.showCase("06-links"));
        assertTrue(text.contains("> See https://example.com/wiki/A_(b) and (https://example.com/c)."), text);
        assertTrue(shown(Samples.json("{'a': 'https://раypal.com/'}")).contains("https://xn--ypal-43d9g.com/"));
    }
}

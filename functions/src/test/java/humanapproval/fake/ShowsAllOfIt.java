package humanapproval.fake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests of a place that shows all of a request. */
public interface ShowsAllOfIt {

    /** The text that people see of {@code request} there. */
    String shown(JsonObject request);

    /** Requests of any form. */
    static Stream<GeneratedRequests.Sample> generated() {
        return GeneratedRequests.some(100);
    }

    @ParameterizedTest
    @MethodSource("humanapproval.fake.ShowsAllOfIt#generated")
    default void everyNameAndValueIsThere(GeneratedRequests.Sample sample) {
        sample.assertAllIn(shown(sample.request()));
    }

    @Test
    default void case01NullInside() {
        String text = shown(Samples.showCase("01-null-inside"));
        assertEquals(4, text.split("null", -1).length - 1, text);
        assertTrue(text.contains("\"after\": null") && text.contains("\"rollback\": null"), text);
    }

    @Test
    default void case07LongName() {
        JsonObject request = Samples.showCase("07-long-name");
        String name = request.getAsJsonObject("details").keySet().iterator().next();
        assertTrue(name.length() > 200 && shown(request).contains(name));
    }

    @Test
    default void case10Colours() {
        String text = shown(Samples.showCase("10-colours"));
        assertTrue(text.contains("# db will be destroyed") && text.contains("10%\\u000D100%\n"), text);
        assertTrue(text.contains("The colours of a terminal are left out."), text);
    }
}

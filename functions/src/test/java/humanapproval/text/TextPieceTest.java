package humanapproval.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import humanapproval.fake.Samples;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextPieceTest {

    private static List<String> links(String text) {
        return TextPiece.of(text).stream()
                .filter(TextPiece::link)
                .map(TextPiece::text)
                .toList();
    }

    /** Case 06-links. */
    @Test
    void whatStandsAroundAnAddressDoesNotBelongToIt() {
        String text = Samples.showCase("06-links").get("description").getAsString();
        assertEquals(
                List.of(
                        "https://example.com/wiki/A_(b)",
                        "https://example.com/c",
                        "https://example.com/d",
                        "https://example.com/e",
                        "https://example.com/f",
                        "https://example.com/g"),
                links(text));
        assertEquals(text, TextPiece.joined(text));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            quoteCharacter = '\0',
            value = {
                "\"https://a.example/x\" https://a.example/x",
                "'https://a.example/x' https://a.example/x",
                "«https://a.example/x» https://a.example/x",
                "「https://a.example/x」 https://a.example/x",
                "https://a.example/x。続く https://a.example/x",
                "_https://a.example/x_ https://a.example/x",
                "https://a.example/x_ https://a.example/x_",
                "[x](https://a.example/x_(y)) https://a.example/x_(y)",
                "HTTPS://a.example/x HTTPS://a.example/x",
                "https://аррӏе.example/x https://xn--80ak6aa92e.example/x",
                "https://раypal.com/ https://xn--ypal-43d9g.com/"
            })
    void oneAddress(String text, String address) {
        assertEquals(List.of(address), links(text));
    }
}

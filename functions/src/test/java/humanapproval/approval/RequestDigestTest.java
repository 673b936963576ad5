package humanapproval.approval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.google.gson.JsonParser;
import org.junit.jupiter.api.Test;

class RequestDigestTest {

    @Test
    void itIsSha256OverTheCanonicalForm() {
        // printf '{"a":[1,"x"],"b":1e+30}' | sha256sum
        assertEquals(
                "4ecc13cc81528cdbe91e5810a064de058dee1a1f110ced3a2362149116fa01cf",
                RequestDigest.of(JsonParser.parseString("{ \"b\": 1E30, \"a\": [ 1.0, \"x\" ] }")
                        .getAsJsonObject()));
    }

    @Test
    void theOrderOfFieldsDoesNotMatterAndTheirValuesDo() {
        String one =
                RequestDigest.of(JsonParser.parseString("{\"a\":1,\"b\":2}").getAsJsonObject());
        assertEquals(
                one,
                RequestDigest.of(JsonParser.parseString("{\"b\":2,\"a\":1}").getAsJsonObject()));
        assertNotEquals(
                one,
                RequestDigest.of(JsonParser.parseString("{\"b\":2,\"a\":2}").getAsJsonObject()));
    }
}

package humanapproval.approval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.google.gson.JsonObject;
import humanapproval.json.JsonFields;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Numbers at the lower end of a double, which the library java-json-canonicalization 1.1 can't write: it hangs. */
class SmallNumberDigestTest {

    @ParameterizedTest
    @CsvSource({
        // printf '{"n":1e-315}' | sha256sum
        "1e-315, 2082fef7bd7d5cbb9c531726fda10bf00a6cb43efd0a26869ed0fd96cccda5ed",
        "1e-314, 9aab32b1f7efb3b47d10384c106e6b703493158ee541be862cbdf881c9652b45",
        "1e-320, 930ca19716ee07b316f60adb17e33d28c1291da14a6437779b41d1087227491d"
    })
    void everyNumberOfADoubleHasADigest(String number, String digest) {
        JsonObject document =
                JsonFields.parse("{\"n\":" + number + "}", "input").json();
        assertTimeoutPreemptively(Duration.ofSeconds(10), () -> assertEquals(digest, RequestDigest.of(document)));
    }
}

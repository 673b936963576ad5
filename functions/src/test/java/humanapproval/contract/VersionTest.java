package humanapproval.contract;

import static humanapproval.contract.Template.map;
import static org.junit.jupiter.api.Assertions.assertEquals;

import humanapproval.fake.Samples;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The version is that of functions/pom.xml, wherever it is told. */
class VersionTest {

    private final String version =
            first("<artifactId>functions</artifactId>\\s*<version>([^<]+)<", "functions/pom.xml");

    @Test
    void theLogLineHasIt() throws Exception {
        try (InputStream file = getClass().getResourceAsStream("/humanapproval/lambda/version.txt")) {
            assertEquals(version, new String(file.readAllBytes(), StandardCharsets.UTF_8).strip());
        }
    }

    @Test
    void theOutputHasIt() {
        assertEquals(
                version, map(map(Template.read().root(), "Outputs"), "Version").get("Value"));
    }

    @Test
    void theChangelogTellsOfItFirst() {
        assertEquals(version, first("(?m)^## ([0-9]\\S*)", "CHANGELOG.md"));
    }

    @Test
    void thePlaygroundHasIt() {
        assertEquals(version, first("<artifactId>local</artifactId>\\s*<version>([^<]+)<", "local/pom.xml"));
    }

    private static String first(String pattern, String file) {
        return Pattern.compile(pattern)
                .matcher(Samples.file(file))
                .results()
                .findFirst()
                .orElseThrow()
                .group(1);
    }
}

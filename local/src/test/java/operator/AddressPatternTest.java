package operator;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What an address is stands in the template too. */
class AddressPatternTest {

    @Test
    void theTemplateTakesTheSameAddressesForItsFirstApprover() throws IOException {
        var template = Files.readString(Path.of("template.yaml"));
        var first =
                template.substring(template.indexOf("  ApproverEmail:"), template.indexOf("  DefaultTimeoutSeconds:"));
        assertTrue(first.contains("AllowedPattern: '^" + Approvers.ADDRESS.pattern() + "$'"), first);
    }
}

package bench;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class CostTest {

    @Test
    void theReadmeHasTheComputedTable() throws Exception {
        assertTrue(Files.readString(Path.of("README.md")).contains(Cost.table()), Cost.table());
    }
}

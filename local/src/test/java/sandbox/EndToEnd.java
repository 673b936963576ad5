package sandbox;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;

/** A test of the deployed stack that has a request of its own. */
@ExtendWith(SharedSandbox.class)
abstract class EndToEnd {

    Sandbox sandbox;
    Asking asking;

    @BeforeEach
    void beginAsking(Sandbox shared) {
        sandbox = shared;
        asking = new Asking(shared);
    }

    @AfterEach
    void endAsking() {
        asking.close();
    }
}

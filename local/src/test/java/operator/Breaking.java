package operator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import operator.Playground.Run;
import sandbox.Sandbox;

/** Breaks the playground's stack, looks what doctor says, and mends it. */
final class Breaking {

    interface Step {
        void run() throws Exception;
    }

    private Breaking() {}

    static Run broken(Sandbox sandbox, Step broken, Step mended) throws Exception {
        try {
            broken.run();
            return new Playground(sandbox).run("doctor");
        } finally {
            mended.run();
        }
    }

    static void assertWrong(Run run, String name, String text) {
        assertTrue(run.says("WRONG", name, text), run.out());
        assertEquals(1, run.code());
    }
}

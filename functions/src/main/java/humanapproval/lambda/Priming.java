package humanapproval.lambda;

import org.crac.Context;
import org.crac.Core;
import org.crac.Resource;

/**
 * Runs code once before SnapStart takes its snapshot, so that its classes are loaded and compiled in every copy. Whatever
 * that code throws is dropped: a version must be publishable whether or not AWS answers.
 */
public final class Priming implements Resource {

    private final Runnable code;

    /** Registers {@code code} with the runtime; keep the returned object as long as the function lives. */
    public static Priming beforeSnapshot(Runnable code) {
        Priming priming = new Priming(code);
        Core.getGlobalContext().register(priming);
        return priming;
    }

    private Priming(Runnable code) {
        this.code = code;
    }

    @Override
    public void beforeCheckpoint(Context<? extends Resource> context) {
        try {
            code.run();
        } catch (RuntimeException e) {
            // What was loaded until here is loaded.
        }
    }

    @Override
    public void afterRestore(Context<? extends Resource> context) {
        // Nothing was left open, and nothing is remembered that a copy must not share.
    }
}

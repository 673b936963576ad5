package humanapproval.lambda;

import java.security.Security;
import java.util.concurrent.Callable;
import org.crac.Context;
import org.crac.Core;
import org.crac.Resource;

/**
 * Runs code before SnapStart takes its snapshot, so that its classes are loaded and compiled in every copy. Whatever
 * that code throws is dropped: a version must be publishable whether or not AWS answers.
 *
 * @param rehearsal leaves the process for nothing
 * @param call a harmless one of AWS, which sets up TLS
 */
public record Priming(Callable<?> rehearsal, Callable<?> call) implements Resource {

    /** Registers both. Keep the returned object as long as the function lives: the runtime holds it weakly. */
    public static Priming beforeSnapshot(Callable<?> rehearsal, Callable<?> call) {
        // Lambda caches names itself. Addresses that Java kept would be those of the snapshot's day (Lambda Developer
        // Guide, Maximize Lambda SnapStart performance). Java reads this once, at the first name that it looks up.
        Security.setProperty("networkaddress.cache.ttl", "0");
        Priming priming = new Priming(rehearsal, call);
        Core.getGlobalContext().register(priming);
        return priming;
    }

    @Override
    public void beforeCheckpoint(Context<? extends Resource> context) {
        attempt(rehearsal);
        attempt(call);
    }

    private static void attempt(Callable<?> code) {
        try {
            code.call();
        } catch (Exception | LinkageError e) {
            // What was loaded until here is loaded.
        }
    }

    @Override
    public void afterRestore(Context<? extends Resource> context) {
        // Java drops by itself a connection that was idle for 5 seconds; nothing is remembered that a copy must not
        // share: of all random numbers only SecureRandom's differ between copies (Lambda Developer Guide, Handling
        // uniqueness with Lambda SnapStart), so nothing here uses others.
    }
}

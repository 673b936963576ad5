package humanapproval.faults;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.EnumSet;
import java.util.Set;
import java.util.TreeSet;

/** Looks whether the promises are kept: some after every invocation, all others in the end. */
final class Watch {

    private final Story story;
    private final Promises promises;
    private final Set<String> broken = new TreeSet<>();
    private final Set<Promise.Kind> kinds = EnumSet.noneOf(Promise.Kind.class);

    Watch(World world) {
        this.story = new Story(world);
        this.promises = new Promises(world, story);
    }

    /** After every invocation. */
    void look() {
        story.goesOn();
        check(true);
    }

    /** Looks in the end; the names of the promises that were broken. */
    Set<String> broken() {
        look();
        check(false);
        return broken;
    }

    /** What that comes to. */
    Set<Promise.Kind> kinds() {
        return kinds;
    }

    private void check(boolean always) {
        for (Method promise : Promises.class.getDeclaredMethods()) {
            Promise how = promise.getAnnotation(Promise.class);
            if (how != null && how.always() == always && !isKept(promise)) {
                broken.add(promise.getName());
                kinds.add(how.value());
            }
        }
    }

    private boolean isKept(Method promise) {
        try {
            return (boolean) promise.invoke(promises);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException(promise.getName(), e);
        }
    }
}

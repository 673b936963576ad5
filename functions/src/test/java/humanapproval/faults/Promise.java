package humanapproval.faults;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** Marks a promise. */
@Retention(RetentionPolicy.RUNTIME)
@interface Promise {

    /** What it comes to where a promise is broken. */
    enum Kind {
        LOST,
        DOUBLED,
        STUCK
    }

    Kind value();

    /** Whether it holds after every invocation, not in the end alone. */
    boolean always() default false;
}

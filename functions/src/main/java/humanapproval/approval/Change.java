package humanapproval.approval;

import java.util.function.Function;

/**
 * What a pure function makes of a record.
 *
 * @param approval the record to keep; null leaves it as it is
 * @param answering what the caller wants to know, of the record as it was kept
 */
public record Change<A>(Approval approval, Function<Approval, A> answering) {

    /** Keeps {@code approval} and answers with it. */
    public static Change<Approval> keep(Approval approval) {
        return new Change<>(approval, kept -> kept);
    }

    /** Leaves the record as it is. */
    public static <A> Change<A> none(A answer) {
        return new Change<>(null, nothing -> answer);
    }

    /** The answer as it is before anything is kept. */
    public A answer() {
        return answering.apply(approval);
    }
}

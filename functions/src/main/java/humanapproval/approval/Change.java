package humanapproval.approval;

import java.util.Optional;
import java.util.function.Function;

/**
 * What a pure function makes of a record.
 *
 * @param approval the record to keep; null leaves it as it is
 * @param answering what the caller wants to know, of the record as it was kept
 * @param ifFull the answer where it is not kept, as it would take the room of what must not give way; without one it is
 *     kept all the same
 */
public record Change<A>(Approval approval, Function<Approval, A> answering, Optional<A> ifFull) {

    /** Keeps {@code approval}, however full it is. */
    public Change(Approval approval, Function<Approval, A> answering) {
        this(approval, answering, Optional.empty());
    }

    /** Keeps {@code approval} and answers with it. */
    public static Change<Approval> keep(Approval approval) {
        return new Change<>(approval, kept -> kept);
    }

    /** Leaves the record as it is. */
    public static <A> Change<A> none(A answer) {
        return new Change<>(null, nothing -> answer);
    }

    /** The same where there is room, else {@code answer}. */
    public Change<A> orIfFull(A answer) {
        return new Change<>(approval, answering, Optional.of(answer));
    }

    /** The answer as it is before anything is kept. */
    public A answer() {
        return answering.apply(approval);
    }
}

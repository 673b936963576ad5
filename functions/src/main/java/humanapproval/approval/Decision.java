package humanapproval.approval;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What a person says to a request. */
public enum Decision {
    APPROVE,
    REJECT;

    /**
     * The decision of that name, as links, forms and buttons have it: "approve" or "reject". None for any other word.
     */
    public static Optional<Decision> of(String word) {
        return Stream.of(values())
                .filter(decision -> decision.word().equals(word))
                .findFirst();
    }

    /** The name in links, forms and buttons. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** How people say that somebody did: "Approved", "Rejected". */
    public String said() {
        return this == APPROVE ? "Approved" : "Rejected";
    }

    /** The state that an approval closes in when this decides it. */
    public State state() {
        return this == APPROVE ? State.APPROVED : State.REJECTED;
    }
}

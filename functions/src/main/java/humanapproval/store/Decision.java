package humanapproval.store;

/** What a person says to a request. */
public enum Decision {
    APPROVE(State.APPROVED),
    REJECT(State.REJECTED);

    private final State state;

    Decision(State state) {
        this.state = state;
    }

    /** The state that an approval closes in when this decides it. */
    public State state() {
        return state;
    }
}

package faults;

import java.util.List;

/**
 * What goes wrong with one call of one function.
 *
 * @param shared whether those calls hold no approval: whoever makes the next one is struck
 * @param skip so many of those calls go well before
 * @param times so many come to it then
 */
record Fault(String function, String operation, boolean shared, int skip, int times, Kind kind) {

    static final String CALLBACK = "ApprovalCallback";
    static final String EMAIL = "EmailChannel";
    static final String SLACK = "SlackChannel";

    /** What a call comes to. */
    enum Kind {
        /** A 5xx. */
        ERROR("error"),
        /** "Too many requests." */
        THROTTLED("throttled"),
        /** It is done after the client has given up. */
        SLOW("slow"),
        /** The connection is reset before anything is done. */
        RESET("reset"),
        /** It is done, and the connection is reset before the answer. */
        LOST("lost"),
        /** The function's process is killed before it is done. */
        KILL("kill"),
        /** It is done, and the function's process is killed before the answer. */
        KILL_AFTER("killAfter");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        /** As local/faults.py calls it. */
        String word() {
            return word;
        }

        boolean kills() {
            return this == KILL || this == KILL_AFTER;
        }

        boolean hidesTheEffect() {
            return this == SLOW || this == LOST || this == KILL_AFTER;
        }
    }

    /** Whether SQS offers the message again only after its visibility timeout of three minutes. */
    boolean takesMinutes() {
        return kind.kills() && !function.equals(CALLBACK);
    }

    /**
     * Whether {@code channel} may deliver something twice by {@code effect}, its call that people see: the call arrived
     * and it could not know, or it could not note that it had. Neither SNS nor Slack knows a message again.
     */
    boolean mayRepeat(String channel, String effect) {
        return function.equals(channel)
                && (kind.kills()
                        || operation.equals(effect) && kind.hidesTheEffect()
                        || operation.equals("PutItem") && times > 1);
    }

    /** As {@link #parse} reads it. */
    @Override
    public String toString() {
        return "%s:%s:%s:%d:%d:%s".formatted(function, operation, shared ? "shared" : "own", skip, times, kind);
    }

    static Fault parse(List<String> parts) {
        return new Fault(
                parts.get(0),
                parts.get(1),
                parts.get(2).equals("shared"),
                Integer.parseInt(parts.get(3)),
                Integer.parseInt(parts.get(4)),
                Kind.valueOf(parts.get(5)));
    }
}

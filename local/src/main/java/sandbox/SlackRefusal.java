package sandbox;

/** Slack says no. */
final class SlackRefusal extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String code;

    SlackRefusal(String code) {
        this(code, code);
    }

    SlackRefusal(String code, String detail) {
        super(detail);
        this.code = code;
    }

    String code() {
        return code;
    }
}

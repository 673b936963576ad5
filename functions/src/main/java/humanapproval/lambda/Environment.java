package humanapproval.lambda;

import java.util.Map;

/** The function's environment variables, as template.yaml sets them. */
public record Environment(Map<String, String> variables) {

    /** The variables of this process. */
    public static Environment ofProcess() {
        return new Environment(System.getenv());
    }

    /**
     * The value of {@code name}.
     *
     * @throws IllegalStateException when it is not set: the message names it
     */
    public String get(String name) {
        String value = variables.get(name);
        if (value == null || value.isEmpty()) {
            throw new IllegalStateException("The environment variable " + name + " is not set.");
        }
        return value;
    }
}

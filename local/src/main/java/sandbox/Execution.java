package sandbox;

import com.google.gson.JsonObject;
import java.time.Instant;
import java.util.Optional;

/**
 * One run of the workflow as Step Functions tells it.
 *
 * @param state the state it is in while it runs
 * @param input as it was given
 * @param output the outcome document once it has succeeded
 * @param error why it ended otherwise
 */
public record Execution(
        String arn,
        String name,
        String status,
        Optional<String> state,
        String input,
        Optional<JsonObject> output,
        Optional<String> error,
        Instant started) {

    private static final int LONGEST_TITLE = 200;

    public boolean isRunning() {
        return status.equals("RUNNING");
    }

    /** APPROVED, REJECTED and so on if the workflow ended with an outcome, else what Step Functions says. */
    public String outcome() {
        return output.filter(document -> document.has("outcome"))
                .map(document -> document.get("outcome").getAsString())
                .orElse(status);
    }

    /** What people call this request; where it has no title, its own name. */
    public String title() {
        return JsonText.field(input, "title")
                .filter(title -> !title.isBlank())
                .map(title -> title.length() <= LONGEST_TITLE ? title : JsonText.beginning(title, LONGEST_TITLE) + "…")
                .orElse(name);
    }
}

package humanapproval.channel;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import humanapproval.lambda.InvocationLog;
import humanapproval.request.ChannelMessage;
import humanapproval.request.JsonFields;
import humanapproval.request.MalformedException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A channel's end of its queue. A message that fails is reported as such: SQS offers it again and puts it into the
 * dead-letter queue in the end (Lambda Developer Guide, Implementing partial batch responses).
 */
public final class ChannelQueue {

    private static final Gson GSON = new Gson();

    private final String function;
    private final Reports reports;
    private final SetAside setAside;
    private final PrintStream log;

    /** The queue of {@code function}, which writes its line for each invocation to {@code log}. */
    public ChannelQueue(String function, Reports reports, SetAside setAside, PrintStream log) {
        this.function = function;
        this.reports = reports;
        this.setAside = setAside;
        this.log = log;
    }

    /**
     * Hands every message to {@code handler}, which says in a word what came of it, or throws. Answers with those that
     * failed.
     */
    public void serve(
            InputStream input, OutputStream output, String requestId, Function<ChannelMessage, Enum<?>> handler)
            throws IOException {
        JsonFields event = JsonFields.parse(new InputStreamReader(input, StandardCharsets.UTF_8), "event");
        List<SQSBatchResponse.BatchItemFailure> failures = new ArrayList<>();
        InvocationLog line = new InvocationLog(log, function, requestId);
        for (JsonFields message : messages(event)) {
            String messageId = message.text("messageId");
            String approvalId = null;
            try {
                Optional<ChannelMessage> decoded = decode(message);
                approvalId = decoded.map(each -> each.event().approvalId()).orElse(null);
                line.step(
                        approvalId,
                        decoded.<Enum<?>>map(handler).map(Enum::name).orElse("REFUSED"));
            } catch (RuntimeException e) {
                line.failed(approvalId, e);
                failures.add(new SQSBatchResponse.BatchItemFailure(messageId));
                setAside.hide(message, e);
            }
        }
        line.write();
        output.write(GSON.toJson(new SQSBatchResponse(failures)).getBytes(StandardCharsets.UTF_8));
    }

    /** None where whoever asked in a malformed way has been told so. */
    private Optional<ChannelMessage> decode(JsonFields message) {
        String body = message.text("body");
        try {
            return Optional.of(ChannelMessage.decode(body, SetAside.tries(message)));
        } catch (MalformedException e) {
            if (reports.refuse(ChannelMessage.taskToken(body), e)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static List<JsonFields> messages(JsonFields event) {
        List<JsonFields> messages = new ArrayList<>();
        if (event.json().has("Records") && event.json().get("Records").isJsonArray()) {
            for (JsonElement record : event.json().getAsJsonArray("Records")) {
                if (record instanceof JsonObject message) {
                    messages.add(JsonFields.of(message, "SQS message"));
                }
            }
            return messages;
        }
        throw new MalformedException("The event must be an SQS event: it has no Records.");
    }
}

package humanapproval.channel;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import humanapproval.channel.Channel.Settings;
import humanapproval.json.JsonFields;
import humanapproval.json.MalformedException;
import humanapproval.lambda.Invocation;
import humanapproval.lambda.InvocationLog;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A channel's end of its queue. A message that fails is set aside and reported as such: SQS offers it again and puts it
 * into the dead-letter queue in the end (Lambda Developer Guide, Implementing partial batch responses).
 */
public final class ChannelQueue {

    private static final Gson GSON = new Gson();

    private final ChannelHandler<?> handler;
    private final SetAside setAside;
    private final Clock clock;
    private final InvocationLog log;

    /** The queue of a function, which writes its line for each invocation to {@code log}. */
    public ChannelQueue(ChannelHandler<?> handler, SetAside setAside, Clock clock, InvocationLog log) {
        this.handler = handler;
        this.setAside = setAside;
        this.clock = clock;
        this.log = log;
    }

    /** Hands over every message of an SQS event; answers with those that failed. */
    public void serve(InputStream input, OutputStream output, Invocation invocation) throws IOException {
        JsonFields event = JsonFields.parse(new InputStreamReader(input, StandardCharsets.UTF_8), "event");
        if (!(event.json().get("Records") instanceof JsonArray records)) {
            throw new MalformedException("The event must be an SQS event: it has no Records.");
        }
        Patience patience = Patience.of(clock, invocation.remainingMillis());
        List<SQSBatchResponse.BatchItemFailure> failures = new ArrayList<>();
        for (JsonElement record : records) {
            if (record instanceof JsonObject object) {
                JsonFields message = new JsonFields(object, "SQS message");
                if (!isHandled(message, patience)) {
                    failures.add(new SQSBatchResponse.BatchItemFailure(message.text("messageId")));
                }
            }
        }
        log.write(invocation.requestId());
        output.write(GSON.toJson(new SQSBatchResponse(failures)).getBytes(StandardCharsets.UTF_8));
    }

    private boolean isHandled(JsonFields message, Patience patience) {
        String approvalId = null;
        try {
            Optional<QueueMessage> decoded = decode(message.text("body"));
            if (decoded.isEmpty()) {
                log.step(null, "REFUSED");
                return true;
            }
            approvalId = decoded.get().event().approvalId();
            Settings settings = new Settings(decoded.get().deployed(), SetAside.tries(message), patience);
            log.step(approvalId, handler.handle(decoded.get().event(), settings));
            return true;
        } catch (RuntimeException e) {
            log.failed(approvalId, e);
            setAside.hide(message, e);
            return false;
        }
    }

    /** None where whoever asked in a malformed way has been told so. */
    private Optional<QueueMessage> decode(String body) {
        try {
            return Optional.of(QueueMessage.decode(body));
        } catch (MalformedException e) {
            String token = QueueMessage.taskToken(body).orElseThrow(() -> e);
            handler.refuse(token, e.getMessage());
            return Optional.empty();
        }
    }
}

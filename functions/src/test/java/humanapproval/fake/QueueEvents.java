package humanapproval.fake;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import humanapproval.events.ApprovalEvent;
import java.util.List;
import java.util.function.Consumer;

/** What its queue hands to the function of a channel: the sample events, changed. */
public record QueueEvents(String function) {

    /** The sample of that kind, like {@code requested}. */
    public JsonObject sample(String kind) {
        return Samples.event(function + "-" + kind + ".json");
    }

    /** The sample whose body is changed: the bus's event with the deployer's settings. */
    public JsonObject changed(String kind, Consumer<JsonObject> change) {
        JsonObject event = sample(kind);
        JsonObject body = body(event);
        change.accept(body);
        message(event).addProperty("body", body.toString());
        return event;
    }

    /** The sample whose detail is changed. */
    public JsonObject detailed(String kind, Consumer<JsonObject> change) {
        return changed(kind, body -> change.accept(detail(body)));
    }

    /** The sample as an event of another type. */
    public JsonObject typed(String kind, String type, Consumer<JsonObject> change) {
        return changed(kind, body -> {
            body.getAsJsonObject("event").addProperty("detail-type", type);
            change.accept(detail(body));
        });
    }

    public JsonObject requested(JsonObject request) {
        return detailed("requested", detail -> detail.add("request", request));
    }

    public JsonObject reminder(int number) {
        return typed("requested", ApprovalEvent.REMINDER_DUE, detail -> detail.addProperty("number", number));
    }

    /** The malformed sample, called so, and then that one in one batch. */
    public JsonObject malformedWith(JsonObject event) {
        JsonObject malformed = message(sample("malformed"));
        malformed.addProperty("messageId", "malformed");
        JsonArray both = new JsonArray();
        both.add(malformed);
        both.add(message(event));
        event.add("Records", both);
        return event;
    }

    /** The same of another approval. */
    public static JsonObject of(String approvalId, JsonObject event) {
        return JsonParser.parseString(event.toString().replace(Samples.ID, approvalId))
                .getAsJsonObject();
    }

    /** The same, received so many times. */
    public static JsonObject received(JsonObject event, int times) {
        message(event).getAsJsonObject("attributes").addProperty("ApproximateReceiveCount", String.valueOf(times));
        return event;
    }

    /** Whether {@code function} consumes the message; else it comes back. */
    public static boolean takes(RequestStreamHandler function, JsonObject event) {
        return failures(Samples.invoke(function, event)).isEmpty();
    }

    /** The messages that come back. */
    public static List<String> failures(JsonObject answer) {
        return answer.getAsJsonArray("batchItemFailures").asList().stream()
                .map(failure -> failure.getAsJsonObject().get("itemIdentifier").getAsString())
                .toList();
    }

    /** The message's body. */
    public static JsonObject body(JsonObject event) {
        return JsonParser.parseString(message(event).get("body").getAsString()).getAsJsonObject();
    }

    public static JsonObject detail(JsonObject body) {
        return body.getAsJsonObject("event").getAsJsonObject("detail");
    }

    private static JsonObject message(JsonObject event) {
        return event.getAsJsonArray("Records").get(0).getAsJsonObject();
    }
}

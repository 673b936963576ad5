package humanapproval.statemachine;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.stream.JsonReader;
import humanapproval.fake.Samples;
import java.io.StringReader;
import java.util.Map;

/** statemachine/approval.asl.json, and what it may meet. */
final class ApprovalMachine {

    static final int DEFAULT_TIMEOUT = 3600;

    private ApprovalMachine() {}

    /** An execution whose request is approved. */
    static Run run(JsonElement input) {
        return run(input, call -> outcome(call, "APPROVED"));
    }

    /** An execution whose wait, and then its settling, is answered by {@code service}. */
    static Run run(JsonElement input, Service service) {
        return run(input, service, call -> Samples.json("{'FailedEntryCount': 0}"));
    }

    /** The same, with what its end is announced to. */
    static Run run(JsonElement input, Service service, Service bus) {
        return Machine.run(
                "statemachine/approval.asl.json",
                Map.of(
                        "AWS::Partition",
                        "aws",
                        "ApprovalBus",
                        "bus",
                        "ApprovalCallback",
                        "arn:aws:lambda:eu-west-1:123456789012:function:callback:live",
                        "DefaultTimeoutSeconds",
                        String.valueOf(DEFAULT_TIMEOUT)),
                input,
                call -> (call.state().equals("Announce") ? bus : service).answer(call));
    }

    /** With an apostrophe for each quote. */
    static JsonElement json(String text) {
        return parse(text.replace('\'', '"'));
    }

    /** However deep it is. */
    static JsonElement parse(String text) {
        JsonReader reader = new JsonReader(new StringReader(text));
        reader.setNestingLimit(text.length());
        return JsonParser.parseReader(reader);
    }

    /** What the callback answers to that call: the outcome document, to a settle call as Lambda wraps it. */
    static JsonObject outcome(Call call, String outcome) {
        boolean settles = call.state().equals("Settle");
        JsonObject document = new JsonObject();
        document.addProperty("schemaVersion", 1);
        document.add(
                "approvalId",
                (settles ? call.arguments().getAsJsonObject("Payload").getAsJsonObject("settle") : call.detail())
                        .get("approvalId"));
        document.addProperty("outcome", outcome);
        document.addProperty("decidedAt", "2026-01-31T12:00:00Z");
        document.add("votes", new JsonArray());
        document.addProperty("requiredApprovals", 1);
        JsonObject payload = new JsonObject();
        payload.add("Payload", document);
        return settles ? payload : document;
    }
}

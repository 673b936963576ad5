package humanapproval.faults;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import humanapproval.events.ApprovalEvent;
import humanapproval.fake.FakeEventBridge;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequest;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResponse;

/** The bus: whatever is put on it goes to whom its rules name. */
final class Bus implements EventBridgeClient {

    private final FakeEventBridge bus = new FakeEventBridge();
    private final Clock clock;
    private final List<Consumer<JsonObject>> rules = new ArrayList<>();
    private final List<JsonObject> events = new ArrayList<>();

    Bus(Clock clock) {
        this.clock = clock;
    }

    /** A rule for events of those types. */
    void rule(Consumer<JsonObject> target, String... types) {
        rules.add(event -> {
            if (List.of(types).contains(event.get("detail-type").getAsString())) {
                target.accept(event);
            }
        });
    }

    @Override
    public PutEventsResponse putEvents(PutEventsRequest request) {
        PutEventsResponse answer = bus.putEvents(request);
        for (PutEventsRequestEntry entry : request.entries()) {
            put(entry.detailType(), JsonParser.parseString(entry.detail()).getAsJsonObject());
        }
        return answer;
    }

    /** Puts it there; the event as the rules get it. */
    JsonObject put(String type, JsonObject detail) {
        JsonObject event = Json.of(
                "version",
                "0",
                "id",
                "event-" + events.size(),
                "source",
                ApprovalEvent.SOURCE,
                "detail-type",
                type,
                "time",
                clock.instant(),
                "resources",
                new JsonArray(),
                "detail",
                detail);
        events.add(event);
        rules.forEach(rule -> rule.accept(event));
        return event;
    }

    /** What was put on it of that type. */
    List<JsonObject> details(String type) {
        return events.stream()
                .filter(event -> event.get("detail-type").getAsString().equals(type))
                .map(event -> event.getAsJsonObject("detail"))
                .toList();
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}
}

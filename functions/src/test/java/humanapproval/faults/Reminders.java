package humanapproval.faults;

import com.google.gson.JsonObject;
import humanapproval.events.ApprovalEvent;
import humanapproval.fake.FakeTable;
import humanapproval.fake.Samples;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What statemachine/reminders.asl.json does, once its rule has started it. */
final class Reminders implements Part {

    private final Bus bus;
    private final FakeTable table;
    private final Clock clock;
    private Optional<Instant> next = Optional.empty();
    private Duration every = Duration.ZERO;
    private Instant deadline = Instant.MIN;
    private int number = 1;

    Reminders(Bus bus, FakeTable table, Clock clock) {
        this.bus = bus;
        this.table = table;
        this.clock = clock;
    }

    /** The rule: starts it for a request that wants reminders. */
    void start(JsonObject requested) {
        JsonObject detail = requested.getAsJsonObject("detail");
        JsonObject request = detail.getAsJsonObject("request");
        if (next.isEmpty() && request.has("remindEverySeconds")) {
            every = Duration.ofSeconds(request.get("remindEverySeconds").getAsLong());
            deadline = Instant.parse(detail.get("deadline").getAsString());
            next = Optional.of(clock.instant().plus(every));
        }
    }

    @Override
    public Optional<Instant> next() {
        return next;
    }

    @Override
    public void act() {
        boolean open = !table.items.containsKey(Samples.ID)
                || table.items.get(Samples.ID).get("state").s().equals("OPEN");
        next = open && clock.instant().isBefore(deadline)
                ? Optional.of(clock.instant().plus(every))
                : Optional.empty();
        if (next.isPresent()) {
            bus.put(ApprovalEvent.REMINDER_DUE, Json.of("approvalId", Samples.ID, "number", number++));
        }
    }
}

package humanapproval.faults;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import humanapproval.fake.FakeSqs;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityRequest;

/** A channel's queue with its event source mapping, as template.yaml sets both up. */
final class Queue implements Part {

    /** The queue's visibility timeout. */
    static final Duration HIDDEN = Duration.ofSeconds(180);

    /** Its maxReceiveCount. */
    static final int MOST_RECEIVES = 200;

    private final LambdaFunction channel;
    private final FakeSqs sqs;
    private final int batch;
    private final Clock clock;
    private final List<Message> messages = new ArrayList<>();
    private int sent;
    private int dead;

    private static final class Message {
        private final String id;
        private final String body;
        private int receives;
        private Instant visible;

        Message(String id, String body, Instant visible) {
            this.id = id;
            this.body = body;
            this.visible = visible;
        }

        JsonObject received() {
            return Json.of(
                    "messageId",
                    id,
                    "receiptHandle",
                    id + " " + receives,
                    "body",
                    body,
                    "attributes",
                    Json.of("ApproximateReceiveCount", String.valueOf(receives)));
        }
    }

    /** Hands {@code batch} messages at once to {@code channel}, which sets aside by {@code sqs}. */
    Queue(LambdaFunction channel, FakeSqs sqs, int batch, Clock clock) {
        this.channel = channel;
        this.sqs = sqs;
        this.batch = batch;
        this.clock = clock;
    }

    void send(JsonObject settings, JsonObject event) {
        JsonObject body = Json.of("settings", settings, "event", event);
        messages.add(new Message("message " + ++sent, body.toString(), clock.instant()));
    }

    /** SQS delivers at least once: the first message comes again, also while it is handled. */
    void redeliver() {
        if (firstAgain != null) {
            channel.invoke(event(List.of(firstAgain)));
        }
    }

    private Message firstAgain;

    @Override
    public Optional<Instant> next() {
        return messages.stream().map(message -> message.visible).min(Comparator.naturalOrder());
    }

    @Override
    public void act() {
        List<Message> taken = messages.stream()
                .filter(message -> !message.visible.isAfter(clock.instant()))
                .limit(batch)
                .toList();
        for (Message message : taken) {
            message.receives++;
            message.visible = clock.instant().plus(HIDDEN);
            if (message.receives > MOST_RECEIVES) {
                messages.remove(message);
                dead++;
            }
        }
        List<Message> alive = taken.stream().filter(messages::contains).toList();
        if (!alive.isEmpty()) {
            firstAgain = firstAgain == null ? alive.getFirst() : firstAgain;
            Optional<JsonObject> answer = channel.invoke(event(alive));
            answer.ifPresent(known -> settle(alive, known));
        }
    }

    private static JsonObject event(List<Message> received) {
        JsonArray records = new JsonArray();
        received.forEach(message -> records.add(message.received()));
        return Json.of("Records", records);
    }

    private void settle(List<Message> received, JsonObject answer) {
        List<String> failed = new ArrayList<>();
        for (JsonElement failure : answer.getAsJsonArray("batchItemFailures")) {
            failed.add(failure.getAsJsonObject().get("itemIdentifier").getAsString());
        }
        for (Message message : received) {
            if (!failed.contains(message.id)) {
                messages.remove(message);
                continue;
            }
            for (ChangeMessageVisibilityRequest change : sqs.changes) {
                if (change.receiptHandle().equals(message.id + " " + message.receives)) {
                    message.visible = clock.instant().plusSeconds(change.visibilityTimeout());
                }
            }
        }
    }

    /** How many messages are still there, or were given up. */
    int left() {
        return messages.size() + dead;
    }
}

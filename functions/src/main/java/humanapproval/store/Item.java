package humanapproval.store;

import humanapproval.approval.Approval;
import humanapproval.approval.Ending;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A record as the table keeps it: a JSON document beside the attributes that DynamoDB has to see. */
record Item(Approval approval, Map<String, AttributeValue> attributes) {

    /** What is not over has it: open, or ended without whoever waits being known to have taken it. */
    static final String PENDING = "pending";

    /** So long after a deadline somebody settles what is open, and after an end somebody has been told of it. */
    private static final Duration GRACE = Duration.ofMinutes(15);

    private static final Duration TELLING = Duration.ofMinutes(1);

    // DynamoDB Developer Guide, Item sizes and formats: at most.
    private static final int NUMBER = 21;

    static Item of(Approval approval) {
        Map<String, AttributeValue> item = new HashMap<>(Map.of(
                "approvalId", text(approval.id()),
                "executionArn", text(approval.waiter().executionArn()),
                "state", text(approval.state().name()),
                "expiresAt", number(approval.expiresAt().getEpochSecond()),
                "version", number(approval.stored().version()),
                "document", text(ApprovalJson.write(approval))));
        dueAt(approval).ifPresent(time -> {
            item.put("due", text(PENDING));
            item.put("dueAt", number(time.getEpochSecond()));
        });
        return new Item(approval, item);
    }

    /** When somebody has to look after it; never where it is over. */
    private static Optional<Instant> dueAt(Approval approval) {
        return approval.isOpen()
                ? approval.question().map(asked -> asked.deadline().plus(GRACE))
                : approval.ending()
                        .filter(end -> end.told() == Ending.Told.NOT_YET || end.told() == Ending.Told.RESUMED)
                        .map(end -> end.at().plus(TELLING));
    }

    /** How much of the largest item it takes. */
    int bytes() {
        return attributes.entrySet().stream()
                .mapToInt(attribute -> bytes(attribute.getKey())
                        + Optional.ofNullable(attribute.getValue().s())
                                .map(Item::bytes)
                                .orElse(NUMBER))
                .sum();
    }

    static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    static AttributeValue text(String value) {
        return AttributeValue.fromS(value);
    }

    static AttributeValue number(long value) {
        return AttributeValue.fromN(Long.toString(value));
    }
}

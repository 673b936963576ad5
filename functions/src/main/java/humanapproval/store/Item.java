package humanapproval.store;

import humanapproval.approval.Approval;
import humanapproval.approval.Ending;
import humanapproval.approval.OutcomeDocument;
import humanapproval.approval.Room;
import humanapproval.approval.State;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A record as the table keeps it: a JSON document beside the attributes that DynamoDB has to see. This is the one place
 * that says how large it and its outcome may be, and what gives way. Room is kept for every vote that may still come
 * and for a mail with a link for everybody who is named. What would take it is not added: a request that is too large
 * for its people is refused, then a longer comment is, then news below a message is left out. Of the links the oldest
 * go.
 *
 * @param approval as much of it as there is room for
 */
record Item(Approval approval, Map<String, AttributeValue> attributes) {

    /** What is not over has it: open, or ended without whoever waits being known to have taken it. */
    static final String PENDING = "pending";

    /** So long after a deadline somebody settles what is open, and after an end somebody has been told of it. */
    private static final Duration GRACE = Duration.ofMinutes(15);

    private static final Duration TELLING = Duration.ofMinutes(1);

    // DynamoDB Developer Guide, Quotas.
    private static final int LARGEST = 400 * 1024;
    // Step Functions Developer Guide, Quotas, and EventBridge User Guide, Calculating PutEvents event entry size.
    private static final int LARGEST_OUTCOME = 256 * 1024;
    // For what comes once for a record, and for the words around an outcome in its event.
    private static final int SPARE = 16 * 1024;
    // DynamoDB Developer Guide, Item sizes and formats: at most.
    private static final int NUMBER = 21;

    /** Without the oldest links, where there is no room for them. */
    static Item of(Approval approval) {
        Item whole = new Item(approval, attributes(approval));
        int excess = bytes(whole.attributes) - LARGEST;
        if (excess <= 0) {
            return whole;
        }
        Approval lighter = Room.lighter(approval, excess);
        return new Item(lighter, attributes(lighter));
    }

    /** Whether there is room for {@code approval} and for all that must not give way later. */
    static boolean isRoomFor(Approval approval) {
        Approval fullest = Room.fullest(approval);
        Approval ended = fullest.isOpen() ? fullest.ended(Ending.of(State.EXPIRED, Instant.EPOCH)) : fullest;
        return bytes(attributes(fullest)) <= LARGEST - SPARE
                && utf8(OutcomeDocument.of(ended).toString()) <= LARGEST_OUTCOME - SPARE;
    }

    private static Map<String, AttributeValue> attributes(Approval approval) {
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
        return item;
    }

    /** When somebody has to look after it; never where it is over. */
    private static Optional<Instant> dueAt(Approval approval) {
        return approval.isOpen()
                ? approval.question().map(asked -> asked.deadline().plus(GRACE))
                : approval.ending()
                        .filter(end -> end.told() == Ending.Told.NOT_YET || end.told() == Ending.Told.RESUMED)
                        .map(end -> end.at().plus(TELLING));
    }

    private static int bytes(Map<String, AttributeValue> item) {
        return item.entrySet().stream()
                .mapToInt(attribute -> utf8(attribute.getKey())
                        + Optional.ofNullable(attribute.getValue().s())
                                .map(Item::utf8)
                                .orElse(NUMBER))
                .sum();
    }

    private static int utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    static AttributeValue text(String value) {
        return AttributeValue.fromS(value);
    }

    static AttributeValue number(long value) {
        return AttributeValue.fromN(Long.toString(value));
    }
}

package humanapproval.store;

import humanapproval.approval.Approval;
import humanapproval.approval.Change;
import humanapproval.approval.Ending;
import humanapproval.approval.State;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/**
 * The table of approvals. A record is one JSON document with a version, beside the attributes that DynamoDB has to see.
 * Every method throws {@link StoreException} when the table does not answer.
 */
public final class Approvals {

    /** The index by execution and state. */
    public static final String BY_EXECUTION = "byExecution";

    /** The sparse index of what is not over: open, or ended without whoever waits being known to have taken it. */
    public static final String BY_DUE = "byDue";

    /** So long after a deadline somebody settles what is open, and after an end somebody has been told of it. */
    private static final Duration GRACE = Duration.ofMinutes(15);

    private static final Duration TELLING = Duration.ofMinutes(1);
    private static final String PENDING = "pending";

    private static final int MOST_TRIES = 50;
    private static final long LONGEST_PAUSE_NANOS = 20_000_000;

    private final DynamoDbClient table;
    private final String tableName;
    private final Clock clock;
    // Copies of one SnapStart snapshot that meet at a record would pause equally long by any other generator.
    private final SecureRandom random = new SecureRandom();

    /** Reads and writes the table called {@code tableName}. */
    public Approvals(DynamoDbClient table, String tableName, Clock clock) {
        this.table = table;
        this.tableName = tableName;
        this.clock = clock;
    }

    /** The approval as it is now; none where it is unknown or was kept long enough. */
    public Optional<Approval> find(String id) {
        Map<String, AttributeValue> item;
        try {
            item = table.getItem(get -> get.tableName(tableName)
                            .key(Map.of("approvalId", text(id)))
                            .consistentRead(true))
                    .item();
        } catch (SdkException e) {
            throw new StoreException("The approval table could not be read.", e);
        }
        // DynamoDB takes days to remove what has expired (Developer Guide, Using time to live).
        return item.isEmpty()
                        || Long.parseLong(item.get("expiresAt").n())
                                < clock.instant().getEpochSecond()
                ? Optional.empty()
                : Optional.of(ApprovalJson.read(
                        item.get("document").s(),
                        Long.parseLong(item.get("version").n())));
    }

    /**
     * Reads the approval, applies {@code change} and writes the result if nobody else wrote in between; else again.
     * {@code change} may so be called several times and must have no effects.
     */
    public <A> A update(String id, Function<Optional<Approval>, Change<A>> change) {
        return update(id, find(id), change);
    }

    /** The same, beginning with {@code known}: what was just read or kept, so that it need not be read again. */
    public <A> A update(String id, Optional<Approval> known, Function<Optional<Approval>, Change<A>> change) {
        Optional<Approval> before = known;
        for (int tries = 1; tries <= MOST_TRIES; tries++) {
            Change<A> result = change.apply(before);
            if (result.approval() == null
                    || before.filter(result.approval()::equals).isPresent()) {
                return result.answer();
            }
            Approval kept = result.approval()
                    .kept(before.map(read -> read.stored().version()).orElse(0L) + 1);
            if (written(kept, before.isPresent())) {
                return result.answering().apply(kept);
            }
            LockSupport.parkNanos(random.nextLong(LONGEST_PAUSE_NANOS));
            before = find(id);
        }
        throw new StoreException("The approval's record changed too often to be written.", null);
    }

    /** The same for an approval that is there: {@code known} stands for it where it has gone meanwhile. */
    public <A> A update(Approval known, Function<Approval, Change<A>> change) {
        return update(known.id(), Optional.of(known), record -> change.apply(record.orElse(known)));
    }

    /** The ids of the execution's open approvals, up to a second late (the index is eventually consistent). */
    public List<String> openOf(String executionArn) {
        try {
            return table
                    .queryPaginator(query -> query.tableName(tableName)
                            .indexName(BY_EXECUTION)
                            .keyConditionExpression("executionArn = :execution and #state = :open")
                            .expressionAttributeNames(Map.of("#state", "state"))
                            .expressionAttributeValues(
                                    Map.of(":execution", text(executionArn), ":open", text(State.OPEN.name()))))
                    .items()
                    .stream()
                    .map(item -> item.get("approvalId").s())
                    .toList();
        } catch (SdkException e) {
            throw new StoreException("The approval table could not be searched.", e);
        }
    }

    /** The ids of those that somebody has to look after by now, the longest overdue first; at most a hundred. */
    public List<String> due() {
        try {
            return table
                    .query(query -> query.tableName(tableName)
                            .indexName(BY_DUE)
                            .keyConditionExpression("due = :pending and dueAt < :now")
                            .expressionAttributeValues(Map.of(
                                    ":pending",
                                    text(PENDING),
                                    ":now",
                                    number(clock.instant().getEpochSecond())))
                            .limit(100))
                    .items()
                    .stream()
                    .map(item -> item.get("approvalId").s())
                    .toList();
        } catch (SdkException e) {
            throw new StoreException("The approval table could not be searched.", e);
        }
    }

    /** When somebody has to look after it; never where it is over. */
    private static Optional<Instant> dueAt(Approval approval) {
        return approval.isOpen()
                ? approval.question().map(asked -> asked.deadline().plus(GRACE))
                : approval.ending()
                        .filter(end -> end.told() == Ending.Told.NOT_YET)
                        .map(end -> end.at().plus(TELLING));
    }

    private boolean written(Approval approval, boolean replaces) {
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
        try {
            table.putItem(put -> {
                put.tableName(tableName).item(item);
                if (replaces) {
                    put.conditionExpression("version = :read")
                            .expressionAttributeValues(
                                    Map.of(":read", number(approval.stored().version() - 1)));
                } else {
                    put.conditionExpression("attribute_not_exists(approvalId) OR expiresAt < :now")
                            .expressionAttributeValues(
                                    Map.of(":now", number(clock.instant().getEpochSecond())));
                }
            });
            return true;
        } catch (ConditionalCheckFailedException e) {
            return false;
        } catch (SdkException e) {
            throw new StoreException("The approval table could not be written.", e);
        }
    }

    private static AttributeValue text(String value) {
        return AttributeValue.fromS(value);
    }

    private static AttributeValue number(long value) {
        return AttributeValue.fromN(Long.toString(value));
    }
}

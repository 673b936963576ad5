package humanapproval.store;

import static humanapproval.store.Item.number;
import static humanapproval.store.Item.text;

import humanapproval.approval.Approval;
import humanapproval.approval.Change;
import humanapproval.approval.State;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/** The table of approvals. Every method throws {@link StoreException} when the table does not answer. */
public final class Approvals {

    /** The index by execution and state. */
    public static final String BY_EXECUTION = "byExecution";

    /** The sparse index of what is not over: open, or ended without whoever waits being known to have taken it. */
    public static final String BY_DUE = "byDue";

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

    private AttributeValue now() {
        return number(clock.instant().getEpochSecond());
    }

    private static <T> T answered(String what, Supplier<T> call) {
        try {
            return call.get();
        } catch (SdkException e) {
            throw new StoreException("The approval table could not be " + what + ".", e);
        }
    }

    /** The approval as it is now; none where it is unknown or was kept long enough. */
    public Optional<Approval> find(String id) {
        Map<String, AttributeValue> item = answered(
                "read",
                () -> table.getItem(get -> get.tableName(tableName)
                                .key(Map.of("approvalId", text(id)))
                                .consistentRead(true))
                        .item());
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
     * {@code change} may so be called several times and must have no effects. Links that have no room any more go, the
     * oldest first.
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
            if (result.ifFull().isPresent() && !Room.isFor(result.approval())) {
                return result.ifFull().get();
            }
            long version = before.map(read -> read.stored().version()).orElse(0L);
            Item item = Room.lighter(Item.of(result.approval().kept(version + 1)));
            if (isWritten(item, version, before.isPresent())) {
                return result.answering().apply(item.approval());
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

    private boolean isWritten(Item item, long version, boolean replaces) {
        return answered("written", () -> {
            try {
                table.putItem(put -> put.tableName(tableName)
                        .item(item.attributes())
                        .conditionExpression(
                                replaces ? "version = :read" : "attribute_not_exists(approvalId) OR expiresAt < :now")
                        .expressionAttributeValues(
                                replaces ? Map.of(":read", number(version)) : Map.of(":now", now())));
                return true;
            } catch (ConditionalCheckFailedException e) {
                return false;
            }
        });
    }

    /** The ids of the execution's approvals in that state, up to a second late (the index is eventually consistent). */
    public List<String> of(String executionArn, State state) {
        return answered(
                "searched",
                () -> ids(table
                        .queryPaginator(query -> query.tableName(tableName)
                                .indexName(BY_EXECUTION)
                                .keyConditionExpression("executionArn = :execution and #state = :state")
                                .expressionAttributeNames(Map.of("#state", "state"))
                                .expressionAttributeValues(
                                        Map.of(":execution", text(executionArn), ":state", text(state.name()))))
                        .items()
                        .stream()));
    }

    /** The ids of those that somebody has to look after by now, the longest overdue first; at most a hundred. */
    public List<String> due() {
        return answered(
                "searched",
                () -> ids(table
                        .query(query -> query.tableName(tableName)
                                .indexName(BY_DUE)
                                .keyConditionExpression("due = :pending and dueAt < :now")
                                .expressionAttributeValues(Map.of(":pending", text(Item.PENDING), ":now", now()))
                                .limit(100))
                        .items()
                        .stream()));
    }

    private static List<String> ids(Stream<Map<String, AttributeValue>> items) {
        return items.map(item -> item.get("approvalId").s()).toList();
    }
}

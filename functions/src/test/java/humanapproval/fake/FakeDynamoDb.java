package humanapproval.fake;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.InternalServerErrorException;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/**
 * The approval table in memory. It knows the conditions that the code uses and no others: a write without a condition, or a
 * read that is not consistent, is an error of the code and throws.
 */
public final class FakeDynamoDb implements DynamoDbClient {

    /** The table's name. */
    public static final String TABLE = "approvals";

    private static final int PAGE = 2;

    private final Map<String, Map<String, AttributeValue>> items = new TreeMap<>();
    private final Deque<Runnable> beforePut = new ArrayDeque<>();
    private int failingReads;
    private int failingWrites;
    private int passingWrites;
    private int lostAnswers;
    private int writes;

    /** Lets the next {@code count} reads and searches fail. */
    public void failReads(int count) {
        failingReads = count;
    }

    /** Lets the next {@code count} writes fail, with nothing written. */
    public void failWrites(int count) {
        failWrites(0, count);
    }

    /** Lets {@code count} writes fail after {@code passing} others. */
    public void failWrites(int passing, int count) {
        passingWrites = passing;
        failingWrites = count;
    }

    /** Writes the next {@code count} times, but answers as the SDK does whose own retry meets what it wrote itself. */
    public void loseAnswers(int count) {
        lostAnswers = count;
    }

    /** Runs {@code writer} once, just before the next write's condition is checked. */
    public void beforeNextPut(Runnable writer) {
        beforePut.add(writer);
    }

    /** Everything in the table. */
    public Map<String, Map<String, AttributeValue>> contents() {
        return Map.copyOf(items);
    }

    /** How many writes were made. */
    public int writes() {
        return writes;
    }

    @Override
    public GetItemResponse getItem(GetItemRequest request) {
        check(request.tableName().equals(TABLE) && Boolean.TRUE.equals(request.consistentRead()), "A consistent read of the table");
        failRead();
        Map<String, AttributeValue> item = items.get(request.key().get("approvalId").s());
        return item == null ? GetItemResponse.builder().build() : GetItemResponse.builder().item(item).build();
    }

    @Override
    public PutItemResponse putItem(PutItemRequest request) {
        check(request.tableName().equals(TABLE), "A write to the table");
        if (!beforePut.isEmpty()) {
            beforePut.remove().run();
        }
        if (passingWrites > 0) {
            passingWrites--;
        } else if (failingWrites > 0) {
            failingWrites--;
            throw broken();
        }
        String id = request.item().get("approvalId").s();
        if (!holds(request, items.get(id))) {
            throw conflict();
        }
        items.put(id, Map.copyOf(request.item()));
        writes++;
        if (lostAnswers > 0) {
            lostAnswers--;
            throw conflict();
        }
        return PutItemResponse.builder().build();
    }

    @Override
    public QueryResponse query(QueryRequest request) {
        check(request.tableName().equals(TABLE) && "byExecution".equals(request.indexName())
                && "executionArn = :execution and #state = :open".equals(request.keyConditionExpression())
                && request.expressionAttributeNames().equals(Map.of("#state", "state")), "A search by execution and state");
        failRead();
        AttributeValue execution = request.expressionAttributeValues().get(":execution");
        AttributeValue state = request.expressionAttributeValues().get(":open");
        List<Map<String, AttributeValue>> found = items.values().stream()
                .filter(item -> item.get("executionArn").equals(execution) && item.get("state").equals(state))
                .map(item -> Map.of("approvalId", item.get("approvalId"), "executionArn", execution, "state", state))
                .toList();
        int from = request.hasExclusiveStartKey() ? Integer.parseInt(request.exclusiveStartKey().get("from").n()) : 0;
        int to = Math.min(from + PAGE, found.size());
        QueryResponse.Builder answer = QueryResponse.builder().items(found.subList(from, to));
        return (to < found.size() ? answer.lastEvaluatedKey(Map.of("from", AttributeValue.fromN(Integer.toString(to)))) : answer).build();
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {
        // Nothing is open.
    }

    private void failRead() {
        if (failingReads > 0) {
            failingReads--;
            throw broken();
        }
    }

    private static boolean holds(PutItemRequest request, Map<String, AttributeValue> item) {
        Map<String, AttributeValue> values = request.expressionAttributeValues();
        return switch (request.conditionExpression()) {
            case "version = :read" -> item != null && item.get("version").equals(values.get(":read"));
            case "attribute_not_exists(approvalId) OR expiresAt < :now" ->
                    item == null || Long.parseLong(item.get("expiresAt").n()) < Long.parseLong(values.get(":now").n());
            case null, default -> throw new AssertionError("Not a condition that the table knows: " + request.conditionExpression());
        };
    }

    private static void check(boolean expected, String what) {
        if (!expected) {
            throw new AssertionError(what + " was expected.");
        }
    }

    private static DynamoDbException broken() {
        return (DynamoDbException) InternalServerErrorException.builder().message("quotes the item").awsErrorDetails(
                AwsErrorDetails.builder().errorCode("InternalServerError").errorMessage("quotes the item").build()).build();
    }

    private static ConditionalCheckFailedException conflict() {
        return ConditionalCheckFailedException.builder().message("The conditional request failed").build();
    }
}

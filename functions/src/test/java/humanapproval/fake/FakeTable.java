package humanapproval.fake;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
import software.amazon.awssdk.services.dynamodb.paginators.QueryIterable;

/** The approval table in memory, with the conditions that the code uses, DynamoDB's limit and faults on demand. */
public final class FakeTable implements DynamoDbClient {

    public final Map<String, Map<String, AttributeValue>> items = new HashMap<>();
    public int puts;
    /** How large the largest item was that was kept. */
    public int largest;
    /** How many of the next reads and of the next writes fail. */
    public int failingReads;

    public int failingPuts;
    /** The next write is done, but its answer is lost and the SDK's second try meets the first. */
    public boolean loseNextAnswer;
    /** Runs once before the next read. */
    public Runnable beforeNextRead;
    /** Runs once before the next write: somebody else comes first. */
    public Runnable beforeNextPut;

    @Override
    public GetItemResponse getItem(GetItemRequest request) {
        if (beforeNextRead != null) {
            Runnable first = beforeNextRead;
            beforeNextRead = null;
            first.run();
        }
        if (failingReads-- > 0) {
            throw InternalServerErrorException.builder().message("down").build();
        }
        Map<String, AttributeValue> item =
                items.get(request.key().get("approvalId").s());
        return item == null
                ? GetItemResponse.builder().build()
                : GetItemResponse.builder().item(item).build();
    }

    @Override
    public PutItemResponse putItem(PutItemRequest request) {
        if (beforeNextPut != null) {
            Runnable first = beforeNextPut;
            beforeNextPut = null;
            first.run();
        }
        if (failingPuts-- > 0) {
            throw InternalServerErrorException.builder().message("down").build();
        }
        // DynamoDB looks at the item before it looks at the condition.
        int bytes = bytes(request.item());
        if (bytes > 400 * 1024) {
            throw DynamoDbException.builder()
                    .message("Item size has exceeded the maximum allowed size")
                    .statusCode(400)
                    .awsErrorDetails(AwsErrorDetails.builder()
                            .errorCode("ValidationException")
                            .errorMessage("Item size has exceeded the maximum allowed size")
                            .build())
                    .build();
        }
        String id = request.item().get("approvalId").s();
        if (!holds(request, items.get(id))) {
            throw ConditionalCheckFailedException.builder().message("conflict").build();
        }
        items.put(id, request.item());
        largest = Math.max(largest, bytes);
        puts++;
        if (loseNextAnswer) {
            loseNextAnswer = false;
            throw ConditionalCheckFailedException.builder()
                    .message("conflict with our own first try")
                    .build();
        }
        return PutItemResponse.builder().build();
    }

    /** Names and values in UTF-8, two digits of a number as one byte (Developer Guide, Item sizes and formats). */
    public static int bytes(Map<String, AttributeValue> item) {
        int bytes = 0;
        for (Map.Entry<String, AttributeValue> attribute : item.entrySet()) {
            AttributeValue value = attribute.getValue();
            bytes += attribute.getKey().getBytes(StandardCharsets.UTF_8).length;
            bytes += value.s() != null
                    ? value.s().getBytes(StandardCharsets.UTF_8).length
                    : 1 + (value.n().length() + 1) / 2;
        }
        return bytes;
    }

    @Override
    public QueryIterable queryPaginator(QueryRequest request) {
        return new QueryIterable(this, request);
    }

    @Override
    public QueryResponse query(QueryRequest request) {
        if (request.indexName().equals("byDue")) {
            return due(request);
        }
        if (!request.indexName().equals("byExecution")
                || !request.keyConditionExpression().equals("executionArn = :execution and #state = :state")) {
            throw new UnsupportedOperationException(request.keyConditionExpression());
        }
        List<Map<String, AttributeValue>> found = new ArrayList<>();
        for (Map<String, AttributeValue> item : items.values()) {
            if (item.get("executionArn")
                            .equals(request.expressionAttributeValues().get(":execution"))
                    && item.get("state")
                            .equals(request.expressionAttributeValues().get(":state"))) {
                found.add(Map.of("approvalId", item.get("approvalId")));
            }
        }
        return QueryResponse.builder().items(found).build();
    }

    private QueryResponse due(QueryRequest request) {
        if (!request.keyConditionExpression().equals("due = :pending and dueAt < :now")) {
            throw new UnsupportedOperationException(request.keyConditionExpression());
        }
        Map<String, AttributeValue> values = request.expressionAttributeValues();
        return QueryResponse.builder()
                .items(items.values().stream()
                        .filter(item -> values.get(":pending").equals(item.get("due"))
                                && dueAt(item)
                                        < Long.parseLong(values.get(":now").n()))
                        .sorted(Comparator.comparingLong(FakeTable::dueAt))
                        .limit(request.limit())
                        .map(item -> Map.of("approvalId", item.get("approvalId")))
                        .toList())
                .build();
    }

    private static long dueAt(Map<String, AttributeValue> item) {
        return Long.parseLong(item.get("dueAt").n());
    }

    private static boolean holds(PutItemRequest request, Map<String, AttributeValue> before) {
        return switch (request.conditionExpression()) {
            case "version = :read" ->
                before != null
                        && before.get("version")
                                .equals(request.expressionAttributeValues().get(":read"));
            case "attribute_not_exists(approvalId) OR expiresAt < :now" ->
                before == null
                        || Long.parseLong(before.get("expiresAt").n())
                                < Long.parseLong(request.expressionAttributeValues()
                                        .get(":now")
                                        .n());
            default -> throw new UnsupportedOperationException(request.conditionExpression());
        };
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}
}

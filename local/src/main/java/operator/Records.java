package operator;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/** The table of approvals, read by its keys and indexes and never scanned. */
record Records(DynamoDbClient table, String name) {

    static Records of(Deployed stack) {
        return new Records(stack.client(DynamoDbClient.builder()), stack.output("ApprovalTableName"));
    }

    Optional<ApprovalRecord> find(String id) {
        var item = table.getItem(get -> get.tableName(name)
                        .key(Map.of("approvalId", AttributeValue.fromS(id)))
                        .consistentRead(true))
                .item();
        return item.isEmpty() ? Optional.empty() : Optional.of(ApprovalRecord.of(item));
    }

    /** What is not over, the oldest first: open, or ended without whoever waits being known to have taken it. */
    List<ApprovalRecord> pending() {
        var records = new ArrayList<ApprovalRecord>();
        ids(query -> query.indexName("byDue")
                        .keyConditionExpression("due = :pending")
                        .expressionAttributeValues(Map.of(":pending", AttributeValue.fromS("pending"))))
                // The index is a second behind: what has ended meanwhile is left out.
                .forEach(id -> find(id).filter(record -> record.isOpen() || record.isUntold())
                        .ifPresent(records::add));
        records.sort(Comparator.comparing(ApprovalRecord::since));
        return records;
    }

    /** What an execution has asked. */
    Optional<ApprovalRecord> of(String execution) {
        return ids(query -> query.indexName("byExecution")
                        .keyConditionExpression("executionArn = :execution")
                        .expressionAttributeValues(Map.of(":execution", AttributeValue.fromS(execution))))
                .findFirst()
                .flatMap(this::find);
    }

    private Stream<String> ids(UnaryOperator<QueryRequest.Builder> which) {
        return table
                .queryPaginator(
                        which.apply(QueryRequest.builder().tableName(name)).build())
                .items()
                .stream()
                .map(item -> item.get("approvalId").s());
    }
}

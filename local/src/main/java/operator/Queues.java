package operator;

import java.util.List;
import software.amazon.awssdk.services.cloudformation.model.StackResourceSummary;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** The stack's queues. */
record Queues(Deployed stack) {

    private static final String DEAD_LETTERS = ".*DeadLetter.*|Undelivered.*";

    /** Those that hold what could not be delivered. */
    List<StackResourceSummary> deadLetters() {
        return all().stream()
                .filter(queue -> queue.logicalResourceId().matches(DEAD_LETTERS))
                .toList();
    }

    /** Those that feed functions. */
    List<StackResourceSummary> ofChannels() {
        return all().stream()
                .filter(queue -> !queue.logicalResourceId().matches(DEAD_LETTERS))
                .toList();
    }

    private List<StackResourceSummary> all() {
        return stack.resources("AWS::SQS::Queue");
    }

    /** How many messages a queue holds, those that are being worked on included. */
    int messages(StackResourceSummary queue) {
        return attributes(
                        queue,
                        QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
                        QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE,
                        QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_DELAYED)
                .stream()
                .mapToInt(Integer::parseInt)
                .sum();
    }

    String arn(StackResourceSummary queue) {
        return attributes(queue, QueueAttributeName.QUEUE_ARN).getFirst();
    }

    private List<String> attributes(StackResourceSummary queue, QueueAttributeName... names) {
        var attributes = stack.client(SqsClient.builder())
                .getQueueAttributes(
                        get -> get.queueUrl(queue.physicalResourceId()).attributeNames(names));
        return List.copyOf(attributes.attributes().values());
    }
}

package operator;

import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.cloudformation.model.StackResourceSummary;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** The stack's queues. */
record Queues(Deployed stack) {

    /** Those that hold what could not be delivered. */
    List<StackResourceSummary> deadLetters() {
        return stack.resources("AWS::SQS::Queue").stream()
                .filter(queue -> queue.logicalResourceId().matches(".*DeadLetter.*|Undelivered.*"))
                .toList();
    }

    /** Those that feed functions: all others. */
    List<StackResourceSummary> ofChannels() {
        var queues = new ArrayList<>(stack.resources("AWS::SQS::Queue"));
        queues.removeAll(deadLetters());
        return queues;
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

package humanapproval.channel;

import humanapproval.json.JsonFields;
import humanapproval.json.MalformedException;
import java.time.Duration;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * Hides a message that failed, so that those behind it come first: for as long as somebody asked, else for seconds that
 * grow with every try. With the queue's number of tries (template.yaml) that lasts about an hour.
 */
public final class SetAside {

    private static final int GROWTH_SECONDS = 2;
    private static final int LONGEST_GROWN_SECONDS = 20;
    private static final int MOST_SPREAD_SECONDS = 60;
    // Less than SQS's 12 hours, which count from the receive on.
    private static final int LONGEST_SECONDS = 12 * 3600 - 60;

    private final SqsClient sqs;
    private final String queueUrl;
    private final RandomGenerator random;

    /** Hides messages of the queue {@code queueUrl}. */
    public SetAside(SqsClient sqs, String queueUrl, RandomGenerator random) {
        this.sqs = sqs;
        this.queueUrl = queueUrl;
        this.random = random;
    }

    /** How often the queue has handed the SQS {@code message} over; 1 where it does not say. */
    static int tries(JsonFields message) {
        try {
            return Integer.parseInt(message.object("attributes").text("ApproximateReceiveCount"));
        } catch (MalformedException | NumberFormatException e) {
            return 1;
        }
    }

    /** Hides the SQS {@code message}; where that fails it comes back when the queue's own visibility timeout ends. */
    void hide(JsonFields message, RuntimeException failure) {
        try {
            String receipt = message.text("receiptHandle");
            int seconds = (int) Math.min(pause(tries(message), failure).toSeconds(), LONGEST_SECONDS);
            sqs.changeMessageVisibility(
                    change -> change.queueUrl(queueUrl).receiptHandle(receipt).visibilityTimeout(seconds));
        } catch (SdkException | MalformedException e) {
            return;
        }
    }

    /** Many that wait for the same pause must not come back together: the spread grows with every try. */
    private Duration pause(int tries, RuntimeException failure) {
        return failure instanceof TryLaterException later
                ? later.after().plusMillis(999).plusSeconds(random.nextInt(1 + Math.min(tries, MOST_SPREAD_SECONDS)))
                : Duration.ofSeconds(Math.min(GROWTH_SECONDS * (long) tries, LONGEST_GROWN_SECONDS));
    }
}

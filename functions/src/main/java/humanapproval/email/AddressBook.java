package humanapproval.email;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import humanapproval.approval.Person;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.Subscription;

/**
 * The people who can be mailed: the topic's confirmed email subscriptions, each filtered to its own address. Read once.
 */
final class AddressBook {

    /** The message attribute that the subscriptions filter by. */
    static final String ATTRIBUTE = "approver";

    private final SnsClient sns;
    private final String topicArn;
    private Optional<Map<String, String>> read = Optional.empty();

    AddressBook(SnsClient sns, String topicArn) {
        this.sns = sns;
        this.topicArn = topicArn;
    }

    /**
     * Each person with the value of {@link #ATTRIBUTE} that reaches them and nobody else.
     *
     * @throws UnsafeTopicException when a subscription would receive messages meant for others
     */
    Map<String, String> people() {
        if (read.isEmpty()) {
            read = Optional.of(read());
        }
        return read.get();
    }

    /** What was read is read anew when it is needed. */
    void forget() {
        read = Optional.empty();
    }

    private Map<String, String> read() {
        Map<String, String> people = new LinkedHashMap<>();
        for (Subscription subscription : sns.listSubscriptionsByTopicPaginator(list -> list.topicArn(topicArn))
                .subscriptions()) {
            // Else it is PendingConfirmation or Deleted, and receives nothing (SNS API Reference, Subscription).
            if (subscription.subscriptionArn().startsWith("arn:")) {
                people.putIfAbsent(
                        Person.key(subscription.endpoint()),
                        ownFilter(subscription).orElseThrow(() -> new UnsafeTopicException(subscription.endpoint())));
            }
        }
        return people;
    }

    /**
     * The value that its filter policy asks for, when it is an email subscription filtered to its own address and
     * nothing else.
     */
    private Optional<String> ownFilter(Subscription subscription) {
        Map<String, String> attributes = sns.getSubscriptionAttributes(
                        get -> get.subscriptionArn(subscription.subscriptionArn()))
                .attributes();
        boolean byAttributes =
                "MessageAttributes".equals(attributes.getOrDefault("FilterPolicyScope", "MessageAttributes"));
        if (byAttributes
                && subscription.protocol().startsWith("email")
                && attributes.containsKey("FilterPolicy")
                && JsonParser.parseString(attributes.get("FilterPolicy")) instanceof JsonObject policy
                && policy.size() == 1
                && policy.get(ATTRIBUTE) instanceof JsonArray values
                && values.size() == 1
                && values.get(0) instanceof JsonPrimitive value
                && value.isString()
                && Person.key(value.getAsString()).equals(Person.key(subscription.endpoint()))) {
            return Optional.of(value.getAsString());
        }
        return Optional.empty();
    }
}

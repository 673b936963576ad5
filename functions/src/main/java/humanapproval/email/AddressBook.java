package humanapproval.email;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import humanapproval.request.Request;
import java.util.LinkedHashMap;
import java.util.Map;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.Subscription;

/** The people who can be mailed: the topic's confirmed email subscriptions, each filtered to its own address. */
final class AddressBook {

    /** The message attribute that the subscriptions filter by. */
    static final String ATTRIBUTE = "approver";

    private final SnsClient sns;
    private final String topicArn;

    AddressBook(SnsClient sns, String topicArn) {
        this.sns = sns;
        this.topicArn = topicArn;
    }

    /**
     * Each person with the value of {@link #ATTRIBUTE} that reaches them and nobody else.
     *
     * @throws UnsafeTopicException when a subscription would receive messages meant for others
     */
    Map<String, String> read() {
        Map<String, String> people = new LinkedHashMap<>();
        for (Subscription subscription : sns.listSubscriptionsByTopicPaginator(list -> list.topicArn(topicArn)).subscriptions()) {
            // Else it is PendingConfirmation or Deleted, and receives nothing (SNS API Reference, Subscription).
            if (subscription.subscriptionArn().startsWith("arn:")) {
                if (!isOnlyForItself(subscription)) {
                    throw new UnsafeTopicException();
                }
                people.putIfAbsent(Request.person(subscription.endpoint()), subscription.endpoint());
            }
        }
        return people;
    }

    private boolean isOnlyForItself(Subscription subscription) {
        Map<String, String> attributes = sns.getSubscriptionAttributes(get -> get.subscriptionArn(subscription.subscriptionArn())).attributes();
        JsonArray itself = new JsonArray();
        itself.add(subscription.endpoint());
        JsonObject own = new JsonObject();
        own.add(ATTRIBUTE, itself);
        return subscription.protocol().startsWith("email")
                && "MessageAttributes".equals(attributes.getOrDefault("FilterPolicyScope", "MessageAttributes"))
                && attributes.containsKey("FilterPolicy")
                && JsonParser.parseString(attributes.get("FilterPolicy")).equals(own);
    }
}

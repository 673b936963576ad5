package humanapproval.email;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import humanapproval.approval.Person;
import humanapproval.channel.Patience;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.Subscription;

/**
 * The people who can be mailed: the topic's confirmed email subscriptions, each filtered to its own address. The list
 * is read anew for each invocation. What a subscription asks for takes a call each and up to 15 minutes to change
 * (Amazon SNS Developer Guide, Message filtering), so it is kept for a minute.
 */
final class AddressBook {

    /** The message attribute that the subscriptions filter by. */
    static final String ATTRIBUTE = "approver";

    private static final Duration KEPT = Duration.ofMinutes(1);

    private final SnsClient sns;
    private final String topicArn;
    private final Clock clock;
    private final Map<String, Known> attributes = new HashMap<>();
    private Optional<Map<String, String>> read = Optional.empty();

    private record Known(Map<String, String> attributes, Instant at) {}

    AddressBook(SnsClient sns, String topicArn, Clock clock) {
        this.sns = sns;
        this.topicArn = topicArn;
        this.clock = clock;
    }

    /**
     * Each person with the value of {@link #ATTRIBUTE} that reaches them and nobody else.
     *
     * @throws UnsafeTopicException when a subscription would receive messages meant for others
     * @throws humanapproval.channel.TryLaterException when there are more than can be read now: what was read is kept
     */
    Map<String, String> people(Patience patience) {
        if (read.isEmpty()) {
            read = Optional.of(read(patience));
        }
        return read.get();
    }

    /** The list is read anew when it is needed. */
    void forget() {
        read = Optional.empty();
        attributes
                .values()
                .removeIf(known -> known.at().isBefore(clock.instant().minus(KEPT)));
    }

    private Map<String, String> read(Patience patience) {
        Map<String, String> people = new LinkedHashMap<>();
        for (Subscription subscription : sns.listSubscriptionsByTopicPaginator(list -> list.topicArn(topicArn))
                .subscriptions()) {
            // Else it is PendingConfirmation or Deleted, and receives nothing (SNS API Reference, Subscription).
            if (subscription.subscriptionArn().startsWith("arn:")) {
                people.putIfAbsent(
                        Person.key(subscription.endpoint()),
                        ownFilter(subscription, patience)
                                .orElseThrow(() -> new UnsafeTopicException(subscription.endpoint())));
            }
        }
        return people;
    }

    private Map<String, String> attributes(String subscriptionArn, Patience patience) {
        Known known = attributes.get(subscriptionArn);
        if (known == null) {
            patience.check();
            known = new Known(
                    sns.getSubscriptionAttributes(get -> get.subscriptionArn(subscriptionArn))
                            .attributes(),
                    clock.instant());
            attributes.put(subscriptionArn, known);
        }
        return known.attributes();
    }

    /**
     * The value that its filter policy asks for, when it is an email subscription filtered to its own address and
     * nothing else.
     */
    private Optional<String> ownFilter(Subscription subscription, Patience patience) {
        Map<String, String> asked = attributes(subscription.subscriptionArn(), patience);
        boolean byAttributes = "MessageAttributes".equals(asked.getOrDefault("FilterPolicyScope", "MessageAttributes"));
        if (byAttributes
                && subscription.protocol().startsWith("email")
                && asked.containsKey("FilterPolicy")
                && JsonParser.parseString(asked.get("FilterPolicy")) instanceof JsonObject policy
                && policy.size() == 1
                && policy.get(ATTRIBUTE) instanceof JsonArray values
                && values.size() == 1
                && values.get(0) instanceof JsonPrimitive value
                && value.isString()
                && Person.key(value.getAsString()).equals(Person.key(subscription.endpoint()))) {
            return Optional.of(value.getAsString());
        }
        // Somebody may be mending it just now: it is looked at again.
        attributes.remove(subscription.subscriptionArn());
        return Optional.empty();
    }
}

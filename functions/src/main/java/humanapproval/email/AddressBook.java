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
    private final Map<String, Filter> filters = new HashMap<>();
    private Optional<People> read = Optional.empty();

    /**
     * Who can be mailed.
     *
     * @param attributes each person with the value of {@link #ATTRIBUTE} that reaches them and nobody else
     * @param unsafe the address of a subscription that would receive what is meant for others; then nobody can be
     */
    record People(Map<String, String> attributes, Optional<String> unsafe) {}

    private record Filter(String value, Instant readAt) {}

    AddressBook(SnsClient sns, String topicArn, Clock clock) {
        this.sns = sns;
        this.topicArn = topicArn;
        this.clock = clock;
    }

    /**
     * The people of the list, as it was first read since {@link #forget}.
     *
     * @throws humanapproval.channel.TryLaterException when there are more than can be read now: what was read is kept
     */
    People people(Patience patience) {
        if (read.isEmpty()) {
            read = Optional.of(read(patience));
        }
        return read.get();
    }

    /** The list is read anew when it is needed. */
    void forget() {
        read = Optional.empty();
        Instant oldest = clock.instant().minus(KEPT);
        filters.values().removeIf(filter -> filter.readAt().isBefore(oldest));
    }

    private People read(Patience patience) {
        Map<String, String> people = new LinkedHashMap<>();
        for (Subscription subscription : sns.listSubscriptionsByTopicPaginator(list -> list.topicArn(topicArn))
                .subscriptions()) {
            // Else it is PendingConfirmation or Deleted, and receives nothing (SNS API Reference, Subscription).
            if (subscription.subscriptionArn().startsWith("arn:")) {
                Optional<String> filter = filter(subscription, patience);
                if (filter.isEmpty()) {
                    return new People(Map.of(), Optional.of(subscription.endpoint()));
                }
                people.putIfAbsent(Person.key(subscription.endpoint()), filter.get());
            }
        }
        return new People(people, Optional.empty());
    }

    /** Its own filter; one that is none is looked at again each time, as somebody may be mending it just now. */
    private Optional<String> filter(Subscription subscription, Patience patience) {
        String arn = subscription.subscriptionArn();
        if (!filters.containsKey(arn)) {
            patience.check();
            Map<String, String> attributes = sns.getSubscriptionAttributes(get -> get.subscriptionArn(arn))
                    .attributes();
            ownFilter(subscription, attributes)
                    .ifPresent(value -> filters.put(arn, new Filter(value, clock.instant())));
        }
        return Optional.ofNullable(filters.get(arn)).map(Filter::value);
    }

    /**
     * The value that its filter policy asks for, when it is an email subscription filtered to its own address alone.
     */
    private static Optional<String> ownFilter(Subscription subscription, Map<String, String> attributes) {
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

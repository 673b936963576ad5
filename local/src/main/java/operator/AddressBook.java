package operator;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.Subscription;

/** The subscriptions of a topic: those of the approvals' topic are the address book. */
record AddressBook(SnsClient sns, String topicArn) {

    private static final String ATTRIBUTE = "approver";

    /**
     * One subscription.
     *
     * @param isFiltered whether it asks for messages to its own address and nothing else
     * @param isProtected whether it was confirmed by a signed call, so that only the account can end it
     */
    record Entry(String arn, String email, boolean isConfirmed, boolean isFiltered, boolean isProtected) {

        boolean isOf(String address) {
            return email.equalsIgnoreCase(address);
        }
    }

    static AddressBook of(Deployed stack) {
        return new AddressBook(stack.client(SnsClient.builder()), stack.output("ApprovalTopicArn"));
    }

    static AddressBook ofAlarms(Deployed stack) {
        return new AddressBook(stack.client(SnsClient.builder()), stack.output("AlarmTopicArn"));
    }

    List<Entry> entries() {
        return sns.listSubscriptionsByTopicPaginator(list -> list.topicArn(topicArn)).subscriptions().stream()
                .filter(each -> !each.subscriptionArn().equals("Deleted"))
                .map(this::entry)
                .toList();
    }

    Optional<Entry> find(String email) {
        return entries().stream().filter(each -> each.isOf(email)).findFirst();
    }

    /** Asks SNS to mail {@code email} a link to confirm; once more, if it is not confirmed yet. */
    void subscribe(String email) {
        sns.subscribe(ask -> ask.topicArn(topicArn)
                .protocol("email")
                .endpoint(email)
                .attributes(Map.of("FilterPolicy", filter(email))));
    }

    /** Confirms in the name of the account, after which only the account can end the subscription. */
    void confirm(String token) {
        sns.confirmSubscription(
                confirm -> confirm.topicArn(topicArn).token(token).authenticateOnUnsubscribe("true"));
    }

    void filter(Entry entry) {
        sns.setSubscriptionAttributes(set ->
                set.subscriptionArn(entry.arn()).attributeName("FilterPolicy").attributeValue(filter(entry.email())));
    }

    void remove(Entry entry) {
        sns.unsubscribe(end -> end.subscriptionArn(entry.arn()));
    }

    private Entry entry(Subscription subscription) {
        var arn = subscription.subscriptionArn();
        if (!arn.startsWith("arn:")) {
            return new Entry(arn, subscription.endpoint(), false, false, false);
        }
        var attributes =
                sns.getSubscriptionAttributes(get -> get.subscriptionArn(arn)).attributes();
        return new Entry(
                arn,
                subscription.endpoint(),
                !"true".equals(attributes.get("PendingConfirmation")),
                subscription.protocol().startsWith("email") && isOwn(attributes, subscription.endpoint()),
                "true".equals(attributes.get("ConfirmationWasAuthenticated")));
    }

    private static String filter(String email) {
        return new Gson().toJson(Map.of(ATTRIBUTE, List.of(email)));
    }

    /** As EmailChannel asks for it before it mails anybody. */
    private static boolean isOwn(Map<String, String> attributes, String email) {
        return "MessageAttributes".equals(attributes.getOrDefault("FilterPolicyScope", "MessageAttributes"))
                && attributes.containsKey("FilterPolicy")
                && JsonParser.parseString(attributes.get("FilterPolicy")) instanceof JsonObject policy
                && policy.size() == 1
                && policy.get(ATTRIBUTE) instanceof JsonArray values
                && values.size() == 1
                && values.get(0) instanceof JsonPrimitive value
                && value.isString()
                && value.getAsString().equalsIgnoreCase(email);
    }
}

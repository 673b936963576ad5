package humanapproval.fake;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.GetSubscriptionAttributesRequest;
import software.amazon.awssdk.services.sns.model.GetSubscriptionAttributesResponse;
import software.amazon.awssdk.services.sns.model.InternalErrorException;
import software.amazon.awssdk.services.sns.model.InvalidParameterException;
import software.amazon.awssdk.services.sns.model.ListSubscriptionsByTopicRequest;
import software.amazon.awssdk.services.sns.model.ListSubscriptionsByTopicResponse;
import software.amazon.awssdk.services.sns.model.PublishRequest;
import software.amazon.awssdk.services.sns.model.PublishResponse;
import software.amazon.awssdk.services.sns.model.Subscription;
import software.amazon.awssdk.services.sns.paginators.ListSubscriptionsByTopicIterable;

/** A topic: its subscriptions, one on each page, and what was published. */
public final class FakeSns implements SnsClient {

    private final List<Subscription> subscriptions = new ArrayList<>();
    private final Map<String, Map<String, String>> attributes = new HashMap<>();
    public final List<PublishRequest> published = new ArrayList<>();
    /** How often somebody asked for a subscription's attributes. */
    public int attributesRead;
    /** Runs before each answer to that. */
    public Runnable beforeAttributes = () -> {};
    /** Whether a subject has to be ASCII. */
    public boolean asciiOnly;
    /** Publishing fails for what this likes. */
    public Predicate<PublishRequest> failing = request -> false;

    /** Adds a confirmed email subscription filtered to its own address. */
    public FakeSns approver(String email) {
        return subscription("email", email, Map.of("FilterPolicy", "{\"approver\": [\"" + email + "\"]}"));
    }

    public FakeSns subscription(String protocol, String endpoint, Map<String, String> itsAttributes) {
        String arn = "arn:aws:sns:us-east-1:123456789012:topic:" + subscriptions.size();
        attributes.put(arn, itsAttributes);
        return subscription(arn, protocol, endpoint);
    }

    public FakeSns pending(String email) {
        return subscription("PendingConfirmation", "email", email);
    }

    private FakeSns subscription(String arn, String protocol, String endpoint) {
        subscriptions.add(Subscription.builder()
                .subscriptionArn(arn)
                .protocol(protocol)
                .endpoint(endpoint)
                .build());
        return this;
    }

    @Override
    public ListSubscriptionsByTopicIterable listSubscriptionsByTopicPaginator(ListSubscriptionsByTopicRequest request) {
        return new ListSubscriptionsByTopicIterable(this, request);
    }

    @Override
    public ListSubscriptionsByTopicResponse listSubscriptionsByTopic(ListSubscriptionsByTopicRequest request) {
        int page = request.nextToken() == null ? 0 : Integer.parseInt(request.nextToken());
        return ListSubscriptionsByTopicResponse.builder()
                .subscriptions(subscriptions.isEmpty() ? List.of() : List.of(subscriptions.get(page)))
                .nextToken(page + 1 < subscriptions.size() ? String.valueOf(page + 1) : null)
                .build();
    }

    @Override
    public GetSubscriptionAttributesResponse getSubscriptionAttributes(GetSubscriptionAttributesRequest request) {
        beforeAttributes.run();
        attributesRead++;
        return GetSubscriptionAttributesResponse.builder()
                .attributes(attributes.get(request.subscriptionArn()))
                .build();
    }

    @Override
    public PublishResponse publish(PublishRequest request) {
        if (failing.test(request)) {
            throw InternalErrorException.builder().message("down").build();
        }
        if (asciiOnly && !request.subject().matches("\\p{ASCII}*")) {
            throw InvalidParameterException.builder().message("Subject").build();
        }
        published.add(request);
        return PublishResponse.builder().build();
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}
}

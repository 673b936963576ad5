package humanapproval.fake;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.GetSubscriptionAttributesRequest;
import software.amazon.awssdk.services.sns.model.GetSubscriptionAttributesResponse;
import software.amazon.awssdk.services.sns.model.InvalidParameterException;
import software.amazon.awssdk.services.sns.model.ListSubscriptionsByTopicRequest;
import software.amazon.awssdk.services.sns.model.ListSubscriptionsByTopicResponse;
import software.amazon.awssdk.services.sns.model.PublishRequest;
import software.amazon.awssdk.services.sns.model.PublishResponse;
import software.amazon.awssdk.services.sns.model.Subscription;
import software.amazon.awssdk.services.sns.model.ThrottledException;

/** A topic in memory, with SNS's own limits on a message (API Reference, Publish). */
public final class FakeSns implements SnsClient {

    /** The topic's ARN. */
    public static final String TOPIC = "arn:aws:sns:eu-central-1:123456789012:human-approval-ApprovalTopic";

    private static final int PAGE = 2;
    private static final int MOST_BYTES = 262_144;

    /** A mail that the topic took for the subscription whose filter names {@code to}. */
    public record Published(String to, String subject, String body) {}

    private final List<Subscription> subscriptions = new ArrayList<>();
    private final Map<String, Map<String, String>> attributes = new HashMap<>();
    private final Map<String, Integer> failing = new HashMap<>();
    private final List<Published> published = new ArrayList<>();

    /** Adds a confirmed email subscription that is filtered to its own address. */
    public FakeSns approver(String address) {
        return subscribe("email", address, Map.of("FilterPolicy", "{\"approver\": [\"" + address + "\"]}"));
    }

    /** Adds a confirmed subscription with these attributes. */
    public FakeSns subscribe(String protocol, String endpoint, Map<String, String> with) {
        String arn = TOPIC + ":" + subscriptions.size();
        attributes.put(arn, with);
        return add(protocol, endpoint, arn);
    }

    /** Adds an email subscription that nobody confirmed; its ARN is the word that SNS shows. */
    public FakeSns unconfirmed(String address, String word) {
        return add("email", address, word);
    }

    /** Lets the next {@code count} mails to {@code address} fail. */
    public void fail(String address, int count) {
        failing.put(address, count);
    }

    /** What was sent. */
    public List<Published> published() {
        return List.copyOf(published);
    }

    @Override
    public ListSubscriptionsByTopicResponse listSubscriptionsByTopic(ListSubscriptionsByTopicRequest request) {
        onTopic(request.topicArn());
        int from = request.nextToken() == null ? 0 : Integer.parseInt(request.nextToken());
        int to = Math.min(from + PAGE, subscriptions.size());
        return ListSubscriptionsByTopicResponse.builder().subscriptions(subscriptions.subList(from, to))
                .nextToken(to < subscriptions.size() ? Integer.toString(to) : null).build();
    }

    @Override
    public GetSubscriptionAttributesResponse getSubscriptionAttributes(GetSubscriptionAttributesRequest request) {
        Map<String, String> found = attributes.get(request.subscriptionArn());
        if (found == null) {
            throw InvalidParameterException.builder().message("Invalid parameter: SubscriptionArn").build();
        }
        return GetSubscriptionAttributesResponse.builder().attributes(found).build();
    }

    @Override
    public PublishResponse publish(PublishRequest request) {
        onTopic(request.topicArn());
        String to = request.messageAttributes().get("approver").stringValue();
        if (failing.merge(to, -1, Integer::sum) >= 0) {
            throw ThrottledException.builder().message("Rate exceeded for " + to)
                    .awsErrorDetails(AwsErrorDetails.builder().errorCode("Throttled").build()).build();
        }
        int bytes = request.message().getBytes(StandardCharsets.UTF_8).length + request.subject().length() + "approverString".length() + to.length();
        if (bytes > MOST_BYTES || !request.subject().matches("[!-~][ -~]{0,98}")) {
            throw InvalidParameterException.builder().message("Invalid parameter").build();
        }
        published.add(new Published(to, request.subject(), request.message()));
        return PublishResponse.builder().messageId(Integer.toString(published.size())).build();
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {
        // Nothing is open.
    }

    private FakeSns add(String protocol, String endpoint, String arn) {
        subscriptions.add(Subscription.builder().topicArn(TOPIC).owner("123456789012").protocol(protocol).endpoint(endpoint).subscriptionArn(arn).build());
        return this;
    }

    private static void onTopic(String topicArn) {
        if (!topicArn.equals(TOPIC)) {
            throw new AssertionError("Another topic: " + topicArn);
        }
    }
}

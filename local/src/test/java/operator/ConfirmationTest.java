package operator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import operator.AddressBook.Entry;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.client.builder.SdkSyncClientBuilder;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.DescribeStacksRequest;
import software.amazon.awssdk.services.cloudformation.model.DescribeStacksResponse;
import software.amazon.awssdk.services.cloudformation.model.Output;
import software.amazon.awssdk.services.cloudformation.model.Stack;
import software.amazon.awssdk.services.cloudwatch.model.MetricAlarm;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.SnsClientBuilder;
import software.amazon.awssdk.services.sns.model.ConfirmSubscriptionRequest;
import software.amazon.awssdk.services.sns.model.ConfirmSubscriptionResponse;
import software.amazon.awssdk.services.sns.model.GetSubscriptionAttributesRequest;
import software.amazon.awssdk.services.sns.model.GetSubscriptionAttributesResponse;
import software.amazon.awssdk.services.sns.model.InvalidParameterException;
import software.amazon.awssdk.services.sns.model.ListSubscriptionsByTopicRequest;
import software.amazon.awssdk.services.sns.model.ListSubscriptionsByTopicResponse;
import software.amazon.awssdk.services.sns.model.SubscribeRequest;
import software.amazon.awssdk.services.sns.model.SubscribeResponse;
import software.amazon.awssdk.services.sns.model.Subscription;
import software.amazon.awssdk.services.sns.paginators.ListSubscriptionsByTopicIterable;

/** What the emulator lacks: a subscription that waits for its confirmation, alarms that ring, a low quota. */
class ConfirmationTest {

    private static final String TOKEN = "2336412f37fb687f5d51e6e2425c464d";
    private static final String LINK =
            "https://sns.eu-west-1.amazonaws.com/confirmation.html?TopicArn=arn:aws:sns:eu-west-1:1:t&Token=" + TOKEN
                    + "&Endpoint=carol@example.com";

    /** SNS, as it waits for a confirmation. */
    private static final class Sns implements SnsClient {

        private final Map<String, String> attributes = new HashMap<>(Map.of("PendingConfirmation", "true"));
        private final List<String> subscribed = new ArrayList<>();
        private int looks;
        private int openedAfter = Integer.MAX_VALUE;

        @Override
        public SubscribeResponse subscribe(SubscribeRequest request) {
            subscribed.add(request.endpoint());
            attributes.putAll(request.attributes());
            return SubscribeResponse.builder().build();
        }

        @Override
        public ConfirmSubscriptionResponse confirmSubscription(ConfirmSubscriptionRequest request) {
            if (!request.token().equals(TOKEN)) {
                throw InvalidParameterException.builder()
                        .message("Invalid token")
                        .build();
            }
            assertEquals("true", request.authenticateOnUnsubscribe());
            attributes.putAll(Map.of("PendingConfirmation", "false", "ConfirmationWasAuthenticated", "true"));
            return ConfirmSubscriptionResponse.builder().build();
        }

        @Override
        public ListSubscriptionsByTopicResponse listSubscriptionsByTopic(ListSubscriptionsByTopicRequest request) {
            if (++looks == openedAfter) {
                attributes.put("PendingConfirmation", "false");
            }
            var answer = ListSubscriptionsByTopicResponse.builder();
            if (!subscribed.isEmpty()) {
                answer.subscriptions(Subscription.builder()
                        .endpoint("carol@example.com")
                        .protocol("email")
                        .subscriptionArn(
                                attributes.get("PendingConfirmation").equals("true") ? "PendingConfirmation" : "arn:1")
                        .build());
            }
            return answer.build();
        }

        @Override
        public ListSubscriptionsByTopicIterable listSubscriptionsByTopicPaginator(
                ListSubscriptionsByTopicRequest request) {
            return new ListSubscriptionsByTopicIterable(this, request);
        }

        @Override
        public GetSubscriptionAttributesResponse getSubscriptionAttributes(GetSubscriptionAttributesRequest request) {
            return GetSubscriptionAttributesResponse.builder()
                    .attributes(attributes)
                    .build();
        }

        @Override
        public String serviceName() {
            return "sns";
        }

        @Override
        public void close() {}
    }

    private record OneStack() implements CloudFormationClient {

        @Override
        public DescribeStacksResponse describeStacks(DescribeStacksRequest request) {
            return DescribeStacksResponse.builder()
                    .stacks(Stack.builder()
                            .stackName("human-approval")
                            .outputs(Output.builder()
                                    .outputKey("ApprovalTopicArn")
                                    .outputValue("arn:aws:sns:eu-west-1:1:t")
                                    .build())
                            .build())
                    .build();
        }

        @Override
        public String serviceName() {
            return "cloudformation";
        }

        @Override
        public void close() {}
    }

    private final Sns sns = new Sns();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private int run(String typed, String... arguments) {
        var aws = new Aws(Optional.of("eu-west-1"), Map.of()) {
            @Override
            @SuppressWarnings("unchecked")
            <C extends SdkClient, B extends AwsClientBuilder<B, C> & SdkSyncClientBuilder<B, C>> C made(B builder) {
                return (C) (builder instanceof SnsClientBuilder ? sns : new OneStack());
            }
        };
        var screen = new PrintStream(out, true, StandardCharsets.UTF_8);
        var terminal = new Terminal(
                screen, screen, new BufferedReader(new StringReader(typed)), Clock.systemUTC(), Duration.ofMillis(20));
        return new Approvals(terminal, region -> aws).run(arguments);
    }

    private String said() {
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void aLinkThatIsPastedConfirmsAndProtects() {
        assertEquals(
                0,
                run(
                        "nonsense\nhttps://x/?Token=" + "0".repeat(32) + "\n" + LINK + "\n",
                        "approvers",
                        "add",
                        "carol@example.com"));
        assertEquals(List.of("carol@example.com"), sns.subscribed);
        assertEquals("{\"approver\":[\"carol@example.com\"]}", sns.attributes.get("FilterPolicy"));
        assertTrue(said().contains("That is not the link of SNS's mail"), said());
        assertTrue(said().contains("SNS does not take this link"), said());
        assertTrue(said().contains("carol@example.com is confirmed, filtered and protected"), said());
    }

    @Test
    void aLinkThatIsGivenNeedsNoQuestion() {
        sns.subscribed.add("carol@example.com");
        sns.attributes.put("FilterPolicy", "{\"approver\":[\"carol@example.com\"]}");
        assertEquals(0, run("", "approvers", "add", "carol@example.com", "--token", TOKEN));
        assertEquals(1, sns.subscribed.size(), "no second mail");
    }

    @Test
    void whoOpensTheLinkIsConfirmedAndNotProtected() {
        sns.openedAfter = 4;
        assertEquals(1, run("", "approvers", "add", "carol@example.com"));
        assertTrue(said().contains("can be unsubscribed with one click below each mail"), said());
    }

    @Test
    void whoDoesNotConfirmIsWaitedForInVain() {
        assertEquals(1, run("", "approvers", "add", "carol@example.com", "--minutes", "0"));
        assertTrue(said().contains("has not confirmed within 0 minutes"), said());
        assertEquals(2, run("", "approvers", "remove", "carol@example.com"));
    }

    @Test
    void eachStateOfASubscriptionHasItsWords() {
        assertEquals(
                List.of(Finding.Verdict.WRONG, Finding.Verdict.WRONG, Finding.Verdict.WRONG, Finding.Verdict.RIGHT),
                List.of(
                                new Entry("arn:1", "a@example.com", false, true, true),
                                new Entry("arn:1", "a@example.com", true, false, true),
                                new Entry("arn:1", "a@example.com", true, true, false),
                                new Entry("arn:1", "a@example.com", true, true, true))
                        .stream()
                        .map(AddressChecks::state)
                        .map(Finding::verdict)
                        .toList());
    }

    @Test
    void anAlarmThatRingsOrIsGoneIsWrong() {
        var rings = MetricAlarm.builder()
                .alarmName("x")
                .alarmDescription("A dead-letter queue is not empty.")
                .stateValue("ALARM")
                .build();
        var quiet = MetricAlarm.builder()
                .alarmName("y")
                .stateValue("INSUFFICIENT_DATA")
                .build();
        assertEquals(List.of(Finding.right("all 1 are quiet")), StackChecks.alarms(1, List.of(quiet)));
        var found = StackChecks.alarms(3, List.of(rings, quiet));
        assertEquals("1 of the stack's alarms are gone", found.getFirst().text());
        assertEquals(
                "rings: A dead-letter queue is not empty. (x)", found.getLast().text());
    }

    @Test
    void aNewAccountsConcurrencyIsEnoughForTightAlone() {
        assertEquals(Finding.Verdict.RIGHT, StackChecks.concurrency(false, 10).verdict());
        assertEquals(Finding.Verdict.WRONG, StackChecks.concurrency(true, 10).verdict());
        assertEquals(Finding.Verdict.RIGHT, StackChecks.concurrency(true, 1000).verdict());
        assertEquals(Finding.Verdict.WRONG, StackChecks.concurrency(false, 9).verdict());
    }

    @Test
    void textFromOutsideSteersNoTerminal() {
        assertEquals("a[U+001B]b[U+202E]c d", Terminal.visible("a\u001bb\u202ec\nd", 50));
        assertEquals("abcd…", Terminal.visible("abcdefgh", 5));
        assertEquals("119 s", Terminal.about(Duration.ofSeconds(119)));
        assertEquals("47 h", Terminal.about(Duration.ofHours(47)));
    }
}

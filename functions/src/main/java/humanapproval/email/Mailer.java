package humanapproval.email;

import com.google.gson.JsonObject;
import humanapproval.approval.Approval;
import humanapproval.approval.ChannelName;
import humanapproval.approval.Claim;
import humanapproval.approval.Person;
import humanapproval.approval.Policy;
import humanapproval.approval.Reach;
import humanapproval.approval.Words;
import humanapproval.channel.Channel;
import humanapproval.channel.TryLaterException;
import humanapproval.events.ApprovalEvent;
import humanapproval.text.VisibleText;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.InvalidParameterException;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;

/** The email channel: a personal mail for each approver whom the topic reaches, and the result for the requester. */
final class Mailer implements Channel<MailDelivery> {

    /** So often a request is tried while a subscription would receive other people's links; it takes half a minute. */
    static final int TRIES_OF_AN_UNSAFE_TOPIC = 6;

    private final SnsClient sns;
    private final String topicArn;
    private final AddressBook book;
    private final MailPace pace;
    private final SecureRandom random;
    private final Clock clock;
    private final Mail.Writer writer = new Mail.Writer();

    Mailer(SnsClient sns, String topicArn, MailPace pace, SecureRandom random, Clock clock) {
        this.sns = sns;
        this.topicArn = topicArn;
        this.book = new AddressBook(sns, topicArn, clock);
        this.pace = pace;
        this.random = random;
        this.clock = clock;
    }

    /** Whoever joined the address book since is found. */
    void begin() {
        book.forget();
    }

    @Override
    public ChannelName name() {
        return ChannelName.EMAIL;
    }

    @Override
    public Finding reach(Approval open, Settings settings) {
        Policy policy = open.request().policy();
        Optional<String> unsafe = people(settings).unsafe();
        if (unsafe.isPresent()) {
            String shown = VisibleText.name(unsafe.get());
            String remedy = "Nothing is mailed as long as the subscription of " + shown + " would receive other"
                    + " people's links: give it the filter policy {\"approver\": [\"" + shown + "\"]} or remove it.";
            return new Finding(Reach.cannot(remedy, policy), Map.of(), new JsonObject(), Optional.of("UNFILTERED"));
        }
        Set<String> reached = reachable(policy, settings).keySet();
        return Finding.of(
                reached.isEmpty()
                        ? Reach.cannot(Words.notConfirmed(policy.eligible()), policy)
                        : Reach.of(reached, policy));
    }

    @Override
    public List<MailDelivery> deliveries(ApprovalEvent event, Approval approval, Settings settings) {
        return switch (event) {
            case ApprovalEvent.Requested _ ->
                approval.isOpen() ? personal(approval, 0, settings) : result(approval, settings);
            case ApprovalEvent.ReminderDue due ->
                approval.isOpen(clock.instant()) ? personal(approval, due.number(), settings) : List.of();
            case ApprovalEvent.Closed _ -> result(approval, settings);
            case ApprovalEvent.VoteRecorded _, ApprovalEvent.VoteRefused _, ApprovalEvent.Undeliverable _ -> List.of();
        };
    }

    private List<MailDelivery> personal(Approval approval, int round, Settings settings) {
        return reachable(approval.request().policy(), settings).entrySet().stream()
                .<MailDelivery>map(person -> new MailDelivery.Personal(
                        person.getKey(),
                        person.getValue(),
                        round,
                        // The first mail that arrives reminds nobody.
                        round > 0 && approval.outbox(name()).is(person.getKey(), Claim.Status.SENT),
                        Links.newCode(random)))
                .toList();
    }

    /** The requester hears the result by mail if they are in the address book. */
    private List<MailDelivery> result(Approval closed, Settings settings) {
        Optional<String> requester = closed.question()
                .filter(asked -> asked.request().channels().contains(name()))
                .flatMap(asked -> asked.request().policy().requester())
                .map(Person::email);
        return requester.map(email -> people(settings).attributes().get(email)).stream()
                .<MailDelivery>map(value -> new MailDelivery.Result(requester.get(), value))
                .toList();
    }

    /** Who may decide, now or later, and can be mailed, with the attribute's value that reaches them. */
    private Map<String, String> reachable(Policy policy, Settings settings) {
        Map<String, String> people = new LinkedHashMap<>(people(settings).attributes());
        people.keySet().removeIf(person -> policy.refusal(person, true).isPresent());
        return people;
    }

    /** Whoever is just setting up a subscription gets a moment; then nobody waits for it in silence. */
    private AddressBook.People people(Settings settings) {
        AddressBook.People people = book.people(settings.patience());
        if (people.unsafe().isPresent() && settings.tries() < TRIES_OF_AN_UNSAFE_TOPIC) {
            throw new TryLaterException(
                    "A confirmed subscription of the topic has no filter policy for its own address alone and would"
                            + " receive other people's links. Give it one or remove it.",
                    Duration.ofSeconds(5));
        }
        return people;
    }

    @Override
    public Delivered deliver(MailDelivery delivery, Approval approval, Settings settings) {
        Mail mail = switch (delivery) {
            case MailDelivery.Personal personal -> {
                String pages = settings.deployed().text("publicUrl") + "/approvals/";
                yield writer.request(
                        approval, personal.person(), pages + approval.id() + "/" + personal.code(), personal.reminds());
            }
            case MailDelivery.Result _ -> writer.result(approval);
        };
        pace.awaitTurn(delivery.person());
        try {
            publish(mail.subject(), mail.body(), delivery.attribute());
        } catch (InvalidParameterException e) {
            publish(mail.asciiSubject(), mail.body(), delivery.attribute());
        }
        return Delivered.sent();
    }

    private void publish(String subject, String body, String attribute) {
        sns.publish(publish -> publish.topicArn(topicArn)
                .subject(subject)
                .message(body)
                .messageAttributes(Map.of(
                        AddressBook.ATTRIBUTE,
                        MessageAttributeValue.builder()
                                .dataType("String")
                                .stringValue(attribute)
                                .build())));
    }
}

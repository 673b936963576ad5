package humanapproval.email;

import humanapproval.channel.Once;
import humanapproval.channel.Reports;
import humanapproval.channel.TryLaterException;
import humanapproval.request.BusEvent;
import humanapproval.request.Channel;
import humanapproval.request.ChannelMessage;
import humanapproval.request.Person;
import humanapproval.request.Policy;
import humanapproval.request.Request;
import humanapproval.store.Approval;
import humanapproval.store.Approvals;
import humanapproval.store.Approvals.Change;
import humanapproval.store.Delivery;
import humanapproval.store.Delivery.Status;
import humanapproval.store.Verdict;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;

/** Does for one event what the email channel has to do. Throws when it has to be tried again. */
final class RequestMailer {

    /** What came of an event. */
    enum Result {
        SENT,
        NOTHING_TO_SEND,
        UNDELIVERED,
        REFUSED,
        CLOSED,
        UNFILTERED
    }

    /** So many mails are sent between two notes: an invocation that is ended sends no more than these twice. */
    static final int AT_ONCE = 10;

    /** For so long one invocation sends mails: it has 30 seconds. */
    static final Duration PATIENCE = Duration.ofSeconds(12);

    /**
     * So often a request is tried while a subscription would receive other people's links; that takes half a minute.
     */
    static final int TRIES_OF_AN_UNSAFE_TOPIC = 6;

    private final Approvals approvals;
    private final Reports reports;
    private final Once once;
    private final Supplier<SnsClient> sns;
    private final String topicArn;
    private final MailPace pace;
    private final SecureRandom random;
    private final Clock clock;
    private final Mail.Writer writer = new Mail.Writer();

    RequestMailer(
            Approvals approvals,
            Reports reports,
            Supplier<SnsClient> sns,
            String topicArn,
            MailPace pace,
            SecureRandom random,
            Clock clock) {
        this.approvals = approvals;
        this.reports = reports;
        this.once = new Once(approvals, clock);
        this.sns = sns;
        this.topicArn = topicArn;
        this.pace = pace;
        this.random = random;
        this.clock = clock;
    }

    /** Reads {@code book}, which serves the messages of one invocation. */
    Result handle(ChannelMessage message, AddressBook book) {
        try {
            return act(message, book);
        } catch (UnsafeTopicException e) {
            // Whoever is just setting up a subscription gets a moment; then nobody waits for it in silence.
            if (message.tries() < TRIES_OF_AN_UNSAFE_TOPIC) {
                throw e;
            }
            if (message.event() instanceof BusEvent.Requested requested) {
                reports.asked(requested)
                        .filter(Approval::isOpen)
                        .ifPresent(asked -> undelivered(requested, asked, Verdict.Kind.CANNOT, e.remedy()));
            }
            return Result.UNFILTERED;
        }
    }

    private Result act(ChannelMessage message, AddressBook book) {
        return switch (message.event()) {
            case BusEvent.Requested requested ->
                deliver(requested, message.settings().text("publicUrl"), book);
            case BusEvent.ReminderDue due -> remind(due, message.settings().text("publicUrl"), book);
            case BusEvent.Closed closed -> tell(reports.close(closed), book);
            case BusEvent.VoteRecorded _, BusEvent.VoteRefused _, BusEvent.Undeliverable _ -> Result.NOTHING_TO_SEND;
        };
    }

    private Result deliver(BusEvent.Requested event, String publicUrl, AddressBook book) {
        if (!reports.accepts(event)) {
            return Result.REFUSED;
        }
        Optional<Approval> asked = reports.asked(event).filter(Approval::isOpen);
        if (asked.isEmpty()) {
            return Result.NOTHING_TO_SEND;
        }
        Request request = asked.get().ask().orElseThrow().request();
        if (!request.channels().contains(Channel.EMAIL)) {
            return undelivered(event, asked.get(), Verdict.Kind.NOT_ASKED, "The request leaves it out.");
        }
        Map<String, String> people = reachable(request.policy(), book);
        if (people.isEmpty()) {
            return undelivered(
                    event,
                    asked.get(),
                    Verdict.Kind.CANNOT,
                    "Nobody who may decide has a confirmed subscription of their own.");
        }
        Verdict verdict = Verdict.delivered(Reports.unreached(request, people.keySet()));
        Approval mailed = mail(
                asked.get(), Mailing.of(0, people, random), publicUrl, approval -> reports.with(approval, verdict));
        reports.tell(event, mailed);
        reports.afterDelivery(mailed);
        return mailed.version() == asked.get().version() ? Result.NOTHING_TO_SEND : Result.SENT;
    }

    private Result undelivered(BusEvent.Requested event, Approval approval, Verdict.Kind kind, String reason) {
        reports.undelivered(event, approval, kind, reason);
        return Result.UNDELIVERED;
    }

    private Result remind(BusEvent.ReminderDue event, String publicUrl, AddressBook book) {
        Optional<Approval> open = approvals
                .find(event.approvalId())
                .filter(approval -> approval.isOpen(clock.instant())
                        && approval.ask()
                                .filter(ask -> ask.request().channels().contains(Channel.EMAIL))
                                .isPresent());
        if (open.isEmpty()) {
            return Result.NOTHING_TO_SEND;
        }
        Map<String, String> people =
                reachable(open.get().ask().orElseThrow().request().policy(), book);
        Approval mailed =
                mail(open.get(), Mailing.of(event.number(), people, random), publicUrl, UnaryOperator.identity());
        return mailed.version() == open.get().version() ? Result.NOTHING_TO_SEND : Result.SENT;
    }

    /** The requester hears the result by mail if they are in the address book. */
    private Result tell(Approval closed, AddressBook book) {
        Optional<String> requester = closed.ask()
                .map(ask -> ask.request())
                .filter(request -> request.channels().contains(Channel.EMAIL))
                .flatMap(request -> request.policy().requester())
                .map(Person::email);
        Optional<String> value = requester.map(email -> book.people().get(email));
        value.ifPresent(known -> once.runOrWait(closed, Mailing.to(requester.get()), Delivery.RESULT, approval -> {
            publish(requester.get(), known, writer.result(approval));
            return Status.SENT;
        }));
        return Result.CLOSED;
    }

    /** Who may decide, now or later, and can be mailed, with the attribute's value that reaches them. */
    private static Map<String, String> reachable(Policy policy, AddressBook book) {
        Map<String, String> people = new LinkedHashMap<>(book.people());
        people.keySet().removeIf(person -> policy.refusal(person, true).isPresent());
        return people;
    }

    /**
     * Mails everybody whose turn it is, whoever fails: one address must not keep the others from theirs. {@code atEnd}
     * goes into the record with the last note, unless it failed.
     */
    private Approval mail(Approval before, Mailing mailing, String publicUrl, UnaryOperator<Approval> atEnd) {
        Instant end = clock.instant().plus(PATIENCE);
        Approval approval = approvals.update(before, record -> Change.keep(mailing.claimed(record, clock.instant())));
        Optional<RuntimeException> failure = mailing.isShared(approval, clock.instant())
                ? Optional.of(new TryLaterException("Another invocation is mailing this request.", Delivery.ABANDONED))
                : Optional.empty();
        Map<String, Status> reached = new HashMap<>();
        for (String person : mailing.claims(approval)) {
            try {
                if (clock.instant().isAfter(end)) {
                    throw new TryLaterException(
                            "The request has many approvers: the next are mailed then.", Duration.ofSeconds(1));
                }
                String link = publicUrl + "/approvals/" + approval.id() + "/"
                        + mailing.codes().get(person);
                publish(person, mailing.attributes().get(person), writer.request(approval, person, link));
                reached.put(person, Status.SENT);
            } catch (SdkException | TryLaterException e) {
                reached.put(person, Status.UNCONFIRMED);
                failure = Optional.of(e);
            }
            if (reached.size() == AT_ONCE) {
                approval = note(approval, mailing, reached, UnaryOperator.identity());
                reached.clear();
            }
        }
        approval = note(approval, mailing, reached, failure.isEmpty() ? atEnd : UnaryOperator.identity());
        if (failure.isPresent()) {
            throw failure.get();
        }
        return approval;
    }

    private Approval note(Approval sent, Mailing mailing, Map<String, Status> reached, UnaryOperator<Approval> also) {
        Map<String, Status> now = Map.copyOf(reached);
        return approvals.update(sent, record -> Change.keep(also.apply(mailing.noted(record, now, clock.instant()))));
    }

    private void publish(String person, String attribute, Mail mail) {
        pace.awaitTurn(person);
        sns.get()
                .publish(publish -> publish.topicArn(topicArn)
                        .subject(mail.subject())
                        .message(mail.body())
                        .messageAttributes(Map.of(
                                AddressBook.ATTRIBUTE,
                                MessageAttributeValue.builder()
                                        .dataType("String")
                                        .stringValue(attribute)
                                        .build())));
    }
}

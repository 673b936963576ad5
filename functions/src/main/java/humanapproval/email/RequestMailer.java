package humanapproval.email;

import com.google.gson.JsonObject;
import humanapproval.channel.Reports;
import humanapproval.request.BusEvent;
import humanapproval.request.Channel;
import humanapproval.request.ChannelMessage;
import humanapproval.request.Person;
import humanapproval.request.Policy;
import humanapproval.request.Request;
import humanapproval.store.Approval;
import humanapproval.store.Approvals;
import humanapproval.store.Approvals.Change;
import humanapproval.store.Link;
import humanapproval.store.LinkCode;
import humanapproval.store.Verdict;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;

/** Does for one event what the email channel has to do. Throws when it has to be tried again. */
final class RequestMailer {

    /** What came of an event. */
    enum Result { SENT, NOTHING_TO_SEND, UNDELIVERED, REFUSED, CLOSED }

    private final Approvals approvals;
    private final Reports reports;
    private final SnsClient sns;
    private final String topicArn;
    private final MailPace pace;
    private final SecureRandom random;
    private final Clock clock;
    private final AddressBook addressBook;
    private final Mail.Writer writer = new Mail.Writer();

    RequestMailer(Approvals approvals, Reports reports, SnsClient sns, String topicArn, MailPace pace, SecureRandom random, Clock clock) {
        this.approvals = approvals;
        this.reports = reports;
        this.sns = sns;
        this.topicArn = topicArn;
        this.pace = pace;
        this.random = random;
        this.clock = clock;
        this.addressBook = new AddressBook(sns, topicArn);
    }

    Result handle(ChannelMessage message) {
        return switch (message.event()) {
            case BusEvent.Requested requested -> deliver(requested, message.settings().text("publicUrl"));
            case BusEvent.ReminderDue due -> remind(due, message.settings().text("publicUrl"));
            case BusEvent.Closed closed -> tell(reports.close(closed));
            case BusEvent.VoteRecorded recorded -> Result.NOTHING_TO_SEND;
            case BusEvent.VoteRefused refused -> Result.NOTHING_TO_SEND;
            case BusEvent.Undeliverable unreached -> Result.NOTHING_TO_SEND;
        };
    }

    /** Loads what a first mail needs. */
    void prime() {
        BusEvent.Requested event = new BusEvent.Requested("priming", "arn:aws:states:us-east-1:123456789012:execution:priming:priming", "none", 0,
                Instant.EPOCH, Instant.EPOCH, new JsonObject(), false);
        Delivery.claim(Optional.empty(), event, Map.of("nobody@example.com", LinkCode.mint(random)), Instant.EPOCH);
        Approval approval = Approval.opened(event);
        writer.write(approval, approval.ask().orElseThrow(), "nobody@example.com", "https://example.com");
    }

    private Result deliver(BusEvent.Requested event, String publicUrl) {
        if (!clock.instant().isBefore(event.deadline())) {
            // Redriven too late: its record may be gone, and nobody waits any more.
            return Result.NOTHING_TO_SEND;
        }
        Request request = reports.read(event).orElse(null);
        if (request == null) {
            return Result.REFUSED;
        }
        if (!request.channels().contains(Channel.EMAIL)) {
            return undelivered(event, request, Verdict.Kind.NOT_ASKED, "The request leaves it out.");
        }
        Map<String, String> values = recipients(request.policy(), false);
        if (values.isEmpty()) {
            return undelivered(event, request, Verdict.Kind.CANNOT, "Nobody who may decide has a confirmed subscription of their own.");
        }
        return send(event.approvalId(), values, publicUrl, (record, codes) -> Delivery.claim(record, event, codes, clock.instant()));
    }

    private Result remind(BusEvent.ReminderDue event, String publicUrl) {
        Instant now = clock.instant();
        return approvals.find(event.approvalId())
                .filter(approval -> approval.isOpen() && approval.ask().filter(ask -> now.isBefore(ask.deadline())
                        && ask.read().channels().contains(Channel.EMAIL)).isPresent())
                .map(approval -> send(event.approvalId(), recipients(approval.ask().orElseThrow().read().policy(), true), publicUrl,
                        (record, codes) -> Delivery.remind(record, event.number(), codes, now)))
                .orElse(Result.NOTHING_TO_SEND);
    }

    /** The requester hears the result by mail if they are in the address book. */
    private Result tell(Approval approval) {
        Optional<String> requester = approval.ask().map(Approval.Ask::read).filter(request -> request.channels().contains(Channel.EMAIL))
                .flatMap(request -> request.policy().requester()).map(Person::email);
        if (requester.isEmpty()) {
            return Result.CLOSED;
        }
        Map<String, String> values = addressBook.read();
        values.keySet().retainAll(List.of(requester.get()));
        send(approval.id(), values, "", (record, codes) -> Delivery.tell(record, codes, clock.instant()));
        return Result.CLOSED;
    }

    /** Claims mails to these people, the attribute's value by email, and sends what was claimed. */
    private Result send(String approvalId, Map<String, String> values, String publicUrl, BiFunction<Optional<Approval>, Map<String, String>, Change<Delivery.Plan>> claim) {
        Map<String, String> codes = values.keySet().stream()
                .collect(Collectors.toMap(person -> person, person -> LinkCode.mint(random), (first, second) -> first, LinkedHashMap::new));
        return switch (approvals.update(approvalId, record -> claim.apply(record, codes))) {
            case Delivery.Plan.Nothing nothing -> Result.NOTHING_TO_SEND;
            case Delivery.Plan.Busy busy -> throw new BusyException();
            case Delivery.Plan.Send send -> send(send, values, publicUrl);
        };
    }

    private Result undelivered(BusEvent.Requested event, Request request, Verdict.Kind kind, String reason) {
        reports.undelivered(event, request, kind, reason);
        return Result.UNDELIVERED;
    }

    /** Who may decide and can be mailed, with the attribute's value that reaches them. */
    private Map<String, String> recipients(Policy policy, boolean escalated) {
        Map<String, String> people = addressBook.read();
        people.keySet().removeIf(person -> policy.refusal(person, escalated).isPresent());
        return people;
    }

    /** Mails everybody, whoever fails: one address must not keep the others from theirs. */
    private Result send(Delivery.Plan.Send send, Map<String, String> values, String publicUrl) {
        Map<String, Link.Status> reached = new LinkedHashMap<>();
        RuntimeException failure = null;
        for (Map.Entry<String, String> entry : send.codes().entrySet()) {
            String person = entry.getKey();
            String code = entry.getValue();
            try {
                publish(send.approval(), person, publicUrl + "/approvals/" + send.approval().id() + "/" + code, values.get(person));
                reached.put(LinkCode.hash(code), Link.Status.SENT);
            } catch (SdkException e) {
                reached.put(LinkCode.hash(code), Link.Status.UNCONFIRMED);
                failure = e;
            }
        }
        note(send.approval(), reached, values.keySet());
        if (failure != null) {
            throw failure;
        }
        return Result.SENT;
    }

    private void publish(Approval approval, String person, String link, String value) {
        Mail mail = approval.isOpen() ? writer.write(approval, approval.ask().orElseThrow(), person, link) : writer.result(approval);
        pace.awaitTurn(person);
        sns.publish(publish -> publish
                .topicArn(topicArn)
                .subject(mail.subject())
                .message(mail.body())
                .messageAttributes(Map.of(AddressBook.ATTRIBUTE, MessageAttributeValue.builder().dataType("String").stringValue(value).build())));
    }

    private void note(Approval sent, Map<String, Link.Status> reached, Set<String> people) {
        Instant now = clock.instant();
        approvals.update(sent.id(), record -> {
            Approval approval = record.orElseThrow();
            for (Map.Entry<String, Link.Status> entry : reached.entrySet()) {
                approval = approval.linkReached(entry.getKey(), entry.getValue(), now);
            }
            return new Change<>(approval, null);
        });
        if (sent.isOpen() && reached.containsValue(Link.Status.SENT)) {
            reports.delivered(sent.id(), Reports.unreached(sent.ask().orElseThrow().read(), people));
        }
    }

    /** Another copy of the function is sending this request's mails. */
    static final class BusyException extends RuntimeException {

        private static final long serialVersionUID = 1;

        BusyException() {
            super("Another invocation is mailing this request.");
        }
    }
}

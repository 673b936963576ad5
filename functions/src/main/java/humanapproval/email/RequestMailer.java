package humanapproval.email;

import com.google.gson.JsonObject;
import humanapproval.request.BusEvent;
import humanapproval.request.ChannelMessage;
import humanapproval.request.InvalidRequestException;
import humanapproval.request.MalformedException;
import humanapproval.request.Request;
import humanapproval.request.RequestDigest;
import humanapproval.store.Approval;
import humanapproval.store.Approvals;
import humanapproval.store.Approvals.Change;
import humanapproval.store.Link;
import humanapproval.store.LinkCode;
import humanapproval.store.State;
import humanapproval.workflow.Workflow;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;

/** Does for one event what the email channel has to do. Throws when it has to be tried again. */
final class RequestMailer {

    /** What came of an event. */
    enum Result { SENT, NOTHING_TO_SEND, REFUSED, CLOSED }

    /** The request's error when its input is not of the agreed form. */
    static final String INVALID_REQUEST = "Approval.InvalidRequest";

    /** The request's error when it reaches nobody who may decide. */
    static final String UNDELIVERABLE = "Approval.Undeliverable";

    private final Approvals approvals;
    private final SnsClient sns;
    private final String topicArn;
    private final Workflow workflow;
    private final MailPace pace;
    private final SecureRandom random;
    private final Clock clock;
    private final AddressBook addressBook;
    private final Mail.Writer writer = new Mail.Writer();

    RequestMailer(Approvals approvals, SnsClient sns, String topicArn, Workflow workflow, MailPace pace, SecureRandom random, Clock clock) {
        this.approvals = approvals;
        this.sns = sns;
        this.topicArn = topicArn;
        this.workflow = workflow;
        this.pace = pace;
        this.random = random;
        this.clock = clock;
        this.addressBook = new AddressBook(sns, topicArn);
    }

    Result handle(ChannelMessage message) {
        return switch (message.event()) {
            case BusEvent.Requested requested -> deliver(requested, message.publicUrl());
            case BusEvent.Closed closed -> close(closed);
        };
    }

    /** Loads what a first mail needs. */
    void prime() {
        BusEvent.Requested event = new BusEvent.Requested("priming", "arn:aws:states:us-east-1:123456789012:execution:priming:priming", "none", 0,
                Instant.EPOCH, Instant.EPOCH, new JsonObject());
        Delivery.claim(Optional.empty(), event, Map.of("nobody@example.com", LinkCode.mint(random)), Instant.EPOCH);
        Approval approval = Approval.opened(event);
        writer.write(approval, approval.ask().orElseThrow(), "nobody@example.com", "https://example.com");
    }

    private Result deliver(BusEvent.Requested event, String publicUrl) {
        if (!clock.instant().isBefore(event.deadline())) {
            // Redriven too late: its record may be gone, and nobody waits any more.
            return Result.NOTHING_TO_SEND;
        }
        Map<String, String> values;
        try {
            RequestDigest.of(event.request());
            values = recipients(Request.read(event.request()));
        } catch (InvalidRequestException | MalformedException e) {
            return refuse(event, INVALID_REQUEST, e.getMessage());
        }
        if (values.isEmpty()) {
            return refuse(event, UNDELIVERABLE, "No approver can be mailed: nobody who may decide has a confirmed email subscription of their own.");
        }
        Map<String, String> codes = values.keySet().stream()
                .collect(Collectors.toMap(person -> person, person -> LinkCode.mint(random), (first, second) -> first, LinkedHashMap::new));
        return switch (approvals.update(event.approvalId(), record -> Delivery.claim(record, event, codes, clock.instant()))) {
            case Delivery.Plan.Nothing nothing -> Result.NOTHING_TO_SEND;
            case Delivery.Plan.Busy busy -> throw new BusyException();
            case Delivery.Plan.Send send -> send(send, values, publicUrl);
        };
    }

    /** Who may decide and can be mailed, with the attribute's value that reaches them. */
    private Map<String, String> recipients(Request request) {
        Map<String, String> people = addressBook.read();
        people.keySet().removeIf(person -> request.refusal(person).isPresent());
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
        note(send.approval().id(), reached);
        if (failure != null) {
            throw failure;
        }
        return Result.SENT;
    }

    private void publish(Approval approval, String person, String link, String value) {
        Mail mail = writer.write(approval, approval.ask().orElseThrow(), person, link);
        pace.awaitTurn(person);
        sns.publish(publish -> publish
                .topicArn(topicArn)
                .subject(mail.subject())
                .message(mail.body())
                .messageAttributes(Map.of(AddressBook.ATTRIBUTE, MessageAttributeValue.builder().dataType("String").stringValue(value).build())));
    }

    private void note(String approvalId, Map<String, Link.Status> reached) {
        Instant now = clock.instant();
        approvals.update(approvalId, record -> {
            Approval approval = record.orElseThrow();
            for (Map.Entry<String, Link.Status> entry : reached.entrySet()) {
                approval = approval.linkReached(entry.getKey(), entry.getValue(), now);
            }
            return new Change<>(approval, null);
        });
    }

    /** Says so in the record first: whoever comes later finds it closed, whether or not the workflow hears it. */
    private Result refuse(BusEvent.Requested event, String error, String cause) {
        Approval.Closing end = new Approval.Closing(State.FAILED, clock.instant(), Optional.of(new Approval.Failure(error, cause)));
        boolean failed = approvals.update(event.approvalId(), record -> {
            if (record.filter(before -> before.state() != State.FAILED).isPresent()) {
                return Change.none(false);
            }
            return record.isPresent() ? Change.none(true)
                    : new Change<>(Approval.neverOpened(event.approvalId(), event.executionArn(), end), true);
        });
        if (failed) {
            workflow.fail(event.taskToken(), error, cause);
        }
        return failed ? Result.REFUSED : Result.NOTHING_TO_SEND;
    }

    private Result close(BusEvent.Closed event) {
        Approval.Closing end = closing(event);
        approvals.update(event.approvalId(), record -> {
            Approval before = record.orElse(null);
            if (before == null) {
                return new Change<>(Approval.neverOpened(event.approvalId(), event.executionArn(), end), null);
            }
            boolean ends = before.isOpen() && before.executionArn().equals(event.executionArn());
            return ends ? new Change<>(before.closed(end), null) : Change.none(null);
        });
        return Result.CLOSED;
    }

    private Approval.Closing closing(BusEvent.Closed event) {
        State state = switch (event.outcome().text("outcome")) {
            case "APPROVED" -> State.APPROVED;
            case "REJECTED" -> State.REJECTED;
            case "EXPIRED" -> State.EXPIRED;
            default -> State.FAILED;
        };
        return new Approval.Closing(state, clock.instant(), Optional.empty());
    }

    /** Another copy of the function is sending this request's mails. */
    static final class BusyException extends RuntimeException {

        private static final long serialVersionUID = 1;

        BusyException() {
            super("Another invocation is mailing this request.");
        }
    }
}

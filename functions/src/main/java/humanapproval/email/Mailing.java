package humanapproval.email;

import humanapproval.store.Approval;
import humanapproval.store.Delivery;
import humanapproval.store.Delivery.Status;
import humanapproval.store.Delivery.Turn;
import humanapproval.store.LinkCode;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The mails of one request or reminder that one invocation may send.
 *
 * @param round 0 for the request, else the number of the reminder
 * @param by tells this invocation's claims from those of others
 * @param attributes by email the attribute's value that reaches the person
 * @param codes by email the code of a fresh link
 */
record Mailing(int round, String by, Map<String, String> attributes, Map<String, String> codes) {

    static Mailing of(int round, Map<String, String> attributes, SecureRandom random) {
        Map<String, String> codes = new LinkedHashMap<>();
        attributes.keySet().forEach(person -> codes.put(person, LinkCode.mint(random)));
        return new Mailing(round, UUID.randomUUID().toString(), attributes, codes);
    }

    /** The name of what is delivered to that person. */
    static String to(String person) {
        return "email " + person;
    }

    /**
     * With a claim to every mail that nobody has sent or is sending. Pure, so that it can run again on a record that
     * changed.
     */
    Approval claimed(Approval record, Instant now) {
        Approval approval = round > 0 ? record.reminded(round) : record;
        for (Map.Entry<String, String> entry : codes.entrySet()) {
            String person = entry.getKey();
            // The first request set who may decide: a later event of the same approval invites nobody else.
            boolean asked = record.isOpen() && approval.refusal(person).isEmpty() && !record.hasVoteOf(person);
            if (asked && record.turn(to(person), round, by, now) == Turn.OURS) {
                approval = approval.withLink(LinkCode.hash(entry.getValue()), person)
                        .with(to(person), new Delivery(round, Status.SENDING, by, now));
            }
        }
        return approval;
    }

    /** Whom this invocation mails. */
    List<String> claims(Approval claimed) {
        return codes.keySet().stream()
                .filter(person -> {
                    Delivery delivery = claimed.deliveries().get(to(person));
                    return delivery != null && delivery.by().equals(by);
                })
                .toList();
    }

    /** Whether another invocation is mailing somebody right now. */
    boolean isShared(Approval claimed, Instant now) {
        return codes.keySet().stream().anyMatch(person -> claimed.turn(to(person), round, by, now) == Turn.OTHERS);
    }

    /** With these mails as far as they came. Pure. */
    Approval noted(Approval record, Map<String, Status> reached, Instant now) {
        Approval approval = record;
        for (Map.Entry<String, Status> entry : reached.entrySet()) {
            approval = approval.reached(to(entry.getKey()), round, entry.getValue(), now);
        }
        return approval;
    }
}

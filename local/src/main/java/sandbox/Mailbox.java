package sandbox;

import java.util.List;
import java.util.stream.Stream;

/**
 * A mailbox of the playground.
 *
 * @param address whose it is; empty for all of them together
 * @param chosen whether its mails are shown
 */
record Mailbox(String address, long count, boolean chosen) {

    /** All together, one for each of the people who has an address, and one for whoever else got a mail. */
    static List<Mailbox> of(List<SlackPerson> people, List<Mail> mails, String chosen) {
        return Stream.of(
                        Stream.of(""),
                        people.stream().map(SlackPerson::email).filter(email -> !email.isEmpty()),
                        mails.stream().map(Mail::to))
                .flatMap(addresses -> addresses)
                .distinct()
                .map(address -> new Mailbox(
                        address,
                        mails.stream()
                                .filter(mail -> address.isEmpty() || address.equals(mail.to()))
                                .count(),
                        address.equals(chosen)))
                .toList();
    }
}

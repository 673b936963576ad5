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
                .map(address -> {
                    var mailbox = new Mailbox(address, 0, address.equals(chosen));
                    return new Mailbox(
                            address, mails.stream().filter(mailbox::holds).count(), mailbox.chosen);
                })
                .toList();
    }

    private boolean holds(Mail mail) {
        return address.isEmpty() || address.equals(mail.to());
    }
}

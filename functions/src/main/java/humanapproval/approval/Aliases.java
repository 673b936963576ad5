package humanapproval.approval;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The other names by which channels know the people of an approval. */
final class Aliases {

    private Aliases() {}

    /** The names by which channels know who has that email. */
    static Stream<String> of(Approval approval, String email) {
        return approval.outboxes().values().stream()
                .flatMap(outbox -> Stream.ofNullable(outbox.aliases().get(email)));
    }

    /** Who that alias is: the email where a channel found it; the requester's where it is one of several. */
    static String person(Approval approval, String alias) {
        Set<String> emails = new TreeSet<>();
        approval.outboxes()
                .values()
                .forEach(outbox -> outbox.aliases().forEach((email, known) -> {
                    if (known.equals(alias)) {
                        emails.add(email);
                    }
                }));
        return approval.question()
                .flatMap(asked -> asked.request().policy().requester())
                .map(Person::email)
                .filter(emails::contains)
                .or(() -> emails.stream().findFirst())
                .orElse(alias);
    }
}

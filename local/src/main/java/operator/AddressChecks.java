package operator;

import java.util.List;
import java.util.stream.Stream;
import operator.AddressBook.Entry;

/** Whether mails reach whom they should, and nobody else. */
final class AddressChecks {

    static final List<Check> ALL = List.of(
            new Check("Address book", "Is each one confirmed, filtered and protected?", AddressChecks::approvers),
            new Check("Alarms' mail", "Does somebody hear of alarms?", AddressChecks::alarms));

    private AddressChecks() {}

    private static List<Finding> approvers(Deployed stack) {
        var entries = AddressBook.of(stack).entries();
        return entries.isEmpty()
                ? List.of(Finding.wrong("it is empty", "./approvals approvers add EMAIL"))
                : entries.stream().flatMap(AddressChecks::state).toList();
    }

    /** How one stands, each thing that is wrong on its own. */
    static Stream<Finding> state(Entry entry) {
        var email = Terminal.visible(entry.email(), 200);
        if (!entry.isConfirmed()) {
            return Stream.of(Finding.wrong(
                    email + " has not confirmed, and gets no mail",
                    "./approvals approvers add " + email + " (SNS mails the link once more)"));
        }
        if (!entry.isFiltered()) {
            return Stream.of(Finding.wrong(
                    email + " has no filter of its own: nothing is mailed to anybody, as it would get others' links",
                    "./approvals approvers add " + email + " gives it one, or remove it: ./approvals approvers remove "
                            + email));
        }
        return Stream.of(Finding.of(
                entry.isProtected(),
                email + " is confirmed, filtered and protected",
                email + " can be unsubscribed with one click below each mail, by mail scanners too",
                "./approvals approvers remove " + email + ", then add it, and confirm with the link it sends you"));
    }

    private static List<Finding> alarms(Deployed stack) {
        var entries = new AddressBook(stack.aws().sns(), stack.output("AlarmTopicArn")).entries();
        if (entries.isEmpty()) {
            return List.of(Finding.skipped("nobody hears of alarms, as AlarmEmail is empty"));
        }
        return entries.stream()
                .map(entry -> Finding.of(
                        entry.isConfirmed(),
                        Terminal.visible(entry.email(), 200) + " hears of alarms",
                        Terminal.visible(entry.email(), 200) + " has not confirmed, and hears of no alarm",
                        "open the link in the mail AWS Notification - Subscription Confirmation there"))
                .toList();
    }
}

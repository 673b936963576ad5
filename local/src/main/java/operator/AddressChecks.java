package operator;

import java.util.List;
import operator.AddressBook.Entry;

/** Whether mails reach whom they should, and nobody else. */
record AddressChecks(Deployed stack) {

    List<Check> all() {
        return List.of(new Check("Address book", this::approvers), new Check("Alarms' mail", this::alarms));
    }

    private List<Finding> approvers() {
        var entries = AddressBook.of(stack).entries();
        return entries.isEmpty()
                ? List.of(Finding.wrong("it is empty", "./approvals approvers add EMAIL"))
                : entries.stream().map(AddressChecks::state).toList();
    }

    /** How one stands: what is worst, where more than one thing is wrong. */
    static Finding state(Entry entry) {
        var email = Terminal.visible(entry.email(), 200);
        if (!entry.isConfirmed()) {
            return Finding.wrong(
                    email + " has not confirmed, and gets no mail",
                    "./approvals approvers add " + email + " (SNS mails the link once more)");
        }
        if (!entry.isFiltered()) {
            return Finding.wrong(
                    email + " has no filter of its own: nothing is mailed to anybody, as it would get others' links",
                    "./approvals approvers add " + email + " gives it one, or remove it: ./approvals approvers remove "
                            + email);
        }
        return Finding.of(
                entry.isProtected(),
                email + " is confirmed, filtered and protected",
                email + " can be unsubscribed with one click below each mail, by mail scanners too",
                "./approvals approvers remove " + email + ", then add it, and confirm with the link it sends you");
    }

    private List<Finding> alarms() {
        var entries = AddressBook.ofAlarms(stack).entries();
        return entries.isEmpty()
                ? List.of(Finding.skipped("nobody hears of alarms, as AlarmEmail is empty"))
                : entries.stream().map(AddressChecks::hears).toList();
    }

    private static Finding hears(Entry entry) {
        var email = Terminal.visible(entry.email(), 200);
        return Finding.of(
                entry.isConfirmed(),
                email + " hears of alarms",
                email + " has not confirmed, and hears of no alarm",
                "open the link in the mail AWS Notification - Subscription Confirmation there");
    }
}

package humanapproval.store;

import humanapproval.request.Person;
import humanapproval.request.Policy;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The request in Slack: one message, and replies in its thread for what does not fit.
 *
 * @param team the workspace that the app is installed in
 * @param app the app's id, empty as long as Slack has not told it
 * @param channel the channel's id
 * @param ts the message's id within the channel; absent as long as it is not known
 * @param posted how many of its parts are there; the message itself is the first
 * @param users the Slack user ids of the approvers and the requester that were found, by email
 */
public record SlackMessage(
        String team, String app, String channel, Optional<String> ts, int posted, Map<String, String> users) {

    /** What of it is delivered: the message with all its parts. */
    public static final String REQUEST = "slack request";

    /** What of it is delivered: its end. */
    public static final String END = "slack end";

    /** The comment field's block and action id in the message. */
    public static final String COMMENT = "comment";

    /** The longest comment that its field takes, in characters. */
    public static final int LONGEST_COMMENT = 1000;

    private static final String UNMAPPED = "slack:";

    /** Keeps its own copy of the map. */
    public SlackMessage {
        users = Map.copyOf(users);
    }

    /** With one more part; the first one gives it its {@code ts} and the app that Slack knows it by. */
    public SlackMessage posted(String partTs, String partApp) {
        return new SlackMessage(
                team, ts.isPresent() ? app : partApp, channel, ts.or(() -> Optional.of(partTs)), posted + 1, users);
    }

    /** Why nobody can answer in Slack, as a sentence; empty where somebody can. */
    public Optional<String> unanswerable(Policy policy) {
        if (policy.approvers().isEmpty()
                && !policy.allowSelfApproval()
                && policy.requester()
                        .filter(person -> !users.containsKey(person.email()))
                        .isPresent()) {
            return Optional.of("The requester was not found in this workspace, so Slack can't tell whether somebody "
                    + "approves their own request.");
        }
        Set<String> eligible = policy.eligible();
        if (!policy.approvers().isEmpty() && eligible.stream().noneMatch(users::containsKey)) {
            return Optional.of("None of the approvers was found in this workspace.");
        }
        return Optional.empty();
    }

    /**
     * Who votes when that user presses: the email where it is known, else the user's id with its workspace. A user who
     * is the requester under one of several emails is the requester.
     */
    public String approver(String user, Policy policy) {
        Optional<String> requester =
                policy.requester().map(Person::email).filter(email -> user.equals(users.get(email)));
        return requester
                .or(() -> users.entrySet().stream()
                        .filter(entry -> entry.getValue().equals(user))
                        .map(Map.Entry::getKey)
                        .sorted()
                        .findFirst())
                .orElse(UNMAPPED + team + ":" + user);
    }

    /** The Slack user of an approver, where known. */
    public Optional<String> user(String approver) {
        return approver.startsWith(UNMAPPED + team + ":")
                ? Optional.of(approver.substring(approver.lastIndexOf(':') + 1))
                : Optional.ofNullable(users.get(approver));
    }
}

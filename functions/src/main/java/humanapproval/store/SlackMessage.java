package humanapproval.store;

import humanapproval.request.Policy;
import humanapproval.request.Request;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * The request in Slack: one message, and replies in its thread for what does not fit.
 *
 * @param team the workspace that the app is installed in
 * @param app the app's id, empty as long as Slack has not told it
 * @param channel the channel's id
 * @param ts the message's id within the channel; absent as long as it is not known
 * @param posted how many of its parts are there; the message itself is the first
 * @param users the Slack user ids of the approvers and the requester that were found, by email
 * @param reminded the number of the last reminder in the thread
 * @param at when {@code status} was reached
 */
public record SlackMessage(
        String team, String app, String channel, Optional<String> ts, int posted, Map<String, String> users, int reminded, Status status, Instant at) {

    /** The comment field's block and action id in the message. */
    public static final String COMMENT = "comment";

    private static final String UNMAPPED = "slack:";

    /** How far it came. */
    public enum Status {
        /** Somebody is posting right now, or died doing so. */
        SENDING,
        /** Some of it is missing: Slack said later, or did not answer. */
        WAITING,
        /** It stands there with all its parts. */
        SENT,
        /** It shows the end. */
        CLOSED,
        /** It can't be closed any more: deleted, or its channel archived. */
        LOST
    }

    /** Keeps its own copy of the map. */
    public SlackMessage {
        users = Map.copyOf(users);
    }

    /** In that status now. */
    public SlackMessage reached(Status status, Instant at) {
        return new SlackMessage(team, app, channel, ts, posted, users, reminded, status, at);
    }

    /** With that reminder. */
    public SlackMessage reminded(int number) {
        return new SlackMessage(team, app, channel, ts, posted, users, number, status, at);
    }

    /** With one more part; the first one gives it its {@code ts} and the app that Slack knows it by. */
    public SlackMessage posted(String partTs, String partApp) {
        return new SlackMessage(team, ts.isPresent() ? app : partApp, channel, ts.or(() -> Optional.of(partTs)), posted + 1, users, reminded, status, at);
    }

    /** Why nobody can answer {@code request} in Slack, as a sentence; empty where somebody can. */
    public Optional<String> unanswerable(Request request) {
        Policy policy = request.policy();
        boolean known = policy.requester().filter(person -> users.containsKey(person.email())).isPresent();
        if (!policy.allowSelfApproval() && request.requester().isPresent() && !known) {
            return Optional.of("Who asks was not found in this workspace, so nobody can be kept from approving a request of their own here.");
        }
        if (!policy.approvers().isEmpty() && policy.named(true).noneMatch(person -> users.containsKey(person.email()))) {
            return Optional.of("None of the approvers was found in this workspace.");
        }
        return Optional.empty();
    }

    /** Who votes when that user presses: the email where it is known, else the user's id with its workspace. */
    public String approver(String user) {
        return users.entrySet().stream().filter(entry -> entry.getValue().equals(user)).map(Map.Entry::getKey).findFirst()
                .orElse(UNMAPPED + team + ":" + user);
    }

    /** The Slack user of an approver, where known. */
    public Optional<String> user(String approver) {
        return approver.startsWith(UNMAPPED + team + ":")
                ? Optional.of(approver.substring(approver.lastIndexOf(':') + 1))
                : Optional.ofNullable(users.get(approver));
    }
}

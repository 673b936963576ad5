package humanapproval.slack;

import com.google.gson.JsonObject;
import humanapproval.approval.Approval;
import humanapproval.approval.ChannelName;
import humanapproval.approval.Person;
import humanapproval.approval.Policy;
import humanapproval.approval.Words;
import humanapproval.json.JsonFields;
import java.util.Optional;
import java.util.Set;

/**
 * The Slack channel's private state: one message, and replies in its thread for what does not fit.
 *
 * @param team the workspace that the app is installed in
 * @param app the app's id, empty as long as Slack has not told it
 * @param channel the channel's id
 * @param ts the message's id within the channel; absent as long as it is not known
 * @param posted how many of its parts are there; the message itself is the first
 */
record SlackState(String team, String app, String channel, Optional<String> ts, int posted) {

    private static final String ALIAS = "slack:";

    /** Nothing is posted yet. */
    static SlackState begun(String team, String channel) {
        return new SlackState(team, "", channel, Optional.empty(), 0);
    }

    /** What stands in the record; none where nobody began to post. */
    static Optional<SlackState> of(Approval approval) {
        JsonFields own = new JsonFields(approval.outbox(ChannelName.SLACK).own(), "state");
        return own.has("team")
                ? Optional.of(new SlackState(
                        own.text("team"),
                        own.text("app"),
                        own.text("channel"),
                        own.optionalText("ts"),
                        own.count("posted")))
                : Optional.empty();
    }

    /** {@code own} with this in it. */
    JsonObject write(JsonObject own) {
        JsonObject json = own.deepCopy();
        json.addProperty("team", team);
        json.addProperty("app", app);
        json.addProperty("channel", channel);
        ts.ifPresent(known -> json.addProperty("ts", known));
        json.addProperty("posted", posted);
        return json;
    }

    /** With one more part; the first one gives it its {@code ts} and the app that Slack knows it by. */
    SlackState posted(String partTs, String partApp) {
        return new SlackState(
                team, ts.isPresent() ? app : partApp, channel, ts.or(() -> Optional.of(partTs)), posted + 1);
    }

    /** The alias of a Slack user. */
    String alias(String user) {
        return ALIAS + team + ":" + user;
    }

    /** The Slack user of somebody whom the record names by email or alias, where known. */
    static Optional<String> user(Approval approval, String approver) {
        return Optional.of(approval.outbox(ChannelName.SLACK).aliases().getOrDefault(approver, approver))
                .filter(alias -> alias.startsWith(ALIAS))
                .map(alias -> alias.substring(alias.lastIndexOf(':') + 1));
    }

    /** Whether a press is one of our message, by a member of its workspace. */
    boolean isOfOurs(SlackInteraction pressed) {
        boolean ourApp = app.isEmpty() || app.equals(pressed.app());
        return ourApp && pressed.team().equals(team) && pressed.userTeam().equals(team);
    }

    /**
     * Why nobody can answer in Slack, where those {@code found} were found, as a sentence; empty where somebody can.
     */
    static Optional<String> unanswerable(Policy policy, Set<String> found) {
        if (policy.approvers().isEmpty()) {
            return !policy.allowSelfApproval()
                            && policy.requester()
                                    .map(Person::email)
                                    .filter(email -> !found.contains(email))
                                    .isPresent()
                    ? Optional.of(Words.REQUESTER_UNKNOWN)
                    : Optional.empty();
        }
        return policy.eligible().stream().noneMatch(found::contains)
                ? Optional.of(Words.APPROVERS_UNKNOWN)
                : Optional.empty();
    }

    /** The same, given the record. */
    static Optional<String> unanswerable(Approval approval) {
        return unanswerable(
                approval.request().policy(),
                approval.outbox(ChannelName.SLACK).aliases().keySet());
    }
}

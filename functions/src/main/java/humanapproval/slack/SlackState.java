package humanapproval.slack;

import com.google.gson.JsonObject;
import humanapproval.approval.Approval;
import humanapproval.approval.ChannelName;
import humanapproval.approval.Outbox;
import humanapproval.approval.Policy;
import humanapproval.approval.Words;
import humanapproval.json.JsonFields;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * The Slack channel's private state.
 *
 * @param team the workspace that the app is installed in
 * @param organisation the organisation that has the workspace, empty where there is none
 * @param app the app's id, empty as long as Slack has not told it
 * @param posts the messages: the channel's by {@link #CHANNEL}, those to approvers who are not in it by their emails
 * @param trouble what keeps people from being reached, as a sentence for the deployer; else empty
 */
record SlackState(String team, String organisation, String app, Map<String, Post> posts, String trouble) {

    /** Stands for the channel where else an approver's email is. */
    static final String CHANNEL = "";

    private static final String ALIAS = "slack:";

    static SlackState begun(SlackClient.Workspace workspace, String channel) {
        return new SlackState(workspace.team(), workspace.organisation(), "", Map.of(CHANNEL, Post.to(channel)), "");
    }

    /** What stands in the record; none where nobody began to post. */
    static Optional<SlackState> of(Approval approval) {
        return read(approval.outbox(ChannelName.SLACK));
    }

    private static Optional<SlackState> read(Outbox outbox) {
        JsonFields own = new JsonFields(outbox.own(), "state");
        if (!own.has("team")) {
            return Optional.empty();
        }
        Map<String, Post> posts = new TreeMap<>(Map.of(CHANNEL, Post.read(own)));
        if (own.has("direct")) {
            JsonFields direct = own.object("direct");
            direct.json().keySet().forEach(email -> posts.put(email, Post.read(direct.object(email))));
        }
        return Optional.of(new SlackState(
                own.text("team"),
                own.optionalText("organisation").orElse(""),
                own.text("app"),
                posts,
                own.optionalText("trouble").orElse("")));
    }

    /** {@code own} with this in it. */
    JsonObject write(JsonObject own) {
        JsonObject json = posts.get(CHANNEL).write(own.deepCopy());
        json.addProperty("team", team);
        json.addProperty("organisation", organisation);
        json.addProperty("app", app);
        json.addProperty("trouble", trouble);
        JsonObject direct = new JsonObject();
        posts.forEach((to, post) -> direct.add(to, post.write(new JsonObject())));
        direct.remove(CHANNEL);
        json.add("direct", direct);
        return json;
    }

    /** With one message as it is now; what was known of app and trouble stays where these are empty. */
    SlackState with(String to, Post post, String nowApp, String nowTrouble) {
        Map<String, Post> changed = new TreeMap<>(posts);
        changed.put(to, post);
        return new SlackState(
                team,
                organisation,
                nowApp.isEmpty() ? app : nowApp,
                changed,
                nowTrouble.isEmpty() ? trouble : nowTrouble);
    }

    /** The same in a record, whatever else was noted there meanwhile: a lost message reaches its approver no more. */
    static UnaryOperator<Outbox> noting(String to, Post post, String app, String trouble) {
        return outbox -> {
            SlackState now = read(outbox).orElseThrow().with(to, post, app, trouble);
            Outbox noted = outbox.with(now.write(outbox.own()));
            return post.isLost() && !to.equals(CHANNEL) ? noted.missing(to, now.trouble()) : noted;
        };
    }

    /** The message to the channel or that approver, unless it is lost. */
    Optional<Post> post(String to) {
        return Optional.ofNullable(posts.get(to)).filter(post -> !post.isLost());
    }

    String alias(String user) {
        return ALIAS + team + ":" + user;
    }

    /** The Slack user of somebody whom the record names by email or alias, where known. */
    static Optional<String> user(Approval approval, String approver) {
        return Optional.of(approval.outbox(ChannelName.SLACK).aliases().getOrDefault(approver, approver))
                .filter(alias -> alias.startsWith(ALIAS))
                .map(alias -> alias.substring(alias.lastIndexOf(':') + 1));
    }

    /**
     * Whether it was pressed in our app, by somebody of whom it can be said whether they may. Who is named is known by
     * the id; else it has to be a member of the workspace or of its organisation, and no guest of a shared channel.
     */
    boolean isOfOurs(SlackInteraction pressed, Policy policy) {
        boolean atHome = pressed.homes().contains(team)
                || !organisation.isEmpty() && pressed.homes().contains(organisation);
        return (app.isEmpty() || app.equals(pressed.app()))
                && (atHome || !policy.approvers().isEmpty());
    }

    /** Why nobody can answer in Slack, where those {@code found} were found, as a sentence; empty if somebody can. */
    static Optional<String> unanswerable(Policy policy, Set<String> found) {
        if (!policy.approvers().isEmpty()) {
            boolean nobody = policy.eligible().stream().noneMatch(found::contains);
            return nobody ? Optional.of(Words.APPROVERS_UNKNOWN) : Optional.empty();
        }
        return policy.requester()
                .filter(person -> !policy.allowSelfApproval() && !found.contains(person.email()))
                .map(unknown -> Words.REQUESTER_UNKNOWN);
    }

    static Optional<String> unanswerable(Approval approval) {
        return unanswerable(
                approval.request().policy(),
                approval.outbox(ChannelName.SLACK).aliases().keySet());
    }
}

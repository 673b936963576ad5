package humanapproval.slack;

import com.google.gson.JsonObject;
import humanapproval.approval.Approval;
import humanapproval.approval.ChannelName;
import humanapproval.approval.Policy;
import humanapproval.approval.Reach;
import humanapproval.approval.Request;
import humanapproval.channel.Channel.Finding;
import humanapproval.channel.Settings;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds out whom Slack reaches: who is notified, as members of the channel or by a message of their own. */
record SlackReach(SlackClient slack, People people) {

    /** A channel is for many people; to single ones Slack takes about a message a second. */
    private static final int MOST_DIRECT = 20;

    private static final String WIDE =
            "The Slack app is installed for the whole organisation: install it in the workspace that is asked.";
    private static final String TOO_MANY =
            "Of the approvers who are not in the channel, " + MOST_DIRECT + " are written to: invite the others.";
    private static final String UNSEEN = "Until then approvers who are not in the channel are not notified.";

    /** Given the record, what was found before. */
    Finding of(Approval open, Settings settings) {
        Request request = open.request();
        Policy policy = request.policy();
        Optional<String> channel = Optional.ofNullable(request.places().get(ChannelName.SLACK))
                .or(() -> settings.deployed().optionalText("slackChannel").filter(id -> !id.isEmpty()));
        if (channel.isEmpty() || !slack.isConfigured()) {
            return Finding.of(Reach.nobody(Reach.Kind.NOT_CONFIGURED, "It has no channel or no token.", policy));
        }
        Optional<SlackState> before = SlackState.of(open);
        if (before.isPresent()) {
            return Finding.of(
                    reach(policy, open.outbox(ChannelName.SLACK).aliases().keySet(), before.get()));
        }
        String api = settings.deployed().text("slackApiUrl");
        try {
            SlackClient.Workspace workspace = slack.workspace(api);
            if (workspace.wide()) {
                return Finding.of(Reach.cannot(WIDE, policy));
            }
            Map<String, String> users = people.find(api, request, settings.patience());
            SlackState state = withDirect(SlackState.begun(workspace, channel.get()), policy, users, api, settings);
            Map<String, String> aliases = new HashMap<>();
            users.forEach((email, user) -> aliases.put(email, state.alias(user)));
            JsonObject own = state.write(new JsonObject());
            return new Finding(reach(policy, users.keySet(), state), aliases, own, Optional.empty());
        } catch (SlackErrorException e) {
            if (e.isLasting()) {
                return Finding.of(Reach.cannot(e.getMessage(), policy));
            }
            throw e;
        }
    }

    /** Whoever is named and not in the channel would never be notified, and gets a message of their own. */
    private SlackState withDirect(
            SlackState begun, Policy policy, Map<String, String> users, String api, Settings settings) {
        Post channel = begun.posts().get(SlackState.CHANNEL);
        List<String> named =
                policy.eligible().stream().filter(users::containsKey).toList();
        Set<String> outside;
        try {
            outside = people.outside(
                    api, channel.channel(), named.stream().map(users::get).toList(), settings.patience());
        } catch (SlackErrorException e) {
            if (e.isAboutScope()) {
                return begun.with(SlackState.CHANNEL, channel, "", e.getMessage() + " " + UNSEEN);
            }
            throw e;
        }
        SlackState state = begun;
        for (String email : named) {
            // Who is named by two emails gets it once.
            if (outside.remove(users.get(email))) {
                Post post = Post.to(users.get(email));
                boolean tooMany = state.posts().size() > MOST_DIRECT;
                state = state.with(email, tooMany ? post.lost() : post, "", tooMany ? TOO_MANY : "");
            }
        }
        return state;
    }

    private static Reach reach(Policy policy, Set<String> found, SlackState state) {
        Set<String> reached = new HashSet<>(found);
        state.posts().forEach((to, post) -> {
            if (post.isLost()) {
                reached.remove(to);
            }
        });
        return SlackState.unanswerable(policy, reached)
                .map(reason -> Reach.cannot((reason + " " + state.trouble()).strip(), policy))
                .orElseGet(() -> Reach.of(reached, policy).noting(state.trouble()));
    }
}

package humanapproval.slack;

import com.google.gson.JsonObject;
import humanapproval.approval.Approval;
import humanapproval.approval.ChannelName;
import humanapproval.approval.Person;
import humanapproval.approval.Policy;
import humanapproval.approval.Reach;
import humanapproval.approval.Request;
import humanapproval.channel.Channel.Finding;
import humanapproval.channel.Channel.Settings;
import humanapproval.channel.Patience;
import humanapproval.slack.SlackErrorException.Kind;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Finds out whom Slack reaches: who is notified, as members of the channel or by a message of their own. Remembers
 * people for minutes: Slack allows about 50 of these calls a minute (Slack's page Rate limits, Tier 3), and a request
 * that has to be tried again must not begin anew.
 */
final class SlackReach {

    private static final Duration KEPT = Duration.ofMinutes(10);
    private static final Duration MEMBERS_KEPT = Duration.ofMinutes(1);
    private static final int MOST_KEPT = 1000;
    // A channel is for many people: what an app sends to a workspace is limited.
    private static final int MOST_DIRECT = 20;
    private static final String WIDE =
            "The Slack app is installed for the whole organisation: install it in the workspace that is asked.";
    private static final String TOO_MANY =
            "Of the approvers who are not in the channel, " + MOST_DIRECT + " are written to: invite the others.";
    private static final String UNSEEN = "Until then approvers who are not in the channel are not notified.";

    private final Clock clock;
    private final Map<String, SlackClient.Workspace> workspaces = new HashMap<>();
    private final Map<String, Known> known = new HashMap<>();
    private final Map<String, Members> members = new HashMap<>();

    private record Known(Optional<String> user, Instant at) {}

    /** A channel's members, as far as they were needed, and where the next ones begin. */
    private record Members(Set<String> users, Optional<String> next, Instant at) {}

    SlackReach(Clock clock) {
        this.clock = clock;
    }

    /** Given the record, what was found before. */
    Finding of(Approval open, SlackClient slack, Settings settings) {
        Request request = open.request();
        Policy policy = request.policy();
        Optional<String> channel = Optional.ofNullable(request.places().get(ChannelName.SLACK))
                .or(() -> settings.deployed().optionalText("slackChannel").filter(id -> !id.isEmpty()));
        if (channel.isEmpty() || slack.token().isEmpty()) {
            return Finding.of(Reach.nobody(Reach.Kind.NOT_CONFIGURED, "It has no channel or no token.", policy));
        }
        Optional<SlackState> before = SlackState.of(open);
        if (before.isPresent()) {
            Set<String> found = open.outbox(ChannelName.SLACK).aliases().keySet();
            return Finding.of(reach(policy, found, before.get()));
        }
        try {
            SlackClient.Workspace workspace = workspaces.computeIfAbsent(slack.token(), token -> slack.workspace());
            if (workspace.wide()) {
                return Finding.of(Reach.cannot(WIDE, policy));
            }
            Map<String, String> users = find(slack, request, settings.patience());
            SlackState begun = SlackState.begun(workspace, channel.get());
            SlackState state = withDirect(begun, policy, users, slack, settings.patience());
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
            SlackState begun, Policy policy, Map<String, String> users, SlackClient slack, Patience patience) {
        Post channel = begun.posts().get(SlackState.CHANNEL);
        List<String> named =
                policy.eligible().stream().filter(users::containsKey).toList();
        Set<String> outside;
        try {
            outside = outside(
                    slack, channel.channel(), named.stream().map(users::get).toList(), patience);
        } catch (SlackErrorException e) {
            if (e.is(Kind.SCOPE)) {
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

    /** The active users who are the approvers and the requester, by email: those named by an id are checked too. */
    private Map<String, String> find(SlackClient slack, Request request, Patience patience) {
        Map<String, String> users = new HashMap<>();
        Stream.concat(request.policy().named(true), request.policy().requester().stream())
                .forEach(person ->
                        user(slack, person, patience).ifPresent(user -> users.putIfAbsent(person.email(), user)));
        return users;
    }

    private Optional<String> user(SlackClient slack, Person person, Patience patience) {
        Optional<String> id = Optional.ofNullable(person.ids().get(ChannelName.SLACK));
        Known before = known.get(id.orElse(person.email()));
        if (before == null || before.at().isBefore(clock.instant().minus(KEPT))) {
            patience.check();
            if (known.size() >= MOST_KEPT) {
                known.clear();
            }
            before = new Known(
                    id.isPresent() ? slack.userById(id.get()) : slack.userByEmail(person.email()), clock.instant());
            known.put(id.orElse(person.email()), before);
        }
        return before.user();
    }

    /** Those of {@code users} who are not in the channel; a try that has to end goes on where it was. */
    private Set<String> outside(SlackClient slack, String channel, Collection<String> users, Patience patience) {
        Instant now = clock.instant();
        Members read = members.get(channel);
        if (read == null || read.at().isBefore(now.minus(MEMBERS_KEPT))) {
            read = new Members(new HashSet<>(), Optional.of(""), now);
        }
        while (read.next().isPresent() && !read.users().containsAll(users)) {
            patience.check();
            SlackClient.Members page = slack.members(channel, read.next().get());
            read.users().addAll(page.users());
            read = new Members(read.users(), page.next(), read.at());
            members.put(channel, read);
        }
        Set<String> outside = new HashSet<>(users);
        outside.removeAll(read.users());
        return outside;
    }

    private static Reach reach(Policy policy, Set<String> found, SlackState state) {
        Set<String> reached = new HashSet<>(found);
        reached.removeIf(
                email -> state.posts().containsKey(email) && state.post(email).isEmpty());
        return SlackState.unanswerable(policy, reached)
                .map(reason -> Reach.cannot((reason + " " + state.trouble()).strip(), policy))
                .orElseGet(() -> Reach.of(reached, policy).noting(state.trouble()));
    }
}

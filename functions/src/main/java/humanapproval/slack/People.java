package humanapproval.slack;

import humanapproval.approval.ChannelName;
import humanapproval.approval.Request;
import humanapproval.channel.Patience;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Finds the Slack users of a request. Remembers them for minutes: Slack allows about 50 of these calls a minute
 * (Slack's page Rate limits, Tier 3), and a request that has to be tried again must not begin anew.
 */
final class People {

    private static final Duration KEPT = Duration.ofMinutes(10);
    private static final Duration MEMBERS_KEPT = Duration.ofMinutes(1);
    private static final int MOST_KEPT = 1000;

    private final SlackClient slack;
    private final Clock clock;
    private final Map<String, Known> known = new HashMap<>();
    private final Map<String, Members> members = new HashMap<>();

    private record Known(Optional<String> user, Instant at) {}

    /** A channel's members, as far as they were needed, and where the next ones begin. */
    private record Members(Set<String> users, Optional<String> next, Instant at) {}

    People(SlackClient slack, Clock clock) {
        this.slack = slack;
        this.clock = clock;
    }

    /** The active users who are the approvers and the requester, by email: those named by an id are checked too. */
    Map<String, String> find(String api, Request request, Patience patience) {
        Map<String, String> users = new HashMap<>();
        Stream.concat(request.policy().named(true), request.policy().requester().stream())
                .forEach(person -> user(api, person.email(), person.ids().get(ChannelName.SLACK), patience)
                        .ifPresent(user -> users.putIfAbsent(person.email(), user)));
        return users;
    }

    private Optional<String> user(String api, String email, String id, Patience patience) {
        String key = id == null ? email : id;
        Instant now = clock.instant();
        Known before = known.get(key);
        if (before == null || before.at().isBefore(now.minus(KEPT))) {
            patience.check();
            if (known.size() >= MOST_KEPT) {
                known.clear();
            }
            before = new Known(id == null ? slack.userByEmail(api, email) : slack.userById(api, id), now);
            known.put(key, before);
        }
        return before.user();
    }

    /** Those of {@code users} who are not in the channel; a try that has to end goes on where it was. */
    Set<String> outside(String api, String channel, Collection<String> users, Patience patience) {
        Instant now = clock.instant();
        Members read = members.get(channel);
        if (read == null || read.at().isBefore(now.minus(MEMBERS_KEPT))) {
            read = new Members(new HashSet<>(), Optional.of(""), now);
        }
        while (read.next().isPresent() && !read.users().containsAll(users)) {
            patience.check();
            SlackClient.Members page = slack.members(api, channel, read.next().get());
            read.users().addAll(page.users());
            read = new Members(read.users(), page.next(), read.at());
            members.put(channel, read);
        }
        Set<String> outside = new HashSet<>(users);
        outside.removeAll(read.users());
        return outside;
    }
}

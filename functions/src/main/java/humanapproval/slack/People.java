package humanapproval.slack;

import humanapproval.approval.ChannelName;
import humanapproval.approval.Request;
import humanapproval.channel.Patience;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds the Slack users of a request. Remembers them for minutes: Slack allows about 50 of these calls a minute
 * (Slack's page Rate limits, Tier 3), and a request that has to be tried again must not begin anew.
 */
final class People {

    private static final Duration KEPT = Duration.ofMinutes(10);
    private static final int MOST_KEPT = 1000;

    private final SlackClient slack;
    private final Clock clock;
    private final Map<String, Known> known = new HashMap<>();

    private record Known(Optional<String> user, Instant at) {}

    People(SlackClient slack, Clock clock) {
        this.slack = slack;
        this.clock = clock;
    }

    /** The users of the approvers and the requester that the workspace knows, by email. */
    Map<String, String> find(String api, Request request, Patience patience) {
        Map<String, String> users = new HashMap<>();
        Stream.concat(request.policy().named(true), request.policy().requester().stream())
                .forEach(person -> Optional.ofNullable(person.ids().get(ChannelName.SLACK))
                        .or(() -> user(api, person.email(), patience))
                        .ifPresent(user -> users.putIfAbsent(person.email(), user)));
        return users;
    }

    private Optional<String> user(String api, String email, Patience patience) {
        Instant now = clock.instant();
        Known before = known.get(email);
        if (before == null || before.at().isBefore(now.minus(KEPT))) {
            patience.check();
            if (known.size() >= MOST_KEPT) {
                known.clear();
            }
            before = new Known(slack.userByEmail(api, email), now);
            known.put(email, before);
        }
        return before.user();
    }
}

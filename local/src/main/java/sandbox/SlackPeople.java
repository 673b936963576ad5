package sandbox;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** The people of the look-alike, as Slack's methods tell of them. Safe for use by several threads. */
final class SlackPeople {
    // Slack may give fewer than asked for (Slack's page Pagination).
    private static final int PAGE = 3;

    private final List<SlackPerson> people = new ArrayList<>();

    synchronized SlackPerson add(String name, String email, String team, boolean inChannel) {
        var person = new SlackPerson("U0LOCAL%03d".formatted(people.size()), team, name, email, inChannel);
        people.add(person);
        return person;
    }

    synchronized List<SlackPerson> all() {
        return List.copyOf(people);
    }

    Optional<SlackPerson> find(Predicate<SlackPerson> like) {
        return all().stream().filter(like).findFirst();
    }

    /** The name of the member with that id; the id itself where there is none. */
    String name(String id) {
        return find(person -> person.id().equals(id)).map(SlackPerson::name).orElse(id);
    }

    /** Only members of the workspace are found so. */
    Map<String, ?> byEmail(String email) {
        return user(
                person -> !email.isEmpty()
                        && person.team().equals(SlackWorkspace.TEAM)
                        && person.email().equals(email),
                "users_not_found");
    }

    Map<String, ?> byId(String id) {
        return user(person -> person.id().equals(id), "user_not_found");
    }

    private Map<String, ?> user(Predicate<SlackPerson> who, String otherwise) {
        var person = find(who).orElseThrow(() -> new SlackRefusal(otherwise));
        return Map.of(
                "id", person.id(),
                "team_id", person.team(),
                "name", person.name(),
                "deleted", false,
                "is_bot", false);
    }

    /** A page of a channel's members. */
    Map<String, ?> members(String cursor) {
        var members = all().stream()
                .filter(SlackPerson::inChannel)
                .map(SlackPerson::id)
                .toList();
        var from = cursor.isEmpty() ? 0 : Integer.parseInt(cursor);
        var to = Math.min(members.size(), from + PAGE);
        var next = to < members.size() ? String.valueOf(to) : "";
        return Map.of("members", members.subList(from, to), "response_metadata", Map.of("next_cursor", next));
    }
}

package sandbox;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
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

    /** Only members of the workspace are found so. */
    JsonObject byEmail(String email) {
        return user(
                person -> !email.isEmpty()
                        && person.team().equals(SlackWorkspace.TEAM)
                        && person.email().equals(email),
                "users_not_found");
    }

    JsonObject byId(String id) {
        return user(person -> person.id().equals(id), "user_not_found");
    }

    private JsonObject user(Predicate<SlackPerson> who, String otherwise) {
        var person = find(who).orElseThrow(() -> new SlackRefusal(otherwise));
        var user = new JsonObject();
        user.addProperty("id", person.id());
        user.addProperty("team_id", person.team());
        user.addProperty("name", person.name());
        user.addProperty("deleted", false);
        user.addProperty("is_bot", false);
        return user;
    }

    /** Adds a page of a channel's members to {@code answer}. */
    void members(String cursor, JsonObject answer) {
        var members = all().stream().filter(SlackPerson::inChannel).toList();
        var from = cursor.isEmpty() ? 0 : Integer.parseInt(cursor);
        var to = Math.min(members.size(), from + PAGE);
        var page = new JsonArray();
        members.subList(from, to).forEach(member -> page.add(member.id()));
        var next = new JsonObject();
        next.addProperty("next_cursor", to < members.size() ? String.valueOf(to) : "");
        answer.add("members", page);
        answer.add("response_metadata", next);
    }
}

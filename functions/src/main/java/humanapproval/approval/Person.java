package humanapproval.approval;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import humanapproval.json.JsonFields;
import humanapproval.json.MalformedException;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Somebody whom a request names: an email, or an object with {@code email}, {@code name} and an id for a channel.
 *
 * @param email lower-cased, the spelling by which they are known
 * @param name how they are called, for people only
 * @param ids who they are in a channel, where they are not to be looked up by the email
 */
public record Person(String email, Optional<String> name, Map<ChannelName, String> ids) {

    private static final Pattern EMAIL = Pattern.compile("[^@\\p{C}\\p{Z}]{1,64}@[^@\\p{C}\\p{Z}]{1,255}");

    /** Keeps its own copy of the map. */
    public Person {
        ids = Map.copyOf(ids);
    }

    /** Whether both are one: by their email or by an id. */
    boolean isOneWith(Person other) {
        return email.equals(other.email) || !Collections.disjoint(ids.entrySet(), other.ids.entrySet());
    }

    /** The one spelling of an address. */
    public static String key(String email) {
        return email.strip().toLowerCase(Locale.ROOT);
    }

    /** The person that {@code element} names; none when it names nobody in the agreed form. */
    static Optional<Person> read(JsonElement element) {
        JsonObject object = element instanceof JsonObject known ? known : new JsonObject();
        if (element.isJsonPrimitive()) {
            object.add("email", element);
        }
        Set<String> unknown = new HashSet<>(object.keySet());
        unknown.removeAll(Set.of("email", "name"));
        Map<ChannelName, String> ids = new EnumMap<>(ChannelName.class);
        JsonFields fields = new JsonFields(object, "person");
        try {
            for (ChannelName channel : ChannelName.values()) {
                if (channel.person().isPresent() && unknown.remove(channel.word())) {
                    fields.optionalText(channel.word()).ifPresent(id -> ids.put(channel, id));
                }
            }
            Optional<String> name = fields.optionalText("name").filter(text -> !text.isBlank());
            return Optional.of(new Person(key(fields.text("email")), name, ids))
                    .filter(person -> unknown.isEmpty() && person.isWellFormed());
        } catch (MalformedException e) {
            return Optional.empty();
        }
    }

    private boolean isWellFormed() {
        return EMAIL.matcher(email).matches()
                && ids.entrySet().stream()
                        .allMatch(id -> id.getKey().person().orElseThrow().fits(id.getValue()));
    }
}

package humanapproval.approval;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import humanapproval.json.JsonFields;
import humanapproval.json.MalformedException;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

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

    /** How people know them. */
    public String shownName() {
        return name.orElse(email);
    }

    /** The one spelling of an address. */
    public static String key(String email) {
        return email.strip().toLowerCase(Locale.ROOT);
    }

    /** The person that {@code element} names; none when it names nobody in the agreed form. */
    static Optional<Person> read(JsonElement element) {
        if (element instanceof JsonPrimitive text && text.isString()) {
            return of(text.getAsString(), Optional.empty(), Map.of());
        }
        if (!(element instanceof JsonObject object)) {
            return Optional.empty();
        }
        Set<String> known = new HashSet<>(Set.of("email", "name"));
        Map<ChannelName, String> ids = new EnumMap<>(ChannelName.class);
        JsonFields fields = JsonFields.of(object, "person");
        try {
            for (ChannelName channel : Stream.of(ChannelName.values())
                    .filter(each -> each.person().isPresent())
                    .toList()) {
                known.add(channel.word());
                fields.optionalText(channel.word()).ifPresent(id -> ids.put(channel, id));
            }
            return known.containsAll(object.keySet())
                    ? of(fields.text("email"), fields.optionalText("name").filter(name -> !name.isBlank()), ids)
                    : Optional.empty();
        } catch (MalformedException e) {
            return Optional.empty();
        }
    }

    private static Optional<Person> of(String email, Optional<String> name, Map<ChannelName, String> ids) {
        boolean valid = EMAIL.matcher(key(email)).matches()
                && ids.entrySet().stream()
                        .allMatch(id -> id.getKey().person().orElseThrow().fits(id.getValue()));
        return valid ? Optional.of(new Person(key(email), name, ids)) : Optional.empty();
    }
}

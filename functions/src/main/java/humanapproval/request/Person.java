package humanapproval.request;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Somebody whom a request names: an email, or an object with {@code email}, {@code name} and {@code slack}.
 *
 * @param email lower-cased, the spelling by which they are known
 * @param name how they are called, for people only
 * @param slack the id of their Slack user, where it is not to be looked up by the email
 */
public record Person(String email, Optional<String> name, Optional<String> slack) {

    private static final Pattern EMAIL = Pattern.compile("[^@\\s]{1,64}@[^@\\s]{1,255}");
    private static final Pattern SLACK_USER = Pattern.compile("[UW][A-Z0-9]{5,30}");
    private static final Set<String> FIELDS = Set.of("email", "name", "slack");

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
            return of(text.getAsString(), Optional.empty(), Optional.empty());
        }
        if (!(element instanceof JsonObject object) || !FIELDS.containsAll(object.keySet())) {
            return Optional.empty();
        }
        try {
            JsonFields fields = JsonFields.of(object, "person");
            return of(
                    fields.text("email"),
                    fields.optionalText("name").filter(name -> !name.isBlank()),
                    fields.optionalText("slack"));
        } catch (MalformedException e) {
            return Optional.empty();
        }
    }

    private static Optional<Person> of(String email, Optional<String> name, Optional<String> slack) {
        boolean valid = EMAIL.matcher(key(email)).matches()
                && slack.filter(id -> !SLACK_USER.matcher(id).matches()).isEmpty();
        return valid ? Optional.of(new Person(key(email), name, slack)) : Optional.empty();
    }
}

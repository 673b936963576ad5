package humanapproval.approval;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import humanapproval.json.JsonFields;
import humanapproval.json.MalformedException;
import humanapproval.text.VisibleText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a person is asked, read from the workflow's input. Any JSON object is a request.
 *
 * @param title the input's title, absent when blank
 * @param description the input's description, absent when blank
 * @param details the input's details and every field that has no meaning here, in the input's order
 * @param policy who may decide, and what it takes
 * @param remindEvery after how long, again and again, those who have not answered are reminded; absent is never
 * @param onTimeout what it means when nobody decides in time
 * @param channels how the approvers are reached
 * @param places the id of the place to ask in, for channels where it is not the deployer's
 */
public record Request(
        Optional<String> title,
        Optional<String> description,
        List<Detail> details,
        Policy policy,
        Optional<Duration> remindEvery,
        OnTimeout onTimeout,
        Set<ChannelName> channels,
        Map<ChannelName, String> places) {

    /** What it means when nobody decides in time. */
    public enum OnTimeout {
        EXPIRE,
        REJECT,
        FAIL
    }

    /**
     * A name and its value, as text.
     *
     * @param structured whether the value is an object or a list, laid out over lines
     */
    public record Detail(String name, String value, boolean structured) {}

    private static final Gson PRETTY = new GsonBuilder()
            .setPrettyPrinting()
            .serializeNulls()
            .disableHtmlEscaping()
            .create();
    // JSON writes it as its number, where it begins a colour like in any other text.
    private static final Pattern ESCAPE = Pattern.compile("(?<!\\\\)((?:\\\\{2})*)\\\\u001b");

    /**
     * Reads a workflow's input where it enters: with all that may be refused.
     *
     * @throws InvalidRequestException with a sentence that names the field
     */
    public static Request entering(JsonObject input, Limits limits) {
        Exactness.check(input);
        for (String name : input.keySet()) {
            FieldNames.meantBy(name).ifPresent(field -> {
                throw new InvalidRequestException("Unknown field " + VisibleText.name(name) + ": did you mean " + field
                        + "? What is only to be shown belongs into details.");
            });
        }
        List<JsonPrimitive> words = Stream.of(ChannelName.values())
                .map(channel -> new JsonPrimitive(channel.word()))
                .toList();
        boolean listsThem = input.get("channels") instanceof JsonArray listed
                && !listed.isEmpty()
                && words.containsAll(listed.asList());
        if (new JsonFields(input, "").has("channels") && !listsThem) {
            String each = words.stream().map(JsonElement::toString).collect(Collectors.joining(", "));
            throw new InvalidRequestException("channels must be a list of one or more of " + each + ".");
        }
        Request request = read(input, limits.selfApproval());
        if (limits.requireApprovers() && request.policy().approvers().isEmpty()) {
            throw new InvalidRequestException("approvers is missing: here every request has to name who may decide.");
        }
        return request;
    }

    /**
     * Reads an input that has entered before, perhaps in a newer version.
     *
     * @param selfApproval whether the deployer lets requests allow that their requester decides
     * @throws InvalidRequestException with a sentence that names the field
     */
    public static Request read(JsonObject input, boolean selfApproval) {
        JsonFields fields = new JsonFields(input, "");
        try {
            Policy policy = Policy.read(fields, selfApproval);
            // A blank text says nothing.
            Request request = new Request(
                    fields.optionalText("title").filter(text -> !text.isBlank()),
                    fields.optionalText("description").filter(text -> !text.isBlank()),
                    details(fields),
                    policy,
                    remindEvery(fields),
                    fields.word("onTimeout", List.of(OnTimeout.values())).orElse(OnTimeout.EXPIRE),
                    channels(fields),
                    places(fields));
            if (!policy.escalateTo().isEmpty() && request.remindEvery().isEmpty()) {
                throw new InvalidRequestException(
                        "escalateTo needs remindEverySeconds: its people join at the first reminder.");
            }
            return request;
        } catch (MalformedException e) {
            throw new InvalidRequestException(e.getMessage());
        }
    }

    /** Those that are listed, as a record may name one of a newer version; all where none are given. */
    private static Set<ChannelName> channels(JsonFields fields) {
        Set<ChannelName> channels = EnumSet.allOf(ChannelName.class);
        if (fields.json().get("channels") instanceof JsonArray listed) {
            channels.removeIf(channel -> !listed.contains(new JsonPrimitive(channel.word())));
        }
        return channels;
    }

    private static Map<ChannelName, String> places(JsonFields fields) {
        Map<ChannelName, String> places = new EnumMap<>(ChannelName.class);
        for (ChannelName channel : ChannelName.values()) {
            String field = channel.placeField();
            if (channel.place().isPresent() && fields.has(field)) {
                ChannelName.Id form = channel.place().get();
                JsonElement given = fields.json().get(field);
                if (!given.isJsonPrimitive() || !form.fits(given.getAsString())) {
                    throw new InvalidRequestException(field + " must be " + form.looksLike() + ".");
                }
                places.put(channel, given.getAsString());
            }
        }
        return places;
    }

    private static Optional<Duration> remindEvery(JsonFields fields) {
        return fields.has("remindEverySeconds")
                ? Optional.of(Duration.ofSeconds(fields.whole("remindEverySeconds", 60, 31_536_000)))
                : Optional.empty();
    }

    private static List<Detail> details(JsonFields fields) {
        List<Detail> details = new ArrayList<>();
        JsonElement given = fields.json().get("details");
        if (given instanceof JsonObject object) {
            object.asMap().forEach((name, value) -> details.add(detail(name, value)));
        } else if (fields.has("details")) {
            details.add(detail("details", given));
        }
        fields.json().asMap().forEach((name, value) -> {
            if (!FieldNames.ALL.contains(name)) {
                details.add(detail(name, value));
            }
        });
        return List.copyOf(details);
    }

    private static Detail detail(String name, JsonElement value) {
        // A blank text draws nothing, so it keeps its quotes.
        if (value.isJsonPrimitive() && !value.getAsString().isBlank()) {
            return new Detail(name, value.getAsString(), false);
        }
        String laidOut = ESCAPE.matcher(PRETTY.toJson(value)).replaceAll("$1\u001B");
        return new Detail(name, laidOut, value.isJsonObject() || value.isJsonArray());
    }
}

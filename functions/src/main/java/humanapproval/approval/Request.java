package humanapproval.approval;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import humanapproval.json.JsonFields;
import humanapproval.json.MalformedException;
import humanapproval.text.VisibleText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
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

    private static final int SHORTEST_REMINDER = 60;
    private static final int LONGEST_REMINDER = 31_536_000;
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
        input.keySet().forEach(Request::refuseMisspelt);
        refuseUnknownChannels(input);
        Request request = read(input, limits.selfApproval());
        request.policy().check(limits);
        return request;
    }

    /**
     * Reads an input that has entered before, perhaps in a newer version.
     *
     * @param selfApproval whether the deployer lets requests allow that their requester decides
     * @throws InvalidRequestException with a sentence that names the field
     */
    public static Request read(JsonObject input, boolean selfApproval) {
        JsonFields fields = JsonFields.of(input, "");
        try {
            Policy policy = Policy.read(fields, selfApproval);
            Request request = new Request(
                    said(fields, "title"),
                    said(fields, "description"),
                    details(input),
                    policy,
                    remindEvery(fields),
                    onTimeout(fields),
                    channels(input),
                    places(input));
            if (!policy.escalateTo().isEmpty() && request.remindEvery().isEmpty()) {
                throw new InvalidRequestException(
                        "escalateTo needs remindEverySeconds: its people join at the first reminder.");
            }
            return request;
        } catch (MalformedException e) {
            throw new InvalidRequestException(e.getMessage());
        }
    }

    private static void refuseMisspelt(String name) {
        FieldNames.meantBy(name).ifPresent(field -> {
            throw new InvalidRequestException("Unknown field " + VisibleText.name(name) + ": did you mean " + field
                    + "? What is only to be shown belongs into details.");
        });
    }

    /** A blank text says nothing. */
    private static Optional<String> said(JsonFields fields, String name) {
        return fields.optionalText(name).filter(text -> !text.isBlank());
    }

    /** Those that this version knows: a record may name one of a newer version. */
    private static Set<ChannelName> channels(JsonObject input) {
        return words(input)
                .map(words -> words.flatMap(Optional::stream)
                        .collect(Collectors.toCollection(() -> EnumSet.noneOf(ChannelName.class))))
                .orElseGet(() -> EnumSet.allOf(ChannelName.class));
    }

    private static void refuseUnknownChannels(JsonObject input) {
        if (words(input)
                .map(Stream::toList)
                .filter(words -> words.isEmpty() || words.contains(Optional.<ChannelName>empty()))
                .isPresent()) {
            throw channelsExpected();
        }
    }

    /** What {@code channels} lists, each as far as it is known; nothing where it is not given. */
    private static Optional<Stream<Optional<ChannelName>>> words(JsonObject input) {
        JsonElement given = input.get("channels");
        if (given == null || given.isJsonNull()) {
            return Optional.empty();
        }
        JsonArray words = given instanceof JsonArray array ? array : new JsonArray();
        return Optional.of(words.asList().stream()
                .map(word -> Optional.of(word)
                        .filter(JsonElement::isJsonPrimitive)
                        .flatMap(text -> ChannelName.of(text.getAsString()))));
    }

    private static InvalidRequestException channelsExpected() {
        String words = Stream.of(ChannelName.values())
                .map(channel -> "\"" + channel.word() + "\"")
                .collect(Collectors.joining(", "));
        return new InvalidRequestException("channels must be a list of one or more of " + words + ".");
    }

    private static Map<ChannelName, String> places(JsonObject input) {
        Map<ChannelName, String> places = new EnumMap<>(ChannelName.class);
        for (ChannelName channel : ChannelName.values()) {
            JsonElement given = input.get(channel.placeField());
            if (channel.place().isPresent() && given != null && !given.isJsonNull()) {
                ChannelName.Id form = channel.place().orElseThrow();
                if (!given.isJsonPrimitive() || !form.fits(given.getAsString())) {
                    throw new InvalidRequestException(channel.placeField() + " must be " + form.looksLike() + ".");
                }
                places.put(channel, given.getAsString());
            }
        }
        return places;
    }

    private static Optional<Duration> remindEvery(JsonFields fields) {
        OptionalInt seconds = fields.number("remindEverySeconds", SHORTEST_REMINDER, LONGEST_REMINDER);
        return seconds.isPresent() ? Optional.of(Duration.ofSeconds(seconds.getAsInt())) : Optional.empty();
    }

    private static OnTimeout onTimeout(JsonFields fields) {
        return fields.word("onTimeout", List.of("expire", "reject", "fail"))
                .map(word -> OnTimeout.valueOf(word.toUpperCase(Locale.ROOT)))
                .orElse(OnTimeout.EXPIRE);
    }

    private static List<Detail> details(JsonObject input) {
        List<Detail> details = new ArrayList<>();
        JsonElement given = input.get("details");
        if (given instanceof JsonObject object) {
            object.entrySet().forEach(entry -> details.add(detail(entry.getKey(), entry.getValue())));
        } else if (given != null && !given.isJsonNull()) {
            details.add(detail("details", given));
        }
        input.entrySet().stream()
                .filter(entry -> !FieldNames.haveMeaning(entry.getKey()))
                .forEach(entry -> details.add(detail(entry.getKey(), entry.getValue())));
        return List.copyOf(details);
    }

    private static Detail detail(String name, JsonElement value) {
        return value.isJsonPrimitive()
                ? new Detail(name, value.getAsString(), false)
                : new Detail(
                        name,
                        ESCAPE.matcher(PRETTY.toJson(value)).replaceAll("$1\u001B"),
                        value.isJsonObject() || value.isJsonArray());
    }
}

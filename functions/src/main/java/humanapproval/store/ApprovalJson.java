package humanapproval.store;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonDeserializer;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import com.google.gson.JsonSerializer;
import com.google.gson.TypeAdapter;
import com.google.gson.TypeAdapterFactory;
import com.google.gson.reflect.TypeToken;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonWriter;
import humanapproval.approval.Approval;
import humanapproval.approval.ChannelName;
import humanapproval.approval.Ending;
import humanapproval.approval.Outbox;
import humanapproval.approval.Question;
import humanapproval.approval.Request;
import humanapproval.approval.Vote;
import humanapproval.text.TimeText;
import humanapproval.waiter.Waiter;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An approval as the JSON document that the table keeps, with its schema's number. What this version does not know in
 * it stays: while functions change one after the other, an older one writes what a newer one has read.
 */
final class ApprovalJson {

    private static final int SCHEMA = 1;
    private static final Pattern ESCAPE = Pattern.compile("\\\\(u202[89]|.)");

    /** The form of the document: what an approval says, without what can be derived from it. */
    private record Document(
            int schema,
            String id,
            Waiter waiter,
            Optional<Asked> question,
            List<Vote> votes,
            int reminders,
            Map<String, JsonObject> outboxes,
            Optional<Ending> ending) {}

    /**
     * A question without the request, which is read from the input; a record from before has no zone, not even null.
     */
    private record Asked(
            JsonObject input,
            String digest,
            Instant askedAt,
            Instant deadline,
            Optional<String> startedBy,
            boolean selfApproval,
            Optional<String> timeZone) {

        static Asked of(Question asked) {
            return new Asked(
                    asked.input(),
                    asked.digest(),
                    asked.askedAt(),
                    asked.deadline(),
                    asked.startedBy(),
                    asked.selfApproval(),
                    Optional.of(asked.zone().getId()));
        }

        Question question() {
            return new Question(
                    Request.read(input, selfApproval),
                    input,
                    digest,
                    askedAt,
                    deadline,
                    startedBy,
                    selfApproval,
                    timeZone == null ? ZoneOffset.UTC : TimeText.zone(timeZone.orElse("UTC")));
        }
    }

    private static final Gson GSON = new GsonBuilder()
            .registerTypeAdapter(Instant.class, (JsonSerializer<Instant>)
                    (time, type, context) -> new JsonPrimitive(time.toString()))
            .registerTypeAdapter(Instant.class, (JsonDeserializer<Instant>)
                    (time, type, context) -> Instant.parse(time.getAsString()))
            .registerTypeAdapterFactory(new Optionals())
            .serializeNulls()
            .disableHtmlEscaping()
            .create();

    private ApprovalJson() {}

    static String write(Approval approval) {
        JsonObject json = known(approval);
        merge(approval.stored().unknown(), json);
        return plain(json.toString());
    }

    static Approval read(String json, long version) {
        JsonObject unknown = GSON.fromJson(json, JsonObject.class);
        Document document = GSON.fromJson(unknown.deepCopy(), Document.class);
        Map<ChannelName, Outbox> outboxes = new EnumMap<>(ChannelName.class);
        document.outboxes.forEach((word, outbox) ->
                ChannelName.of(word).ifPresent(channel -> outboxes.put(channel, GSON.fromJson(outbox, Outbox.class))));
        Approval approval = new Approval(
                document.id,
                new Approval.Stored(version, unknown),
                document.waiter,
                document.question.map(Asked::question),
                document.votes,
                document.reminders,
                outboxes,
                document.ending);
        remove(known(approval), unknown);
        return approval;
    }

    /** What this version writes of it. */
    private static JsonObject known(Approval approval) {
        Map<String, JsonObject> outboxes = new TreeMap<>();
        approval.outboxes()
                .forEach((channel, outbox) ->
                        outboxes.put(channel.word(), GSON.toJsonTree(outbox).getAsJsonObject()));
        Document document = new Document(
                SCHEMA,
                approval.id(),
                approval.waiter(),
                approval.question().map(Asked::of),
                approval.votes(),
                approval.reminders(),
                outboxes,
                approval.ending());
        JsonObject json = GSON.toJsonTree(document).getAsJsonObject();
        // Somebody without a name is called by the email, which need not be kept twice.
        for (JsonElement vote : json.getAsJsonArray("votes")) {
            if (vote.getAsJsonObject().get("name").equals(vote.getAsJsonObject().get("approver"))) {
                vote.getAsJsonObject().remove("name");
            }
        }
        return json;
    }

    /** Leaves in {@code all} what is not in {@code known}. */
    private static void remove(JsonObject known, JsonObject all) {
        known.entrySet().forEach(field -> {
            if (field.getValue() instanceof JsonObject inner && all.get(field.getKey()) instanceof JsonObject rest) {
                remove(inner, rest);
                if (!rest.isEmpty()) {
                    return;
                }
            }
            all.remove(field.getKey());
        });
    }

    /** Adds to {@code json} what is {@code unknown}; where what it belonged to is gone, it is gone too. */
    private static void merge(JsonObject unknown, JsonObject json) {
        unknown.entrySet().forEach(field -> {
            JsonElement known = json.get(field.getKey());
            if (known instanceof JsonObject object && field.getValue() instanceof JsonObject more) {
                merge(more, object);
            } else if (known == null) {
                json.add(field.getKey(), field.getValue());
            }
        });
    }

    /** Gson escapes two line breaks that JSON takes as they are, always: as six bytes in place of three. */
    private static String plain(String json) {
        return !json.contains("\\u202")
                ? json
                : ESCAPE.matcher(json).replaceAll(escape -> switch (escape.group()) {
                    case "\\u2028" -> "\u2028";
                    case "\\u2029" -> "\u2029";
                    default -> Matcher.quoteReplacement(escape.group());
                });
    }

    /** None is null. */
    private static final class Optionals implements TypeAdapterFactory {

        @Override
        @SuppressWarnings("unchecked")
        public <T> TypeAdapter<T> create(Gson gson, TypeToken<T> type) {
            return type.getRawType() == Optional.class && type.getType() instanceof ParameterizedType optional
                    ? (TypeAdapter<T>) of(gson.getAdapter(TypeToken.get(optional.getActualTypeArguments()[0])))
                    : null;
        }

        private static <V> TypeAdapter<Optional<V>> of(TypeAdapter<V> value) {
            return new TypeAdapter<>() {
                @Override
                public void write(JsonWriter out, Optional<V> optional) throws IOException {
                    value.write(out, optional == null ? null : optional.orElse(null));
                }

                @Override
                public Optional<V> read(JsonReader in) throws IOException {
                    return Optional.ofNullable(value.read(in));
                }
            };
        }
    }
}

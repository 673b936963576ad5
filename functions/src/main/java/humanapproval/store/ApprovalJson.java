package humanapproval.store;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.TypeAdapter;
import com.google.gson.TypeAdapterFactory;
import com.google.gson.reflect.TypeToken;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
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

/**
 * An approval as the JSON document that the table keeps, with its schema's number. What this version does not know in
 * it stays: while functions change one after the other, an older one writes what a newer one has read.
 */
final class ApprovalJson {

    private static final int SCHEMA = 1;

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

    /** A question without the request, which is read from the input. */
    private record Asked(
            JsonObject input,
            String digest,
            Instant askedAt,
            Instant deadline,
            Optional<String> startedBy,
            boolean selfApproval,
            Optional<String> timeZone) {}

    private static final Gson GSON = new GsonBuilder()
            .registerTypeAdapter(Instant.class, new Instants().nullSafe())
            .registerTypeAdapterFactory(new Optionals())
            .serializeNulls()
            .disableHtmlEscaping()
            .create();

    private ApprovalJson() {}

    static String write(Approval approval) {
        Document document = new Document(
                SCHEMA,
                approval.id(),
                approval.waiter(),
                approval.question()
                        .map(asked -> new Asked(
                                asked.input(),
                                asked.digest(),
                                asked.askedAt(),
                                asked.deadline(),
                                asked.startedBy(),
                                asked.selfApproval(),
                                Optional.of(asked.zone().getId()))),
                approval.votes(),
                approval.reminders(),
                words(approval.outboxes()),
                approval.ending());
        JsonObject json = GSON.toJsonTree(document).getAsJsonObject();
        merge(approval.stored().unknown(), json);
        return json.toString();
    }

    static Approval read(String json, long version) {
        JsonObject stored = GSON.fromJson(json, JsonObject.class);
        Document document = GSON.fromJson(stored, Document.class);
        Map<ChannelName, Outbox> outboxes = new EnumMap<>(ChannelName.class);
        document.outboxes.forEach((word, outbox) ->
                ChannelName.of(word).ifPresent(channel -> outboxes.put(channel, GSON.fromJson(outbox, Outbox.class))));
        JsonObject unknown = stored.deepCopy();
        remove(known(document, outboxes), unknown);
        return new Approval(
                document.id,
                new Approval.Stored(version, unknown),
                document.waiter,
                document.question.map(asked -> new Question(
                        Request.read(asked.input, asked.selfApproval),
                        asked.input,
                        asked.digest,
                        asked.askedAt,
                        asked.deadline,
                        asked.startedBy,
                        asked.selfApproval,
                        // A record from before has none.
                        Optional.ofNullable(asked.timeZone)
                                .flatMap(known -> known)
                                .map(TimeText::zone)
                                .orElse(ZoneOffset.UTC))),
                document.votes,
                document.reminders,
                outboxes,
                document.ending);
    }

    /** What this version understands of {@code document}. */
    private static JsonObject known(Document document, Map<ChannelName, Outbox> outboxes) {
        return GSON.toJsonTree(new Document(
                        document.schema,
                        document.id,
                        document.waiter,
                        document.question,
                        document.votes,
                        document.reminders,
                        words(outboxes),
                        document.ending))
                .getAsJsonObject();
    }

    /** Leaves in {@code all} what is not in {@code known}. */
    private static void remove(JsonObject known, JsonObject all) {
        known.entrySet().forEach(field -> {
            if (field.getValue() instanceof JsonObject inner && all.get(field.getKey()) instanceof JsonObject rest) {
                remove(inner, rest);
                if (rest.isEmpty()) {
                    all.remove(field.getKey());
                }
            } else {
                all.remove(field.getKey());
            }
        });
    }

    private static Map<String, JsonObject> words(Map<ChannelName, Outbox> outboxes) {
        Map<String, JsonObject> words = new TreeMap<>();
        outboxes.forEach((channel, outbox) ->
                words.put(channel.word(), GSON.toJsonTree(outbox).getAsJsonObject()));
        return words;
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

    private static final class Instants extends TypeAdapter<Instant> {

        @Override
        public void write(JsonWriter out, Instant value) throws IOException {
            out.value(value.toString());
        }

        @Override
        public Instant read(JsonReader in) throws IOException {
            return Instant.parse(in.nextString());
        }
    }

    /** What is not there is left out. */
    private static final class Optionals implements TypeAdapterFactory {

        @Override
        public <T> TypeAdapter<T> create(Gson gson, TypeToken<T> type) {
            if (type.getRawType() != Optional.class || !(type.getType() instanceof ParameterizedType optional)) {
                return null;
            }
            TypeAdapter<?> value = gson.getAdapter(TypeToken.get(optional.getActualTypeArguments()[0]));
            @SuppressWarnings("unchecked")
            TypeAdapter<T> adapter = (TypeAdapter<T>) of(value);
            return adapter;
        }

        private static <V> TypeAdapter<Optional<V>> of(TypeAdapter<V> value) {
            return new TypeAdapter<>() {
                @Override
                public void write(JsonWriter out, Optional<V> optional) throws IOException {
                    value.write(out, optional == null ? null : optional.orElse(null));
                }

                @Override
                public Optional<V> read(JsonReader in) throws IOException {
                    if (in.peek() == JsonToken.NULL) {
                        in.nextNull();
                        return Optional.empty();
                    }
                    return Optional.of(value.read(in));
                }
            };
        }
    }
}

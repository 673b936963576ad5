package humanapproval.request;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import java.util.Optional;

/**
 * What stands in a channel's queue: the bus event, wrapped by the rule with what the deployer chose for that channel.
 *
 * @param settings the channel's own, as its rule in template.yaml writes them
 * @param tries how often the queue has handed it over, this time included
 */
public record ChannelMessage(JsonFields settings, BusEvent event, int tries) {

    /**
     * Decodes the body of a queue's message, handed over for the {@code tries}th time.
     *
     * @throws MalformedException naming the field
     */
    public static ChannelMessage decode(String body, int tries) {
        JsonFields message = JsonFields.parse(body, "message");
        JsonFields settings = message.object("settings");
        return new ChannelMessage(settings, BusEvent.decode(message.object("event"), settings), tries);
    }

    /**
     * The task token of a request that {@link #decode} does not take: whatever else is wrong with the message, somebody
     * waits. Reads as far as the message can be read at all.
     */
    public static Optional<String> taskToken(String body) {
        JsonReader json = new JsonReader(new StringReader(body));
        json.setStrictness(Strictness.LENIENT);
        json.setNestingLimit(Integer.MAX_VALUE);
        try {
            for (String name : List.of("event", "detail", "taskToken")) {
                json.beginObject();
                while (!json.nextName().equals(name)) {
                    json.skipValue();
                }
            }
            return Optional.of(json.nextString()).filter(token -> !token.isBlank());
        } catch (IOException | IllegalStateException e) {
            return Optional.empty();
        }
    }
}

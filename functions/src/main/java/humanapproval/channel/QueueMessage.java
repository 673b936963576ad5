package humanapproval.channel;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import humanapproval.events.ApprovalEvent;
import humanapproval.json.JsonFields;
import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import java.util.Optional;

/**
 * What stands in a channel's queue: the bus event, wrapped by the rule with what the deployer chose for that channel.
 *
 * @param deployed the channel's own settings, as its rule in template.yaml writes them
 */
record QueueMessage(JsonFields deployed, ApprovalEvent event) {

    /**
     * Decodes the body of a queue's message.
     *
     * @throws MalformedException naming the field
     */
    static QueueMessage decode(String body) {
        JsonFields message = JsonFields.parse(body, "message");
        return new QueueMessage(message.object("settings"), ApprovalEvent.decode(message.object("event")));
    }

    /**
     * The task token of a request that {@link #decode} does not take: whatever else is wrong with the message, somebody
     * waits. Reads as far as the message can be read at all.
     */
    static Optional<String> taskToken(String body) {
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

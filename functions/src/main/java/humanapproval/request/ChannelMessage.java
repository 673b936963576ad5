package humanapproval.request;

import java.util.Optional;

/**
 * What stands in a channel's queue: the bus event, wrapped by the rule with what the deployer chose for that channel.
 *
 * @param settings the channel's own, as its rule in template.yaml writes them
 */
public record ChannelMessage(JsonFields settings, BusEvent event) {

    /**
     * Decodes the body of a queue's message.
     *
     * @throws MalformedException naming the field
     */
    public static ChannelMessage decode(String body) {
        JsonFields message = JsonFields.parse(body, "message");
        JsonFields settings = message.object("settings");
        return new ChannelMessage(settings, BusEvent.decode(message.object("event"), settings));
    }

    /** The task token of a request, though {@link #decode} may not take the rest of it. */
    public static Optional<String> taskToken(String body) {
        try {
            JsonFields event = JsonFields.parse(body, "message").object("event");
            return event.text("detail-type").equals(BusEvent.REQUESTED)
                    ? event.object("detail").optionalText("taskToken")
                    : Optional.empty();
        } catch (MalformedException e) {
            return Optional.empty();
        }
    }
}

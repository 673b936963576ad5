package humanapproval.request;

/**
 * What stands in a channel's queue: the bus event, wrapped by the rule with what the deployer chose.
 *
 * @param publicUrl where approvers reach the pages, without a slash at the end
 */
public record ChannelMessage(String publicUrl, BusEvent event) {

    /**
     * Decodes the body of a queue's message.
     *
     * @throws MalformedException naming the field
     */
    public static ChannelMessage decode(String body) {
        JsonFields message = JsonFields.parse(body, "message");
        return new ChannelMessage(message.object("settings").text("publicUrl"), BusEvent.decode(message.object("event")));
    }
}

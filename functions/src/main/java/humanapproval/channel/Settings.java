package humanapproval.channel;

import humanapproval.json.JsonFields;

/**
 * What a channel may take for granted while it handles one message.
 *
 * @param deployed what the deployer chose for the channel, as its rule in template.yaml writes it
 * @param tries how often the queue has handed the message over, this time included
 * @param patience how long the invocation may go on
 */
public record Settings(JsonFields deployed, int tries, Patience patience) {}

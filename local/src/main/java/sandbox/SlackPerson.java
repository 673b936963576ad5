package sandbox;

/**
 * Somebody in Slack.
 *
 * @param email empty where the workspace does not know it, as with guests of a shared channel
 */
public record SlackPerson(String id, String team, String name, String email) {}

package sandbox;

/**
 * Somebody in Slack.
 *
 * @param team the workspace, or the organisation, that Slack tells of them
 * @param email empty where the workspace does not know it, as with guests of a shared channel
 * @param inChannel whether they are a member of the channels
 */
public record SlackPerson(String id, String team, String name, String email, boolean inChannel) {
    /** The channel of their direct messages with the app. */
    String direct() {
        return "D" + id.substring(1);
    }

    /** The name with what is special about them. */
    String title() {
        return inChannel
                ? team.equals(SlackWorkspace.ORGANISATION) ? name + " (another workspace)" : name
                : name + " (not in the channel)";
    }
}

package humanapproval.contract;

import static humanapproval.contract.Template.list;
import static humanapproval.contract.Template.map;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonParser;
import humanapproval.fake.Samples;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The link that creates the Slack app. */
class SlackAppTest {

    private final Template template = Template.read();

    @Test
    void theSlackAppHasTheAddressAndTheScopesThatTheCodeUses() throws IOException {
        List<Object> link = list(map(map(map(template.root(), "Outputs"), "SlackAppLink"), "Value")
                .get("Sub"));
        assertTrue(((String) link.getFirst()).startsWith("https://api.${Domain}/apps?new_app=1&"));
        String manifest =
                URLDecoder.decode(((String) link.getFirst()).split("manifest_json=")[1], StandardCharsets.UTF_8);
        assertEquals(
                Samples.json("{'display_information': {'name': 'Approvals'}, 'features': {'bot_user': "
                        + "{'display_name': 'Approvals', 'always_online': true}, 'app_home': {'messages_tab_enabled': "
                        + "true, "
                        + "'messages_tab_read_only_enabled': true}},"
                        + " 'oauth_config': {'scopes': {'bot': ['chat:write', 'users:read', "
                        + "'users:read.email', 'channels:read', 'groups:read']}},"
                        + " 'settings': {'interactivity': {'is_enabled': true, 'request_url': "
                        + "'${Url}/slack/interactions'}}}"),
                JsonParser.parseString(manifest));
        // Slack's pages of these methods: auth.test needs no scope, chat.* chat:write, users.lookupByEmail
        // users:read.email, users.info users:read, conversations.members channels:read or, for a private channel,
        // groups:read. A direct message needs the messages tab of the app's home.
        Set<String> methods = Pattern.compile("\"((?:auth|chat|users|conversations)\\.\\w+)\"")
                .matcher(Files.readString(Path.of("src/main/java/humanapproval/slack/SlackClient.java")))
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toSet());
        assertEquals(
                Set.of(
                        "auth.test",
                        "users.lookupByEmail",
                        "users.info",
                        "conversations.members",
                        "chat.postMessage",
                        "chat.update",
                        "chat.delete",
                        "chat.postEphemeral"),
                methods);
    }

    @Test
    void whereSlackIsGovSlackItIsGovSlacksOwnPage() {
        List<Object> link = list(map(map(map(template.root(), "Outputs"), "SlackAppLink"), "Value")
                .get("Sub"));
        assertEquals(
                Map.of("If", List.of("UsesGovSlack", "slack-gov.com", "slack.com")),
                map(link.getLast()).get("Domain"));
        assertEquals(
                Map.of("Equals", List.of(Map.of("Ref", "SlackApiUrl"), "https://slack-gov.com/api/")),
                map(template.root(), "Conditions").get("UsesGovSlack"));
        assertTrue(template.allows("SlackApiUrl", "https://slack-gov.com/api/"));
        assertTrue(Samples.file("README.md").contains("`SlackApiUrl=https://slack-gov.com/api/`"));
    }
}

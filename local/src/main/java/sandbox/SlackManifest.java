package sandbox;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The manifest of the Slack app, as the stack's output {@code SlackAppLink} carries it. */
public final class SlackManifest {
    private static final String IN_LINK = "manifest_json=";

    private SlackManifest() {}

    /** The scopes that the app's bot is created with. */
    public static List<String> scopes(String link) {
        var manifest = link.substring(link.indexOf(IN_LINK) + IN_LINK.length());
        return JsonParser.parseString(URLDecoder.decode(manifest, StandardCharsets.UTF_8))
                .getAsJsonObject()
                .getAsJsonObject("oauth_config")
                .getAsJsonObject("scopes")
                .getAsJsonArray("bot")
                .asList()
                .stream()
                .map(JsonElement::getAsString)
                .toList();
    }
}

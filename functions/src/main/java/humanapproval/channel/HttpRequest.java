package humanapproval.channel;

import com.google.gson.JsonObject;
import humanapproval.json.JsonFields;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * What API Gateway hands over, as far as the ways back need it (API Gateway Developer Guide, Lambda proxy
 * integrations).
 *
 * @param resource the route as template.yaml declares it
 * @param raw the body as it was sent
 */
public record HttpRequest(
        String method, String resource, JsonFields path, JsonFields query, JsonFields headers, byte[] raw) {

    /** Throws {@link humanapproval.json.MalformedException} when it is none. */
    public static HttpRequest decode(JsonFields event) {
        String body = event.optionalText("body").orElse("");
        return new HttpRequest(
                event.text("httpMethod"),
                event.text("resource"),
                part(event, "pathParameters"),
                part(event, "queryStringParameters"),
                part(event, "headers"),
                event.flag("isBase64Encoded") ? decoded(body) : body.getBytes(StandardCharsets.UTF_8));
    }

    /** What is no base64 says nothing, which no way back takes for an answer. */
    private static byte[] decoded(String body) {
        try {
            return Base64.getDecoder().decode(body);
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }

    /** The body as text. */
    public String body() {
        return new String(raw, StandardCharsets.UTF_8);
    }

    /** The value of that header, whose name comes in any case; empty when it is missing. */
    public String header(String name) {
        for (String sent : headers.json().keySet()) {
            if (sent.equalsIgnoreCase(name)) {
                return headers.text(sent);
            }
        }
        return "";
    }

    /** Absent parts come as null. */
    private static JsonFields part(JsonFields event, String name) {
        return event.has(name) ? event.object(name) : new JsonFields(new JsonObject(), name);
    }
}

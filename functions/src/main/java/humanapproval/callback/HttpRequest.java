package humanapproval.callback;

import com.google.gson.JsonObject;
import humanapproval.request.JsonFields;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * What API Gateway hands over, as far as the routes need it (API Gateway Developer Guide, Lambda proxy integrations).
 */
record HttpRequest(
        String method,
        String resource,
        String approvalId,
        String linkCode,
        String decision,
        JsonFields headers,
        byte[] raw) {

    /** Throws {@link humanapproval.request.MalformedException} when it is none. */
    static HttpRequest decode(JsonFields event) {
        JsonFields path = part(event, "pathParameters");
        String body = event.optionalText("body").orElse("");
        return new HttpRequest(
                event.text("httpMethod"),
                event.text("resource"),
                path.optionalText("approvalId").orElse(""),
                path.optionalText("linkCode").orElse(""),
                part(event, "queryStringParameters").optionalText("decision").orElse(""),
                part(event, "headers"),
                event.flag("isBase64Encoded")
                        ? Base64.getDecoder().decode(body)
                        : body.getBytes(StandardCharsets.UTF_8));
    }

    String body() {
        return new String(raw, StandardCharsets.UTF_8);
    }

    /** The value of that header, whose name comes in any case; empty when it is missing. */
    String header(String name) {
        for (String sent : headers.json().keySet()) {
            if (sent.equalsIgnoreCase(name)) {
                return headers.text(sent);
            }
        }
        return "";
    }

    /** Absent parts come as null. */
    private static JsonFields part(JsonFields event, String name) {
        return event.has(name) ? event.object(name) : JsonFields.of(new JsonObject(), name);
    }
}

package humanapproval.callback;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import humanapproval.request.JsonFields;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;

/** What API Gateway hands over, as far as the routes need it (API Gateway Developer Guide, Lambda proxy integrations). */
record HttpRequest(String method, String resource, String approvalId, String linkCode, String decision, String contentType, String body) {

    static HttpRequest decode(JsonFields event) {
        JsonFields path = part(event, "pathParameters");
        String body = event.optionalText("body").orElse("");
        return new HttpRequest(
                event.text("httpMethod"),
                event.text("resource"),
                path.optionalText("approvalId").orElse(""),
                path.optionalText("linkCode").orElse(""),
                part(event, "queryStringParameters").optionalText("decision").orElse(""),
                header(part(event, "headers"), "content-type"),
                event.flag("isBase64Encoded") ? new String(Base64.getDecoder().decode(body), StandardCharsets.UTF_8) : body);
    }

    /** Absent parts come as null. */
    private static JsonFields part(JsonFields event, String name) {
        return event.has(name) ? event.object(name) : JsonFields.of(new JsonObject(), name);
    }

    /** Header names come in any case. */
    private static String header(JsonFields headers, String name) {
        for (Map.Entry<String, JsonElement> header : headers.json().entrySet()) {
            if (header.getKey().equalsIgnoreCase(name)) {
                return headers.text(header.getKey());
            }
        }
        return "";
    }
}

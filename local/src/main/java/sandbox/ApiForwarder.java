package sandbox;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Set;

/**
 * Hands requests on to the stack's API as they are, and its answers back, as a custom domain does on AWS. Only what
 * belongs to one connection (RFC 9110, section 7.6.1) and {@code Host} are made anew.
 */
final class ApiForwarder implements HttpHandler {
    private static final Set<String> OF_ONE_CONNECTION =
            Set.of(("connection content-length date expect host http2-settings keep-alive proxy-connection te trailer"
                            + " transfer-encoding upgrade")
                    .split(" "));

    private final URI api;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .proxy(HttpClient.Builder.NO_PROXY)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    ApiForwarder(URI api) {
        this.api = api;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        var asked = exchange.getRequestURI();
        var query = asked.getRawQuery() == null ? "" : "?" + asked.getRawQuery();
        var request = HttpRequest.newBuilder(URI.create(api + asked.getRawPath() + query))
                // API Gateway gives up after 29 seconds.
                .timeout(Duration.ofSeconds(29))
                .method(
                        exchange.getRequestMethod(),
                        BodyPublishers.ofByteArray(exchange.getRequestBody().readAllBytes()));
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (!OF_ONE_CONNECTION.contains(name.toLowerCase())) {
                values.forEach(value -> request.header(name, value));
            }
        });
        try {
            var response = client.send(request.build(), BodyHandlers.ofByteArray());
            response.headers().map().forEach((name, values) -> {
                if (!OF_ONE_CONNECTION.contains(name.toLowerCase())) {
                    exchange.getResponseHeaders().put(name, values);
                }
            });
            var body = response.body();
            exchange.sendResponseHeaders(response.statusCode(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            FrontDoor.send(exchange, 502, "text/plain", "The API did not answer: " + e.getMessage() + "\n");
        }
    }
}

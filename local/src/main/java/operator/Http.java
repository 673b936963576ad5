package operator;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CancellationException;

/** Calls over HTTP, which follow no redirect. */
final class Http {

    private Http() {}

    /** The answer of {@code whose}. */
    static HttpResponse<String> send(HttpRequest.Builder request, String whose) {
        try (var client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(5))
                .build()) {
            return client.send(request.timeout(Duration.ofSeconds(15)).build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new CannotException(
                    whose + " did not answer (" + e.getClass().getSimpleName() + ")",
                    "try again; else look at your network, and at the address");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException();
        }
    }
}

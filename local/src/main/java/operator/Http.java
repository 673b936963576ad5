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

    /** Nobody answered. */
    static final class UnansweredException extends RuntimeException {

        private static final long serialVersionUID = 1;

        UnansweredException(String sentence) {
            super(sentence);
        }
    }

    private Http() {}

    /** The answer of {@code whose}. */
    static HttpResponse<String> send(HttpRequest.Builder request, String whose) {
        try (var client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(5))
                .build()) {
            return client.send(request.timeout(Duration.ofSeconds(15)).build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UnansweredException(
                    whose + " did not answer (" + e.getClass().getSimpleName() + ")");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException();
        }
    }
}

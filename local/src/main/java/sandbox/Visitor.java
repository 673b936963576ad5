package sandbox;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;

/** Someone who opens links and sends forms, without scripts and without following redirects. */
public final class Visitor implements AutoCloseable {
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .proxy(HttpClient.Builder.NO_PROXY)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    /** Opens a link. */
    public Page open(URI link) {
        return send(HttpRequest.newBuilder(link).GET());
    }

    /** Only asks for a link's headers, as mail scanners do. */
    public Page peek(URI link) {
        return send(HttpRequest.newBuilder(link).HEAD());
    }

    /** Sends a form as it is filled in. */
    public Page send(Form form) {
        var body = form.fields().entrySet().stream()
                .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
        return send(HttpRequest.newBuilder(form.action())
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body)));
    }

    /** Ticks the box, writes the comment and presses the button of this decision: {@code approve} or {@code reject}. */
    public Page answer(Page page, String decision, String comment) {
        return send(page.form(decision).with("confirm", "yes").with("comment", comment));
    }

    @Override
    public void close() {
        client.shutdownNow();
    }

    private Page send(HttpRequest.Builder request) {
        try {
            var response = client.send(request.timeout(Duration.ofSeconds(30)).build(), BodyHandlers.ofString());
            return new Page(
                    response.uri(),
                    response.statusCode(),
                    response.headers(),
                    Jsoup.parse(response.body(), response.uri().toString()));
        } catch (IOException e) {
            throw new SandboxException("The page could not be loaded: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException();
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}

package sandbox;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;

/** The process that plays AWS. It ends by itself when its standard input closes, so it cannot be left behind. */
record Emulator(Process process, int port, Path log) {
    private static final Duration LIMIT = Duration.ofSeconds(90);

    static Emulator start(Programs programs, Project project, int port, URI mail, Path folder) throws IOException {
        var state = folder.resolve("state");
        Programs.deleteFolder(state);
        Files.createDirectories(state);
        var log = folder.resolve("emulator.log");
        var command = List.of(project.python().toString(), project.emulator().toString());
        var process = programs.start(
                command,
                Map.of(
                        "GATEWAY_PORT", String.valueOf(port),
                        "MAIL_URL", mail.toString(),
                        "RUNTIME_JAVA",
                                Path.of(System.getProperty("java.home"), "bin", "java")
                                        .toString(),
                        "RUNTIME_CLASSPATH", jars(project.runtimeClient()),
                        "STATE_DIR", state.toString()),
                log);
        return new Emulator(process, port, log);
    }

    /** Returns when the emulator answers. */
    void awaitReady() {
        var health = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/_ministack/health"))
                .timeout(Duration.ofSeconds(2))
                .build();
        try (var client =
                HttpClient.newBuilder().proxy(HttpClient.Builder.NO_PROXY).build()) {
            new Patience(LIMIT)
                    .await(
                            () -> Optional.of(health).filter(asked -> answers(client, asked)),
                            () -> Programs.failure("The emulator is not ready", log)
                                    .getMessage());
        }
    }

    private boolean answers(HttpClient client, HttpRequest health) {
        if (!process.isAlive()) {
            throw Programs.failure("The emulator did not start", log);
        }
        try {
            return client.send(health, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException();
        }
    }

    private static String jars(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(Path::toString).sorted().collect(Collectors.joining(File.pathSeparator));
        }
    }
}

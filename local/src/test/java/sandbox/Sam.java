package sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

/** The SAM CLI, as somebody with the sandbox's account runs it. */
final class Sam {

    private Sam() {}

    /** What it shows once it is done. */
    static String run(Sandbox sandbox, String... arguments) throws IOException, InterruptedException {
        ProcessBuilder command = new ProcessBuilder(
                        Stream.concat(Stream.of(Project.here().sam().toString()), Stream.of(arguments))
                                .toList())
                .directory(Project.here().root().toFile())
                .redirectErrorStream(true);
        command.environment().keySet().removeIf(name -> name.startsWith("AWS_"));
        command.environment().putAll(sandbox.account().environment());
        Process sam = command.start();
        String shown = new String(sam.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, sam.waitFor(), shown);
        return shown;
    }
}

package humanapproval.approval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import humanapproval.fake.Samples;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The program that README.md gives for the digest, run by a Python that has the package rfc8785. */
final class ReferenceDigests {

    /** Which Python that is; make test says so. */
    private static final String PYTHON = "digest.python";

    private static final List<String> OTHER_PYTHONS = List.of("../local/.venv-sam/bin/python", "python3");
    private static final Pattern PROGRAM = Pattern.compile("python3 -c '([^']+rfc8785[^']+)' < input\\.json");

    // One process for all of them: README's program reads one document from its standard input.
    private static final String EACH = """
            import contextlib, io, json, sys
            program, *documents = json.load(sys.stdin.buffer)
            digests = []
            for document in documents:
                sys.stdin, printed = io.StringIO(document), io.StringIO()
                try:
                    with contextlib.redirect_stdout(printed):
                        exec(program, {})
                    digests.append(printed.getvalue().strip())
                except ValueError as refusal:
                    digests.append("refused: " + type(refusal).__name__)
            json.dump(digests, sys.stdout)
            """;

    private ReferenceDigests() {}

    /** The digest of each document, or "refused: " and why. */
    static List<String> of(List<String> documents) {
        Matcher program = PROGRAM.matcher(Samples.file("README.md"));
        assertTrue(program.find(), "README.md has the program");
        JsonArray input = new JsonArray();
        input.add(program.group(1));
        documents.forEach(input::add);
        List<String> digests =
                JsonParser.parseString(run(python(), EACH, input.toString())).getAsJsonArray().asList().stream()
                        .map(JsonElement::getAsString)
                        .toList();
        assertEquals(documents.size(), digests.size());
        return digests;
    }

    /** Without the property some Python with the package will do, and without one the test is skipped. */
    private static String python() {
        String named = System.getProperty(PYTHON);
        if (named != null) {
            return named;
        }
        Optional<String> found =
                OTHER_PYTHONS.stream().filter(ReferenceDigests::hasThePackage).findFirst();
        return found.orElseGet(
                () -> abort("No Python with the package rfc8785 is here to compare with: make test has one."));
    }

    private static boolean hasThePackage(String python) {
        try {
            return new ProcessBuilder(python, "-c", "import rfc8785")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String run(String python, String script, String input) {
        try {
            Process process = new ProcessBuilder(python, "-c", script)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            // It reads everything before it writes anything.
            try (OutputStream standardInput = process.getOutputStream()) {
                standardInput.write(input.getBytes(StandardCharsets.UTF_8));
            }
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertEquals(0, process.waitFor(), python + " could not compute the digests");
            return output;
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(python + " could not compute the digests", e);
        }
    }
}

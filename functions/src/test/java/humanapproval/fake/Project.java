package humanapproval.fake;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The project's files beside the module. Maven runs the tests in the module's folder. */
public final class Project {

    /** The project's folder. */
    public static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private Project() {}

    /** The text of a file. */
    public static String read(String path) {
        try {
            return Files.readString(ROOT.resolve(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A sample event. */
    public static JsonObject event(String name) {
        return JsonParser.parseString(read("events/" + name)).getAsJsonObject();
    }

    /** The names of the sample events that begin with {@code prefix}, sorted. */
    public static List<String> events(String prefix) {
        return files("events").stream().map(file -> file.getFileName().toString()).filter(name -> name.startsWith(prefix)).sorted().toList();
    }

    /** All files below a folder, sorted. */
    public static List<Path> files(String folder) {
        try (Stream<Path> files = Files.walk(ROOT.resolve(folder))) {
            return files.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

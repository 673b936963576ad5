package sandbox;

import java.nio.file.Files;
import java.nio.file.Path;

/** The project's files, seen from its root. */
record Project(Path root) {

    /** The project that the working directory belongs to, whether that is its root or its folder {@code local}. */
    static Project here() {
        var here = Path.of("").toAbsolutePath();
        for (var folder = here; folder != null; folder = folder.getParent()) {
            if (Files.exists(folder.resolve("template.yaml")) && Files.exists(folder.resolve("local/pom.xml"))) {
                return new Project(folder);
            }
        }
        throw new SandboxException("Start this in the project's folder; " + here + " is not part of it.");
    }

    Path template() {
        return root.resolve("template.yaml");
    }

    /** Where a sandbox keeps its build, its state and its logs. */
    Path runFolder(String name) {
        return root.resolve("local/.run").resolve(name);
    }

    Path sam() {
        return installed(root.resolve("local/.venv-sam/bin/sam"));
    }

    Path python() {
        return installed(root.resolve("local/.venv-emulator/bin/python"));
    }

    Path emulator() {
        return root.resolve("local/emulator.py");
    }

    /** The jars of Lambda's own Java runtime client. */
    Path runtimeClient() {
        return installed(root.resolve("local/target/runtime-client"));
    }

    private static Path installed(Path path) {
        if (!Files.exists(path)) {
            throw new SandboxException(path + " is missing. `make demo` sets everything up.");
        }
        return path;
    }
}

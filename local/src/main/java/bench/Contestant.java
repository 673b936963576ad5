package bench;

import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Something that is measured.
 *
 * @param handler the class of a Java function, or the file of a program for Node.js
 * @param folder what is deployed of it
 * @param records what the table holds before each invocation
 * @param event the event that it gets, fresh each time
 */
record Contestant(String name, String handler, Path folder, Map<String, JsonObject> records, Supplier<String> event) {

    boolean isJava() {
        return !handler.endsWith(".mjs");
    }
}

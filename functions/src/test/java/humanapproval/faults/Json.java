package humanapproval.faults;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;

/** Writes small documents. */
final class Json {

    private Json() {}

    /** An object of names, each followed by its value. */
    static JsonObject of(Object... namesAndValues) {
        JsonObject json = new JsonObject();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            Object value = namesAndValues[i + 1];
            json.add(
                    (String) namesAndValues[i],
                    switch (value) {
                        case JsonElement element -> element;
                        case Number number -> new JsonPrimitive(number);
                        default -> new JsonPrimitive(value.toString());
                    });
        }
        return json;
    }
}

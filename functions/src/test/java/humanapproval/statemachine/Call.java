package humanapproval.statemachine;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.time.Instant;
import java.util.Optional;

/** One attempt of a Task state, as its service sees it. */
record Call(String state, String resource, JsonObject arguments, Optional<JsonElement> timeoutSeconds, Instant at) {

    /** The only event that a call of PutEvents brings. */
    JsonObject entry() {
        return arguments.getAsJsonArray("Entries").get(0).getAsJsonObject();
    }

    JsonObject detail() {
        return entry().getAsJsonObject("Detail");
    }
}

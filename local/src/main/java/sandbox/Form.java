package sandbox;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;

/** A form of a page: where it goes, and what its fields hold. A box that is not ticked is not among the fields. */
public record Form(URI action, Map<String, String> fields) {

    /** The same form with another value in one field. */
    public Form with(String field, String value) {
        var changed = new LinkedHashMap<>(fields);
        changed.put(field, value);
        return new Form(action, changed);
    }
}

package humanapproval.approval;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;

/** Documents that differ from another one in one place, by as little as may be. */
final class Neighbours {

    private final Random random;
    private final List<Place> places = new ArrayList<>();

    /** Something within a document, and how something else gets there. */
    private record Place(JsonElement value, Consumer<JsonElement> put) {}

    private Neighbours(Random random) {
        this.random = random;
    }

    /** Another document, in what may be anything: its details and the fields without a meaning. */
    static JsonObject of(JsonObject document, Random random) {
        JsonObject other = document;
        while (other.equals(document)) {
            other = document.deepCopy();
            new Neighbours(random).change(other);
        }
        return other;
    }

    private void change(JsonObject document) {
        for (Map.Entry<String, JsonElement> field : document.entrySet()) {
            if (field.getKey().equals("details") || field.getKey().startsWith("zz")) {
                collect(new Place(field.getValue(), value -> document.add(field.getKey(), value)));
            }
        }
        Place place = places.get(random.nextInt(places.size()));
        place.put().accept(other(place.value()));
    }

    private void collect(Place place) {
        places.add(place);
        if (place.value() instanceof JsonObject object) {
            object.entrySet()
                    .forEach(entry -> collect(new Place(entry.getValue(), value -> object.add(entry.getKey(), value))));
        }
        if (place.value() instanceof JsonArray array) {
            for (int i = 0; i < array.size(); i++) {
                int index = i;
                collect(new Place(array.get(i), value -> array.set(index, value)));
            }
        }
    }

    /** Something else that stands close to it. Containers stay as deep as they are. */
    private JsonElement other(JsonElement value) {
        return switch (value) {
            case JsonObject object -> other(object);
            case JsonArray array -> other(array);
            case JsonPrimitive number
            when number.isNumber() -> {
                double written = number.getAsDouble();
                yield switch (random.nextInt(4)) {
                    case 0 -> new JsonPrimitive(number.getAsString());
                    case 1 -> new JsonPrimitive(-written);
                    case 2 -> new JsonPrimitive(written < 0 ? Math.nextUp(written) : Math.nextDown(written));
                    default -> new JsonPrimitive(written < 1 ? Math.nextUp(written) : written - 1);
                };
            }
            case JsonPrimitive text when text.isString() -> new JsonPrimitive(other(text.getAsString()));
            case JsonPrimitive truth ->
                random.nextBoolean()
                        ? new JsonPrimitive(truth.getAsString())
                        : new JsonPrimitive(!truth.getAsBoolean());
            default -> random.nextBoolean() ? new JsonPrimitive("null") : new JsonPrimitive(false);
        };
    }

    private JsonElement other(JsonObject object) {
        if (object.isEmpty()) {
            return random.nextBoolean() ? new JsonArray() : JsonNull.INSTANCE;
        }
        List<String> names = List.copyOf(object.keySet());
        String name = names.get(random.nextInt(names.size()));
        JsonElement value = object.get(name);
        object.remove(name);
        if (random.nextBoolean()) {
            String renamed = other(name);
            object.add(object.has(renamed) ? name + "+" : renamed, value);
        }
        return object;
    }

    private JsonElement other(JsonArray array) {
        if (array.isEmpty()) {
            return random.nextBoolean() ? new JsonObject() : new JsonPrimitive("[]");
        }
        int first = random.nextInt(array.size());
        if (random.nextBoolean()) {
            array.remove(first);
        } else {
            int second = random.nextInt(array.size());
            array.set(first, array.set(second, array.get(first)));
        }
        return array;
    }

    private String other(String text) {
        return switch (random.nextInt(5)) {
            case 0 -> text + " ";
            case 1 -> Normalizer.normalize(text, Normalizer.Form.NFD);
            case 2 -> Normalizer.normalize(text, Normalizer.Form.NFKC);
            case 3 -> text.isEmpty() ? "\u0000" : text.substring(0, text.offsetByCodePoints(text.length(), -1));
            default -> new StringBuilder(text).reverse().toString();
        };
    }
}

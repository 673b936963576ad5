package humanapproval.fake;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Requests of any form, with the texts by which everything in them is found again. */
public final class GeneratedRequests {

    private static final List<String> SPICES = List.of(
            "",
            " ",
            "\u202E",
            "\u3164",
            "\u2800",
            "\uDB40\uDD69",
            "é",
            "😀",
            "<b>&amp;</b>",
            "{{x}}",
            "*_`~",
            "\\",
            "\"",
            "https://a.example/x?y=1&z=(2)",
            "\u001B[31m",
            "\r",
            "\n",
            "\t");

    /** A request and what has to be found wherever it is shown, each unlike all others. */
    public record Sample(JsonObject request, List<String> marks, int nulls, int empties) {

        /** All of it stands in {@code text}. */
        public void assertAllIn(String text) {
            for (String mark : marks) {
                assertTrue(text.contains(mark), mark);
            }
            assertTrue(text.split("null", -1).length - 1 >= nulls, text);
            assertTrue(text.split("\\[]|\\{}", -1).length - 1 >= empties, text);
        }

        @Override
        public String toString() {
            return request.toString();
        }
    }

    private final Random random;
    private final List<String> marks = new ArrayList<>();
    private int nulls;
    private int empties;

    private GeneratedRequests(long seed) {
        random = new Random(seed);
    }

    /** So many of them; {@code -Dshown.seed=…} makes the same again. */
    public static Stream<Sample> some(int count) {
        long seed = Long.getLong("shown.seed", System.nanoTime());
        System.out.println(count + " requests to show: -Dshown.seed=" + seed);
        return IntStream.range(0, count).mapToObj(i -> new GeneratedRequests(seed + i).sample());
    }

    private Sample sample() {
        JsonObject request = new JsonObject();
        request.addProperty("title", text());
        if (random.nextBoolean()) {
            request.addProperty("description", text());
        }
        request.add("details", object(0));
        for (int i = random.nextInt(3); i > 0; i--) {
            request.add("x" + name(), value(1));
        }
        return new Sample(request, List.copyOf(marks), nulls, empties);
    }

    private JsonElement value(int depth) {
        return switch (random.nextInt(depth > 5 ? 4 : 7)) {
            case 0 -> {
                nulls++;
                yield JsonNull.INSTANCE;
            }
            case 1 -> new JsonPrimitive(random.nextBoolean());
            case 2 -> {
                int number = 1_000_000 + random.nextInt(1_000_000_000);
                marks.add(String.valueOf(number));
                yield new JsonPrimitive(number);
            }
            case 3, 4 -> new JsonPrimitive(text());
            case 5 -> object(depth);
            default -> {
                JsonArray array = new JsonArray();
                for (int i = random.nextInt(4); i > 0; i--) {
                    array.add(value(depth + 1));
                }
                empties += array.isEmpty() ? 1 : 0;
                yield array;
            }
        };
    }

    private JsonObject object(int depth) {
        JsonObject object = new JsonObject();
        for (int i = random.nextInt(depth == 0 ? 6 : 4); i > 0; i--) {
            object.add(name(), value(depth + 1));
        }
        empties += object.isEmpty() && depth > 0 ? 1 : 0;
        return object;
    }

    private String name() {
        return mark() + spice() + (random.nextInt(5) == 0 ? "n".repeat(250) : "") + mark();
    }

    private String text() {
        return mark() + spice() + mark();
    }

    private String spice() {
        return SPICES.get(random.nextInt(SPICES.size()));
    }

    private String mark() {
        String mark = "m" + marks.size() + "q" + random.nextInt(1_000_000) + "w";
        marks.add(mark);
        return mark;
    }
}

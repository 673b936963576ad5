package humanapproval.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import humanapproval.fake.Samples;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.eventbridge.model.EventBridgeException;

/** The errors that the state machine knows are those that there are. */
class ErrorContractTest {

    private static final Pattern OURS = Pattern.compile("Approval\\.[A-Z]\\w+");

    /** What the functions fail a wait with, or end an approval with. */
    static Set<String> ofTheFunctions() {
        try (var sources = Files.walk(Path.of("src/main/java"))) {
            return sources.filter(Files::isRegularFile)
                    .map(ErrorContractTest::read)
                    .flatMap(source -> Pattern.compile('"' + OURS.pattern() + '"')
                            .matcher(source)
                            .results())
                    .map(literal -> literal.group().replace("\"", ""))
                    .collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the state machine itself ends with. */
    static Set<String> ofTheStateMachine() {
        JsonObject states = states();
        states.getAsJsonObject("Ask").remove("Retry");
        return OURS.matcher(states.toString())
                .results()
                .map(error -> error.group())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static JsonObject states() {
        return JsonParser.parseString(Samples.file("statemachine/approval.asl.json"))
                .getAsJsonObject()
                .getAsJsonObject("States");
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> names(JsonElement part) {
        return part.getAsJsonObject().getAsJsonArray("ErrorEquals").asList().stream()
                .map(JsonElement::getAsString)
                .toList();
    }

    /** Retry compares whole names, so each answer of ours has to be among those that are never tried again. */
    @Test
    void noAnswerOfOursIsAskedAgain() {
        JsonArray retry = states().getAsJsonObject("Ask").getAsJsonArray("Retry");
        assertEquals(2, retry.size());
        assertEquals(0, retry.get(0).getAsJsonObject().get("MaxAttempts").getAsInt());
        assertTrue(
                names(retry.get(0)).containsAll(ofTheFunctions()),
                ofTheFunctions().toString());
        assertTrue(names(retry.get(0)).stream().allMatch(name -> name.startsWith("Approval.")));
        assertTrue(names(retry.get(1)).contains("States.TaskFailed"));
    }

    /**
     * The first is in Step Functions' guide (Add EventBridge events with Step Functions), the others are in
     * EventBridge's service model, from which the SDK's exceptions are made.
     */
    @Test
    void whatIsSaidOfEventBridgeExists() throws ClassNotFoundException {
        List<String> named = Pattern.compile("EventBridge\\.(\\w+)")
                .matcher(states().toString())
                .results()
                .map(error -> error.group(1))
                .toList();
        assertTrue(named.contains("FailedEntry"));
        for (String name : named) {
            if (!name.equals("FailedEntry")) {
                Class<?> modelled = Class.forName(EventBridgeException.class.getPackageName() + "." + name);
                assertTrue(EventBridgeException.class.isAssignableFrom(modelled), name);
            }
        }
    }

    /** The States Language reserves the prefix: no Fail state may use it. */
    @Test
    void whatEveryCallMayFailWithIsCaught() {
        JsonObject states = states();
        for (String name : states.keySet()) {
            JsonObject state = states.getAsJsonObject(name);
            if (state.get("Type").getAsString().equals("Task")) {
                JsonArray catchers = state.getAsJsonArray("Catch");
                assertEquals(List.of("States.ALL"), names(catchers.get(catchers.size() - 1)), name);
            }
        }
    }
}

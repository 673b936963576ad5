package humanapproval.statemachine;

import com.google.gson.JsonElement;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An execution that has ended.
 *
 * @param output what it gives; empty where it failed
 * @param failure why it failed
 * @param states the names of its states, one for each transition
 * @param calls every attempt of its Task states
 */
record Run(
        Optional<JsonElement> output, Optional<Failure> failure, List<String> states, List<Call> calls, Instant ended) {

    List<Call> calls(String state) {
        return calls.stream().filter(call -> call.state().equals(state)).toList();
    }

    /** The only attempt of that state. */
    Call call(String state) {
        if (calls(state).size() != 1) {
            throw new AssertionError(state + " was called " + calls(state).size() + " times");
        }
        return calls(state).getFirst();
    }

    String error() {
        return failure.map(Failure::error).orElse("");
    }

    String cause() {
        return failure.map(Failure::cause).orElse("");
    }
}

package humanapproval.faults;

import com.google.gson.JsonObject;
import humanapproval.fake.Samples;
import humanapproval.lambda.StreamFunction;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Supplier;

/** A function in its processes: one serves one invocation at a time, and goes on with the next one unless it ended. */
final class LambdaFunction {

    private final Supplier<StreamFunction> process;
    private final Deque<StreamFunction> idle = new ArrayDeque<>();
    private final Runnable afterwards;

    LambdaFunction(Supplier<StreamFunction> process, Runnable afterwards) {
        this.process = process;
        this.afterwards = afterwards;
    }

    /** What it answers; nothing where it failed or its process ended. */
    Optional<JsonObject> invoke(JsonObject event) {
        StreamFunction serving = idle.isEmpty() ? process.get() : idle.pop();
        Optional<JsonObject> answer;
        try {
            answer = Optional.of(Samples.invoke(serving, event));
            idle.push(serving);
        } catch (Recorder.ProcessEnded e) {
            answer = Optional.empty();
        } catch (RuntimeException e) {
            answer = Optional.empty();
            idle.push(serving);
        }
        afterwards.run();
        return answer;
    }
}

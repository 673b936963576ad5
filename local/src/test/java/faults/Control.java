package faults;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import sandbox.Sandbox;

/** Breaks calls of the functions on demand: those to AWS by local/faults.py, those to Slack by {@link SlackKeeper}. */
final class Control implements AutoCloseable {

    /** The case of calls that hold no approval, as local/faults.py calls it. */
    static final String SHARED = "shared";

    /** A call that was made. */
    record Call(String function, String operation) {}

    /** What a case came to so far; the approval's id is empty before it was asked. */
    record Report(String approvalId, List<Call> calls, int struck) {}

    private final URI emulator;
    private final SlackKeeper slack;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .proxy(HttpClient.Builder.NO_PROXY)
            .build();

    Control(Sandbox sandbox) {
        emulator = sandbox.account().endpoint();
        slack = new SlackKeeper(sandbox, this::kill);
    }

    /** Lets a fault wait for the calls of a case, or for the next calls that hold no approval. */
    void arm(String name, Fault fault) {
        if (fault.shared()) {
            // Only a new process makes most of those calls.
            JsonObject which = new JsonObject();
            which.addProperty("function", fault.function());
            ask("POST", "/_faults/renew", which);
        }
        if (fault.operation().contains(".")) {
            slack.arm(name, fault);
            return;
        }
        JsonObject body = new JsonObject();
        body.addProperty("by", name);
        body.addProperty("case", fault.shared() ? SHARED : name);
        body.addProperty("function", fault.function());
        body.addProperty("operation", fault.operation());
        body.addProperty("skip", fault.skip());
        body.addProperty("times", fault.times());
        body.addProperty("kind", fault.kind().word());
        ask("POST", "/_faults", body);
    }

    /** Nothing that was armed under that name strikes any more. */
    void disarm(String name) {
        slack.disarm(name);
        ask("DELETE", "/_faults/" + name, new JsonObject());
    }

    Report report(String name) {
        JsonObject told = ask("GET", "/_faults/" + name, new JsonObject());
        Stream<Call> calls = told.getAsJsonArray("calls").asList().stream()
                .map(call -> call.getAsJsonArray())
                .map(call -> new Call(
                        function(call.get(0).getAsString()), call.get(1).getAsString()));
        return new Report(
                told.get("approvalId") instanceof JsonPrimitive id ? id.getAsString() : "",
                Stream.concat(calls, slack.calls(name).stream()).toList(),
                told.get("struck").getAsInt() + slack.struck(name));
    }

    /** How many calls there were. */
    int calls() {
        return ask("GET", "/_faults", new JsonObject()).get("calls").getAsInt() + slack.calls();
    }

    private static String function(String physicalName) {
        return Stream.of(Fault.CALLBACK, Fault.EMAIL, Fault.SLACK)
                .filter(physicalName::contains)
                .findFirst()
                .orElse(physicalName);
    }

    private void kill(int port) {
        JsonObject body = new JsonObject();
        body.addProperty("port", port);
        ask("POST", "/_faults/kill", body);
    }

    private JsonObject ask(String method, String path, JsonObject body) {
        try {
            HttpResponse<String> response = client.send(
                    HttpRequest.newBuilder(emulator.resolve(path))
                            .method(method, BodyPublishers.ofString(body.toString()))
                            .build(),
                    BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw new IllegalStateException(path + " answered " + response.statusCode() + ": " + response.body());
            }
            return JsonParser.parseString(response.body()).getAsJsonObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException();
        }
    }

    @Override
    public void close() {
        slack.close();
        client.shutdownNow();
    }

    /** An array of texts. */
    static JsonArray array(List<String> texts) {
        JsonArray array = new JsonArray();
        texts.forEach(array::add);
        return array;
    }
}
